// The text of the first configuration that `init` writes: the live state if credentials are set, else a commented file
// that manages nothing yet.
import { readFile } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import type { Notice } from '../model/notice.js';
import { pullFresh } from '../stories/pull-fresh.js';
import { findInPackage } from './files/find-in-package.js';
import { findWay } from '../stories/pull-target.js';
import { workConnected } from './open-session.js';
import type { CommonOptions } from './options/options.js';
import type { World } from './world.js';

export interface FirstPlace {
  /** The folder where `init` runs. */
  readonly folder: string;
  /** The path of the configuration, relative to `folder`; with `isSplit` that of its folder. */
  readonly config: string;
  readonly isSplit: boolean;
  /** The names of several environments that the configuration serves; none for one environment. */
  readonly environments: readonly string[];
  /** The folder whose `node_modules` holds kinde-sync; null if none does. */
  readonly installedIn: string | null;
}

export interface FirstFile {
  /** Relative to the folder where `init` runs, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Says what the text holds, for the line that reports the file; null for nothing to say. */
  readonly note: string | null;
}

export interface FirstConfiguration {
  /** One file, or those of a folder. */
  readonly files: readonly FirstFile[];
  readonly notices: readonly Notice[];
}

/** Returns whether a variable names an environment of Kinde. A missing one beside it is then an error, not a template. */
export function namesKinde(env: World['env']): boolean {
  const names = ['KINDE_DOMAIN', 'KINDE_CLIENT_ID', 'KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN'];
  return names.some((name) => (env[name] ?? '').trim() !== '');
}

/** Returns the path of the configuration, with `isSplit` that of the environment's file. */
export function nameFirst({ config, isSplit }: Pick<FirstPlace, 'config' | 'isSplit'>): string {
  return isSplit ? `${config}/environment.yaml` : config;
}

/** Returns a commented file that manages nothing yet; its first line names the schema for editors. */
export async function readTemplate(place: FirstPlace): Promise<FirstConfiguration> {
  const text = await readFile(findInPackage('examples/init/first.yaml'), 'utf8');
  const file = {
    path: nameFirst(place),
    text: lockTemplate(text.replace('./node_modules/', `${findRoot(place)}node_modules/`), place),
    note: 'manages nothing yet; Kinde was not read, because KINDE_DOMAIN is not set',
  };
  return { files: [file], notices: [] };
}

const lock = '  code: ${KINDE_ENVIRONMENT}';

function lockTemplate(text: string, { environments }: FirstPlace): string {
  if (environments.length === 0) return text;
  return text.replace(/^# environment:\n# {3}code: .*$/m, `environment:\n${lock}`);
}

/** Throws `UsageError` (`invalid-option`) if the files are of an environment that is not among the names. */
function lockPulled(files: readonly FirstFile[], { environments }: FirstPlace): readonly FirstFile[] {
  if (environments.length === 0) return files;
  return files.map((file) => ({
    ...file,
    text: file.text.replace(/^(environment:\n) {2}code: (.*)$/m, (_, start: string, code: string) => {
      if (!environments.includes(code)) throw otherEnvironment(code);
      return start + lock;
    }),
  }));
}

function otherEnvironment(code: string): UsageError {
  return new UsageError(
    'invalid-option',
    `Kinde's environment is ${code}, which --environments does not name.`,
    {
      hint: 'Name the codes of your environments, or run init without credentials.',
    },
  );
}

/** Returns the whole live state as configuration, as `pull` writes it. Throws the errors of reading Kinde. */
export async function pullFirst(
  world: World,
  options: CommonOptions & Pick<World, 'env'>,
  place: FirstPlace,
): Promise<FirstConfiguration> {
  return workConnected(world, { ...options, concurrency: 8 }, async ({ connection, progress }) => {
    progress.enter('reading Kinde');
    const { files, notices } = await pullFresh(
      connection,
      { path: place.config, isSplit: place.isSplit, toRoot: findRoot(place) },
      {
        cwd: world.cwd,
        env: options.env,
        selectors: [],
        by: place.environments.length === 0 ? null : 'external-id',
        onReading: ({ requests, reason }) => progress.expect(requests, reason),
      },
    );
    const first = files.map(({ file, after, notes }) => ({
      path: file,
      text: after,
      note: notes[0] ?? null,
    }));
    return { files: lockPulled(first, place), notices };
  });
}

/** Returns the relative path to the folder of `node_modules`: editors resolve the schema's path from the file's folder. */
function findRoot({ folder, installedIn, ...place }: FirstPlace): string {
  return findWay(installedIn ?? folder, resolve(folder, posix.dirname(nameFirst(place))));
}
