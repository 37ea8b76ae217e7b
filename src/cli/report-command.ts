// `kinde-sync report`: reads who has access, and writes the report as a page, a table or JSON. It changes nothing.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AccessReport } from '../model/access-report.js';
import { countNoun } from '../model/count-noun.js';
import { UsageError } from '../model/errors.js';
import type { Refusal } from '../model/notice.js';
import { renderError } from '../render/error-text.js';
import { formatJson } from '../render/json.js';
import { toSafeText } from '../render/safe-text.js';
import { makeReport } from '../stories/report.js';
import { statusOfAccess } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { loadIfThere } from './load-files.js';
import { reportErrors, runConnected } from './open-session.js';
import type { Link } from './open-session.js';
import { wantsColor } from './options.js';
import type { ConnectingOptions } from './options.js';
import { findInPackage } from './find-in-package.js';
import { refuseOverwriting } from './refuse-overwriting.js';
import { replaceFile } from './replace-file.js';
import type { World } from './world.js';

type ReportFormat = 'html' | 'csv' | 'json';

export interface ReportCommandOptions extends ConnectingOptions {
  readonly format: ReportFormat;
  readonly organization?: readonly string[];
  /** Days. */
  readonly dormant: number;
  readonly waysIn?: boolean;
  readonly out?: string;
}

/** Writes the report to stdout, or to the file of `--out`. */
export async function runReport(world: World, options: ReportCommandOptions): Promise<ExitCode> {
  if (options.format === 'html' && options.out === undefined && world.stdout.isTerminal) {
    return reportErrors(world, options, () => {
      throw new UsageError('invalid-option', 'The report is an HTML page, which a terminal cannot show.', {
        hint: 'Give --out access.html, or --format csv.',
      });
    });
  }
  return runConnected(world, options, (link) => report(world, options, link));
}

async function report(world: World, options: ReportCommandOptions, link: Link): Promise<ExitCode> {
  const { connection, progress } = link;
  const { desired, files } = await loadIfThere(world, options);
  await refuseOverwriting({ option: '--out', path: options.out }, { ...options, cwd: world.cwd, files });
  progress.enter('reading Kinde');
  const made = await makeReport(connection, {
    desired,
    selectors: options.organization ?? [],
    dormantAfterDays: options.dormant,
    withWaysIn: options.waysIn === true,
    now: world.now(),
    onReading: (requests, reason) => progress.expect(requests, reason),
  });
  progress.stop();
  if ('guard' in made) tellRefusal(world, options, made);
  else await deliver(world, options, made);
  return statusOfAccess(made);
}

function tellRefusal(world: World, options: ReportCommandOptions, { message }: Refusal): void {
  const color = wantsColor(world, options, world.stderr);
  world.stderr.write(renderError(new UsageError('refused', message), { color }));
}

async function deliver(world: World, options: ReportCommandOptions, made: AccessReport): Promise<void> {
  await writeReport(world, options, made);
  if (options.quiet === true) return;
  for (const { code, message } of made.warnings)
    world.stderr.write(`warning ${code}: ${toSafeText(message)}\n`);
}

async function writeReport(world: World, options: ReportCommandOptions, made: AccessReport): Promise<void> {
  const { format, out, quiet } = options;
  const text = await renderReport(made, format);
  if (out === undefined) {
    world.stdout.write(text);
    return;
  }
  try {
    await replaceFile(resolve(world.cwd, out), text, 0o600);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError('no-report', `The report can't be written to ${out}.`, {
      hint: 'Check the folder, its permissions and the disk space.',
      cause,
    });
  }
  if (quiet === true) return;
  const { memberships, organizations, people } = made.summary;
  const open = made.waysIn?.filter(({ state }) => state === 'open').length;
  const ways = open === undefined ? '' : `, ${countNoun(open, 'open way in', 'open ways in')}`;
  world.stderr.write(
    `${toSafeText(out)}: ${countNoun(memberships, 'membership')}, ${countNoun(people, 'person', 'people')}, ${countNoun(organizations, 'organization')}${ways}. It holds personal data; only you can read it.\n`,
  );
}

/** Returns the report in the format, and loads the renderer of that format only. */
export async function renderReport(report: AccessReport, format: ReportFormat): Promise<string> {
  if (format === 'json') return formatJson(report);
  if (format === 'csv' && report.waysIn !== undefined) {
    const { renderWaysInCsv } = await import('../render/ways-in-csv.js');
    return renderWaysInCsv(report);
  }
  if (format === 'csv') {
    const { renderAccessCsv } = await import('../render/access-csv.js');
    return renderAccessCsv(report);
  }
  const { renderAccessHtml } = await import('../render/access-html.js');
  // Renderers reach no disk, so the page's style and script, files of the package, are read here.
  const [style, script] = await Promise.all([readPart('dist/page.css'), readPart('dist/page.js')]);
  return renderAccessHtml(report, { style, script });
}

function readPart(path: string): Promise<string> {
  return readFile(findInPackage(path), 'utf8');
}
