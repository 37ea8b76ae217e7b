// `kinde-sync pull`: writes the live state as configuration, or edits the files so that they match it.
import { dayOf } from '../../model/day.js';
import { defaultPaths } from '../../model/default-paths.js';
import { loadEditable } from '../../stories/load-configuration.js';
import type { PulledInto } from '../../stories/pull.js';
import { choosePull } from '../../stories/pull-target.js';
import type { PullRequest } from '../../stories/pull-target.js';
import type { SelectorChoice } from '../../model/selector-choice.js';
import { renderFileDiff } from '../../render/file-diff.js';
import type { FileTexts } from '../../render/file-diff.js';
import { noMask } from '../../render/mask-emails.js';
import { renderRefusalLine } from '../../render/failure-lines.js';
import { renderPullText } from '../../render/pull-text.js';
import { addMarks } from '../files/byte-order-marks.js';
import { statusOfPull } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { reportErrors, workConnected } from '../open-session.js';
import { readLayout, readVariables, wantsColor } from '../options/options.js';
import type { PlanningOptions } from '../options/options.js';
import { runMasked } from '../run-masked.js';
import type { MaskedWorld } from '../run-masked.js';
import type { World } from '../world.js';
import { repeatInMessages } from '../options/repeat-options.js';
import { writeFiles } from '../files/write-files.js';

export interface PullCommandOptions extends PlanningOptions {
  readonly split?: boolean;
  readonly business?: boolean;
  readonly check?: boolean;
  readonly by?: SelectorChoice;
}

/**
 * Writes the files and reports on stderr what changed. With `--check` it writes no file, prints the diff on stdout and returns
 * 2 if there is one. Exit status 3 if the files are locked to another environment.
 */
export async function runPull(world: World, options: PullCommandOptions): Promise<ExitCode> {
  return runMasked(world, options, (masked) => pull(masked, options));
}

function pull(world: MaskedWorld, options: PullCommandOptions): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const env = await readVariables(world, options);
    const day = dayOf(world.now());
    const loaded = await loadEditable({ paths: options.config ?? [], cwd: world.cwd, env, day });
    show.sources(loaded.sources);
    const { config: paths = [], organization: selectors = [], split = false, business = false } = options;
    const request = { cwd: world.cwd, paths, selectors, by: options.by ?? null, split, business, names };
    const pullFiles = await choosePull(loaded, request);
    return workConnected(world, { ...options, env }, async ({ connection, progress }) => {
      progress.enter('reading Kinde');
      const pulled = await pullFiles(connection, {
        env,
        onReading: ({ requests, reason }) => progress.expect(requests, reason),
      });
      progress.stop();
      return finish(world, options, pulled);
    });
  });
}

/** The advice beside a difference that is shown with masks or escapes. */
const wayOut = 'The command without --check writes the file.';

/** The names of the options for messages. */
const names: PullRequest['names'] = {
  business: '--business',
  by: '--by',
  paths: '--config',
  selectors: '--organization',
  split: '--split',
};

async function finish(world: MaskedWorld, options: PullCommandOptions, made: PulledInto): Promise<ExitCode> {
  if (made.refusal === null) await deliver(world, options, made.pulled);
  else
    world.stderr.write(renderRefusalLine(made.refusal, { color: wantsColor(world, options, world.stderr) }));
  return statusOfPull(made, options.check === true);
}

async function deliver(
  world: MaskedWorld,
  options: PullCommandOptions,
  pulled: NonNullable<PulledInto['pulled']>,
): Promise<void> {
  const isCheck = options.check === true;
  if (isCheck) {
    const files = (await addMarks(pulled.files, world.cwd)).map((file) => maskFile(file, world));
    world.stdout.write(renderFileDiff(files, { wayOut }));
  }
  if (!isCheck) await writeFiles(pulled.files, { cwd: world.cwd, roots: options.config ?? defaultPaths });
  if (options.quiet === true) return;
  const layout = readLayout(world, options, world.stderr);
  const notices = repeatInMessages(
    pulled.notices.map((one) => world.mask.notice(one)),
    options,
  );
  world.stderr.write(renderPullText({ ...pulled, notices }, { ...layout, isCheck }));
}

/** The difference is for people; the files that are written are not masked. */
function maskFile(file: FileTexts, { mask }: MaskedWorld): FileTexts {
  if (mask === noMask) return file;
  const { before, after } = file.shown ?? file;
  return { ...file, shown: { before: mask.text(before ?? ''), after: mask.text(after) } };
}
