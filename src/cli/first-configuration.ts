// The text of the first configuration that `init` writes: the live state if credentials are set, else a commented file
// that manages nothing yet.
import { readFile } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import type { Notice } from '../model/notice.js';
import { pullFresh } from '../stories/pull-fresh.js';
import { findInPackage } from './find-in-package.js';
import { findWay } from './find-target.js';
import { workConnected } from './open-session.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

export interface FirstPlace {
  /** The folder where `init` runs. */
  readonly folder: string;
  /** The path of the configuration, relative to `folder`. */
  readonly config: string;
  /** The folder whose `node_modules` holds kinde-sync; null if none does. */
  readonly installedIn: string | null;
}

export interface FirstConfiguration {
  readonly text: string;
  /** Says what the text holds, for the line that reports the file; null for nothing to say. */
  readonly note: string | null;
  readonly notices: readonly Notice[];
}

/** Returns whether a variable names an environment of Kinde. A missing one beside it is then an error, not a template. */
export function namesKinde(env: World['env']): boolean {
  const names = ['KINDE_DOMAIN', 'KINDE_CLIENT_ID', 'KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN'];
  return names.some((name) => (env[name] ?? '').trim() !== '');
}

/** Returns a commented file that manages nothing yet; its first line names the schema for editors. */
export async function readTemplate(place: FirstPlace): Promise<FirstConfiguration> {
  const text = await readFile(findInPackage('examples/init/first.yaml'), 'utf8');
  return {
    text: text.replace('./node_modules/', `${findRoot(place)}node_modules/`),
    note: 'manages nothing yet; Kinde was not read, because KINDE_DOMAIN is not set',
    notices: [],
  };
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
      { path: place.config, isSplit: false, toRoot: findRoot(place) },
      {
        cwd: world.cwd,
        env: options.env,
        selectors: [],
        onReading: ({ requests, reason }) => progress.expect(requests, reason),
      },
    );
    const [file] = files;
    return { text: file?.after ?? '', note: file?.notes[0] ?? null, notices };
  });
}

/** Returns the relative path to the folder of `node_modules`: editors resolve the schema's path from the file's folder. */
function findRoot({ folder, config, installedIn }: FirstPlace): string {
  return findWay(installedIn ?? folder, resolve(folder, posix.dirname(config)));
}
