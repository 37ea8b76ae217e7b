// The text of the first configuration that `init` writes: the live state if credentials are set, else a commented file
// that manages nothing yet.
import { readFile } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import type { Notice } from '../model/notice.js';
import { pullFresh } from '../stories/pull-fresh.js';
import { findInPackage } from './find-in-package.js';
import { findWay } from '../stories/pull-target.js';
import { workConnected } from './open-session.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

export interface FirstPlace {
  /** The folder where `init` runs. */
  readonly folder: string;
  /** The path of the configuration, relative to `folder`; with `isSplit` that of its folder. */
  readonly config: string;
  readonly isSplit: boolean;
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
    text: text.replace('./node_modules/', `${findRoot(place)}node_modules/`),
    note: 'manages nothing yet; Kinde was not read, because KINDE_DOMAIN is not set',
  };
  return { files: [file], notices: [] };
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
        by: null,
        onReading: ({ requests, reason }) => progress.expect(requests, reason),
      },
    );
    const first = files.map(({ file, after, notes }) => ({
      path: file,
      text: after,
      note: notes[0] ?? null,
    }));
    return { files: first, notices };
  });
}

/** Returns the relative path to the folder of `node_modules`: editors resolve the schema's path from the file's folder. */
function findRoot({ folder, installedIn, ...place }: FirstPlace): string {
  return findWay(installedIn ?? folder, resolve(folder, posix.dirname(nameFirst(place))));
}
