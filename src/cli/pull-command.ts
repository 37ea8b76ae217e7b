// `kinde-sync pull`: writes the live state as configuration, or edits the files so that they match it.
import { dayOf } from '../model/day.js';
import { ConfigurationError, UsageError } from '../model/errors.js';
import { defaultPaths } from '../model/default-paths.js';
import { loadEditable } from '../stories/load-configuration.js';
import type { EditableConfiguration } from '../stories/load-configuration.js';
import { pullInto } from '../stories/pull.js';
import type { PulledInto } from '../stories/pull.js';
import { pullFresh } from '../stories/pull-fresh.js';
import type { PullOptions } from '../stories/pull-needs.js';
import type { SelectorChoice } from '../model/selector-choice.js';
import { renderFileDiff } from '../render/file-diff.js';
import { renderPullText, renderRefusal } from '../render/pull-text.js';
import { statusOfPull } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { findFolder, findFreshTarget, findWay, isFresh } from './find-target.js';
import { reportErrors, workConnected } from './open-session.js';
import type { Link, Shower } from './open-session.js';
import { readVariables, readWidth, wantsColor } from './options.js';
import type { PlanningOptions } from './options.js';
import type { World } from './world.js';
import { repeatInMessages } from './repeat-options.js';
import { writeFiles } from './write-files.js';

export interface PullCommandOptions extends PlanningOptions {
  readonly split?: boolean;
  readonly business?: boolean;
  readonly check?: boolean;
  readonly by?: SelectorChoice;
}

/** Milliseconds that the search for the shortest diff of a file may take. */
const diffTimeout = 2000;

/**
 * Writes the files and reports on stderr what changed. With `--check` it writes no file, prints the diff on stdout and returns
 * 2 if there is one. Exit status 3 if the files are locked to another environment.
 */
export async function runPull(world: World, options: PullCommandOptions): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const env = await readVariables(world, options);
    const day = dayOf(world.now());
    const loaded = await loadEditable({ paths: options.config ?? [], cwd: world.cwd, env, day });
    const target = await chooseTarget(world, options, { loaded, show });
    return workConnected(world, { ...options, env }, async ({ connection, progress }) => {
      progress.enter('reading Kinde');
      const pulling: PullOptions = {
        cwd: world.cwd,
        env,
        selectors: options.organization ?? [],
        ...(options.by === undefined ? {} : { by: options.by }),
        onReading: ({ requests, reason }) => progress.expect(requests, reason),
      };
      const pulled = await target(connection, pulling);
      progress.stop();
      return finish(world, options, pulled);
    });
  });
}

type Pulling = (connection: Link['connection'], options: PullOptions) => Promise<PulledInto>;

interface Loaded {
  readonly loaded: EditableConfiguration;
  readonly show: Shower;
}

async function chooseTarget(
  world: World,
  options: PullCommandOptions,
  { loaded, show }: Loaded,
): Promise<Pulling> {
  if (options.business === true && options.organization !== undefined)
    throw new UsageError('invalid-option', '--business writes what all organizations share.', {
      hint: 'Leave out --business or --organization.',
    });
  if (isFresh(loaded, options)) {
    const fresh = await findFreshTarget(world.cwd, options);
    return async (connection, pulling) => ({
      pulled: await pullFresh(connection, fresh, pulling),
      refusal: null,
    });
  }
  show.sources(loaded.sources);
  if (loaded.desired === null) throw new ConfigurationError(loaded.diagnostics);
  if (options.split === true) throw freshOnlyError('--split', loaded);
  if (options.business === true) throw freshOnlyError('--business', loaded);
  if (options.by !== undefined && options.organization === undefined) throw selectorError();
  const configuration = { ...loaded, desired: loaded.desired };
  const folder = await findFolder(world.cwd, options);
  const adoptTo = { folder, toRoot: findWay(world.cwd, folder ?? '.') };
  return (connection, pulling) => pullInto(configuration, connection, { ...pulling, adoptTo });
}

/** The entries that exist keep their selectors. */
function selectorError(): UsageError {
  return new UsageError('invalid-option', '--by is for the organizations that pull adds.', {
    hint: 'Name them with --organization, or leave out --by.',
  });
}

function freshOnlyError(option: '--split' | '--business', { documents }: EditableConfiguration): UsageError {
  return new UsageError(
    'already-configured',
    `${option} writes a first configuration, but ${documents[0]?.file ?? 'a file'} exists already.`,
    {
      hint: `Leave out ${option} to edit the existing files, or give --config a new folder.`,
    },
  );
}

async function finish(world: World, options: PullCommandOptions, made: PulledInto): Promise<ExitCode> {
  if (made.refusal === null) await deliver(world, options, made.pulled);
  else world.stderr.write(renderRefusal(made.refusal.guard, made.refusal.message));
  return statusOfPull(made, options.check === true);
}

async function deliver(
  world: World,
  options: PullCommandOptions,
  pulled: NonNullable<PulledInto['pulled']>,
): Promise<void> {
  const isCheck = options.check === true;
  const shown = pulled.files.map((file) => ({ ...file, ...file.shown }));
  if (isCheck) world.stdout.write(renderFileDiff(shown, { timeout: diffTimeout }));
  else await writeFiles(pulled.files, { cwd: world.cwd, roots: options.config ?? defaultPaths });
  if (options.quiet === true) return;
  const color = wantsColor(world, options, world.stderr);
  const notices = repeatInMessages(pulled.notices, options);
  world.stderr.write(renderPullText({ ...pulled, notices }, { color, isCheck, ...readWidth(world.stderr) }));
}
