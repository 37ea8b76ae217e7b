// What stands already in the folder where `init` runs. Only looks; opens nothing that is no ordinary file.
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { compareText } from '../../model/compare-text.js';
import { listIgnored, readRepository } from '../git/read-repository.js';
import type { Repository } from '../git/read-repository.js';

export interface Folder {
  /** With links followed. */
  readonly path: string;
  readonly isHome: boolean;
  readonly repository: Repository | null;
  /** The text of each known path that is there; empty for folders and for what can't be read. */
  readonly found: ReadonlyMap<string, string>;
  /** Workflows of GitHub that use kinde-sync already. */
  readonly workflows: readonly string[];
  /** Whether the folder `kinde/` holds a configuration, which kinde.yaml would hide. */
  readonly hasParts: boolean;
  /** The nearest folder, here or above, in which kinde-sync is installed; null if it is in none. */
  readonly installedIn: string | null;
  /** Patterns for .gitignore of what runs leave behind and git would commit. */
  readonly unignored: readonly string[];
}

const known = [
  '.github',
  '.gitlab-ci.yml',
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
] as const;

/** Secrets, and what `plan --out` and `--journal` write, each with a pattern for .gitignore. */
const leftovers: ReadonlyMap<string, string> = new Map([
  ['.env', '.env'],
  ['plan.json', 'plan.json'],
  ['apply.jsonl', '*.jsonl'],
]);

const largestText = 1024 * 1024;

type Place = Parameters<typeof readRepository>[0];

/** Returns what is known of the folder. Fails only if the folder itself is gone. */
export async function inspectFolder(place: Place): Promise<Folder> {
  const path = await realpath(place.cwd);
  const home = await realpath(place.env['HOME'] ?? place.env['USERPROFILE'] ?? '/').catch(() => null);
  const around = await readRepository(place);
  // Whoever keeps the settings of a home folder in git does not mean them.
  const repository = around?.root === home ? null : around;
  const ignored = await listIgnored([...leftovers.keys()], place);
  const texts = await Promise.all(
    known.map(async (name) => [name, await readText(join(path, name))] as const),
  );
  return {
    path,
    isHome: path === home || dirname(path) === path,
    repository,
    found: new Map(texts.flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]))),
    workflows: await findWorkflows(path),
    hasParts: await hasYaml(join(path, 'kinde')),
    installedIn: await findInstalled(path),
    unignored: [...leftovers].flatMap(([name, pattern]) => (ignored.has(name) ? [] : [pattern])),
  };
}

async function readText(path: string): Promise<string | null> {
  if ((await lstat(path).catch(() => null)) === null) return null;
  const stats = await stat(path).catch(() => null);
  if (stats?.isFile() !== true || stats.size > largestText) return '';
  return readFile(path, 'utf8').catch(() => '');
}

async function findWorkflows(folder: string): Promise<readonly string[]> {
  const place = '.github/workflows';
  const names = await readdir(join(folder, place)).catch(() => []);
  const paths = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${place}/${name}`);
  const texts = await Promise.all(paths.map((path) => readText(join(folder, path))));
  return paths.filter((_, index) => texts[index]?.includes('kinde-sync') === true).sort(compareText);
}

async function hasYaml(folder: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.some((name) => /\.ya?ml$/i.test(name));
}

async function findInstalled(folder: string): Promise<string | null> {
  const isHere = await stat(resolve(folder, 'node_modules/kinde-sync')).catch(() => null);
  if (isHere !== null) return folder;
  return dirname(folder) === folder ? null : findInstalled(dirname(folder));
}
