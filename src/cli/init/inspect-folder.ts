// Inspects the folder where `init` runs. It changes nothing and opens only plain files.
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { compareText } from '../../model/text/compare-text.js';
import { listIgnored, readRepository } from '../git/read-repository.js';
import type { Repository } from '../git/read-repository.js';

export interface Folder {
  /** With links followed. */
  readonly path: string;
  readonly isHome: boolean;
  readonly repository: Repository | null;
  /** The text of each known path that exists; empty for a folder and for an unreadable file. */
  readonly found: ReadonlyMap<string, string>;
  /** Workflows of GitHub that already use kinde-sync. */
  readonly workflows: readonly string[];
  /** True if the folder `kinde/` holds a configuration, which a kinde.yaml would hide. */
  readonly hasParts: boolean;
  /** The nearest folder, here or above, in which kinde-sync is installed; null if there is none. */
  readonly installedIn: string | null;
  /** Patterns for .gitignore for files that runs write and git would commit. */
  readonly unignored: readonly string[];
  /** Those of the given env files that git ignores. */
  readonly ignoredEnvFiles: ReadonlySet<string>;
}

const known = [
  '.github',
  '.gitlab-ci.yml',
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
] as const;

/** Names of secrets, saved plans and journals, each with a pattern for .gitignore. */
const leftovers: ReadonlyMap<string, string> = new Map([
  ['.env', '.env'],
  ['plan.json', 'plan.json'],
  ['apply.jsonl', '*.jsonl'],
]);

/** Bytes. */
const largestText = 1024 * 1024;

type Place = Parameters<typeof readRepository>[0];

/**
 * Returns facts about the folder, and which of these env files git ignores. Throws the system's error only if the folder itself
 * is gone.
 */
export async function inspectFolder(place: Place, envFiles: readonly string[]): Promise<Folder> {
  const path = await realpath(place.cwd);
  const home = await realpath(place.env['HOME'] ?? place.env['USERPROFILE'] ?? '/').catch(() => null);
  const around = await readRepository(place);
  // A home folder in git holds somebody's settings and is not meant for a configuration.
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
    ignoredEnvFiles: envFiles.length === 0 ? new Set() : await listIgnored(envFiles, place),
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

/** Returns whether a folder holds a YAML file, at any depth. */
export async function hasYaml(folder: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.some((name) => /\.ya?ml$/i.test(name));
}

async function findInstalled(folder: string): Promise<string | null> {
  const isHere = await stat(resolve(folder, 'node_modules/kinde-sync')).catch(() => null);
  if (isHere !== null) return folder;
  return dirname(folder) === folder ? null : findInstalled(dirname(folder));
}
