// `kinde-sync report`: reads who has access, and writes the report as a page, a table, JSON, text or proposed removals. It
// changes nothing.
import type { AccessReport } from '../../model/results/access-report.js';
import { dayOf } from '../../model/day.js';
import { countNoun } from '../../model/text/count-noun.js';
import { UsageError } from '../../model/errors.js';
import { nameSome } from '../../model/text/name-some.js';
import type { Refusal } from '../../model/notice.js';
import type { SourceDocument } from '../../model/source-document.js';
import { renderRefusalLine } from '../../render/failure-lines.js';
import { renderPullNotices } from '../../render/pull-text.js';
import { toSafeText } from '../../render/safe-text.js';
import { makeReport, proposeRemovals } from '../../stories/report.js';
import { addMarks } from '../files/byte-order-marks.js';
import { checkReportOptions } from '../options/check-report-options.js';
import type { ReportChoices } from '../options/check-report-options.js';
import { statusOfAccess } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { loadIfThere } from '../files/load-files.js';
import { reportErrors, runConnected } from '../open-session.js';
import type { Link } from '../open-session.js';
import { readLayout, wantsColor } from '../options/options.js';
import type { ConnectingOptions } from '../options/options.js';
import { refuseOverwriting } from '../files/refuse-overwriting.js';
import { renderReport } from '../render-report.js';
import { writeResult } from '../files/replace-file.js';
import { runMasked } from '../run-masked.js';
import type { MaskedWorld } from '../run-masked.js';
import type { World } from '../world.js';
import { writeWrapped } from '../write-wrapped.js';

export interface ReportCommandOptions extends ConnectingOptions, ReportChoices {
  readonly maskEmails?: boolean;
  readonly organization?: readonly string[];
  /** Days. */
  readonly dormant: number;
}

/** Writes the report to stdout, or to the file of `--out`. */
export async function runReport(world: World, options: ReportCommandOptions): Promise<ExitCode> {
  const problem = checkReportOptions(options, world.stdout);
  if (problem !== null) {
    return reportErrors(world, options, () => {
      throw problem;
    });
  }
  return runMasked(world, options, (masked) =>
    runConnected(masked, options, (link) => report(masked, options, link)),
  );
}

async function report(world: MaskedWorld, options: ReportCommandOptions, link: Link): Promise<ExitCode> {
  const { connection, progress } = link;
  const withDocuments = options.format === 'diff';
  const { desired, files, documents } = await loadIfThere(world, options, { withDocuments });
  if (withDocuments && desired === null) throw filesNeededError();
  const { decisions, earlier, paths } = await readSources(world, options);
  const sources = { ...options, cwd: world.cwd, files, inputs: paths };
  await refuseOverwriting({ option: '--out', path: options.out }, sources);
  progress.enter('reading Kinde');
  const made = await makeReport(connection, {
    desired,
    selectors: options.organization ?? [],
    dormantAfterDays: options.dormant,
    withWaysIn: options.waysIn === true,
    decisions,
    earlier,
    now: world.now(),
    onReading: (requests, reason) => progress.expect(requests, reason),
  });
  progress.stop();
  if ('guard' in made) tellRefusal(world, options, made);
  else await deliver(world, options, { made, documents });
  return statusOfAccess(made);
}

function filesNeededError(): UsageError {
  return new UsageError(
    'no-configuration',
    '--format diff edits the configuration, and there is none here.',
    {
      hint: 'Name it with --config.',
    },
  );
}

async function readSources(world: World, { decisions, since }: ReportCommandOptions) {
  if (decisions === undefined && since === undefined) return { decisions: null, earlier: null, paths: [] };
  // Most reports read neither file.
  const { readDecisionsFile, readEarlierReport } = await import('../files/read-review.js');
  return {
    decisions: decisions === undefined ? null : await readDecisionsFile(decisions, world.cwd),
    earlier: since === undefined ? null : await readEarlierReport(since, world.cwd, dayOf(world.now())),
    paths: [decisions, since].filter((path) => path !== undefined),
  };
}

function tellRefusal(world: World, options: ReportCommandOptions, refusal: Refusal): void {
  const color = wantsColor(world, options, world.stderr);
  world.stderr.write(renderRefusalLine(refusal, { color }));
}

interface Made {
  readonly made: AccessReport;
  /** Empty unless the format edits them. */
  readonly documents: readonly SourceDocument[];
}

async function deliver(
  world: MaskedWorld,
  options: ReportCommandOptions,
  { made, documents }: Made,
): Promise<void> {
  await write(world, options, { made, text: await render(world, options, { made, documents }) });
  if (options.quiet === true) return;
  world.stderr.write(
    renderPullNotices(
      made.warnings.map((one) => world.mask.notice(one)),
      readLayout(world, options, world.stderr),
    ),
  );
}

async function render(
  world: World,
  options: ReportCommandOptions,
  { made, documents }: Made,
): Promise<string> {
  const { format, out, decisions = '' } = options;
  if (format === 'text') {
    const { renderAccessText } = await import('../../render/report/access-text.js');
    return renderAccessText(
      made,
      out === undefined ? readLayout(world, options, world.stdout) : { color: false },
    );
  }
  if (format !== 'diff') return renderReport(made, format);
  const { renderRemovalsDiff } = await import('../../render/removals-diff.js');
  const { removals, files } = proposeRemovals(made, documents);
  const whole = await addMarks(files, world.cwd);
  const { text, unshown } = renderRemovalsDiff({ removals, files: whole, decisions });
  if (out === undefined && unshown.length > 0) throw notShownError(unshown);
  return text;
}

function notShownError(files: readonly string[]): UsageError {
  return new UsageError(
    'patch-not-shown',
    `The patch of ${nameSome(files, 3)} has a line with a private value or a control character, and stdout does not show it.`,
    { hint: 'Give --out FILE: that file gets the patch for git apply, and only you can read it.' },
  );
}

interface Written {
  readonly made: AccessReport;
  readonly text: string;
}

async function write(world: World, options: ReportCommandOptions, { made, text }: Written): Promise<void> {
  const { out, quiet } = options;
  if (out === undefined) {
    world.stdout.write(text);
    return;
  }
  const result = { cwd: world.cwd, mode: 0o600, code: 'no-report', what: 'The report' } as const;
  await writeResult(out, text, result);
  if (quiet === true) return;
  const told = `${toSafeText(out)}: ${isPart(options) ? 'from a report on ' : ''}${countAll(made)}. It holds personal data; only you can read it.`;
  writeWrapped(world.stderr, told);
}

/** Returns whether the file has something else than the report's memberships: a patch, or the table of changes or of ways in. */
function isPart({ format, since, waysIn }: ReportCommandOptions): boolean {
  return format === 'diff' || (format === 'csv' && (since !== undefined || waysIn === true));
}

function countAll({ summary, waysIn }: AccessReport): string {
  const { memberships, organizations, people } = summary;
  const open = waysIn?.filter(({ state }) => state === 'open').length;
  return [
    countNoun(memberships, 'membership'),
    countNoun(people, 'person', 'people'),
    countNoun(organizations, 'organization'),
    ...(open === undefined ? [] : [countNoun(open, 'open way in', 'open ways in')]),
  ].join(', ');
}
