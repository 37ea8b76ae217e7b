// Reads the decisions of a review from a CSV. The file is foreign: every line that is not certain is an error, and the report is
// not made. Lines without a decision count as not decided.
import { isDay } from '../model/day.js';
import type { Day } from '../model/day.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { nameSome } from '../model/text/name-some.js';
import { quoteText } from '../model/text/quote-text.js';
import { decisions, reviewColumns } from '../model/review.js';
import type { WrittenDecision, WrittenDecisions } from '../model/review.js';
import { parseCsv } from './parse-csv.js';
import type { CsvRow } from './parse-csv.js';
import { findRepeats } from '../model/find-repeats.js';
import { membershipKey } from '../model/results/report-change.js';

/** A file as the command line gives it. */
export interface DecisionsFile {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
}

export type ReadDecisions =
  | { readonly decisions: WrittenDecisions; readonly diagnostics?: never }
  | { readonly decisions?: never; readonly diagnostics: readonly Diagnostic[] };

/** The most characters of a reviewer's name. */
const longestReviewer = 200;
const mostDiagnostics = 50;

/**
 * Returns the decisions in the order of the file, or every error with its line: `malformed-csv`, `invalid-decision`,
 * `duplicate-decision`. A decision can't be later than `today`.
 */
export function readDecisions({ file, text }: DecisionsFile, today: Day): ReadDecisions {
  const { rows, fault } = parseCsv(text);
  const [head, ...body] = rows;
  const say = prepareDiagnostics(file);
  if (fault !== null) return { diagnostics: [say('malformed-csv', fault.line, fault.message, fault.column)] };
  const columns = findColumns(head?.cells ?? []);
  if ('problem' in columns) return { diagnostics: [say('malformed-csv', head?.line ?? 1, columns.problem)] };
  const width = head?.cells.length ?? 0;
  const read = body.map((row) => readRow(row, { columns, width, today }));
  const found = read.flatMap((one) => (typeof one === 'string' || one === null ? [] : [one]));
  const problems = [
    ...read.flatMap((one, index) =>
      typeof one === 'string' ? [say('invalid-decision', body[index]?.line ?? 1, one)] : [],
    ),
    ...findTwice(found).map(([line, message]) => say('duplicate-decision', line, message)),
  ].sort((one, other) => (one.place?.line ?? 0) - (other.place?.line ?? 0));
  if (problems.length === 0) return { decisions: { file, rows: found } };
  return { diagnostics: limitDiagnostics(problems) };
}

type Say = (
  code: 'malformed-csv' | 'invalid-decision' | 'duplicate-decision',
  line: number,
  message: string,
  column?: number,
) => Diagnostic;

function prepareDiagnostics(file: string): Say {
  return (code, line, message, column = 1) => ({
    code,
    severity: 'error',
    message,
    place: { file, line, column },
    ...(code === 'malformed-csv'
      ? { hint: 'Save the file as “CSV UTF-8”, with the head of the report.' }
      : {}),
  });
}

function limitDiagnostics(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const [last] = problems.slice(mostDiagnostics - 1);
  if (last === undefined || problems.length === mostDiagnostics) return problems;
  const rest = problems.length - mostDiagnostics + 1;
  const message = `From this line on ${rest} further lines have errors.`;
  return [...problems.slice(0, mostDiagnostics - 1), { ...last, message }];
}

/** Columns that a file may lack. */
const optional: readonly string[] = [reviewColumns.roles, reviewColumns.invitedOn];

/** The position of each column; -1 for an optional one that the file lacks. */
type Columns = Readonly<Record<keyof typeof reviewColumns, number>>;

function findColumns(head: readonly string[]): Columns | { readonly problem: string } {
  const names = head.map((name) => name.trim().toLowerCase());
  const wanted = Object.values(reviewColumns);
  const missing = wanted.filter((name) => !optional.includes(name) && !names.includes(name));
  if (missing.length > 0) return { problem: `The head has no column ${nameSome(missing, 6)}.` };
  const twice = wanted.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice.length > 0) return { problem: `The head has the column ${twice.join(', ')} twice.` };
  const find = (key: keyof typeof reviewColumns): number => names.indexOf(reviewColumns[key]);
  return {
    organization: find('organization'),
    person: find('person'),
    roles: find('roles'),
    decision: find('decision'),
    reviewer: find('reviewer'),
    reviewedOn: find('reviewedOn'),
    invitedOn: find('invitedOn'),
  };
}

interface RowRules {
  readonly columns: Columns;
  /** The number of cells of the head. */
  readonly width: number;
  readonly today: Day;
}

/** Returns the decision, null for a row without one, or the text of an error. */
function readRow(
  { cells, line }: CsvRow,
  { columns, width, today }: RowRules,
): WrittenDecision | string | null {
  if (cells.length !== width) return `This line has ${cells.length} cells, and the head has ${width}.`;
  const cell = (key: keyof typeof reviewColumns): string => (cells[columns[key]] ?? '').trim();
  const [written, reviewer, reviewedOn] = [cell('decision'), cell('reviewer'), cell('reviewedOn')];
  if (written === '' && reviewer === '' && reviewedOn === '') return null;
  const decision = decisions.find((one) => one === written.toLowerCase());
  const problem =
    decision === undefined ? describeDecision(written) : describeReviewer(reviewer, reviewedOn, today);
  if (decision === undefined || problem !== null) return problem;
  const isInvitation = columns.invitedOn >= 0 && cell('invitedOn') !== '';
  if (isInvitation) return decision === 'keep' ? null : removalOfInvitation;
  const [organization, person] = [cell('organization'), cell('person')];
  if (person === '') return `The column ${reviewColumns.person} is empty.`;
  const roles = columns.roles < 0 ? null : cell('roles');
  return { organization, person, roles, decision, reviewer, reviewedOn, line };
}

const removalOfInvitation =
  'This line is a pending invitation, which no decision removes. Delete its entry from the files or revoke it in Kinde, and empty the decision.';

function describeDecision(written: string): string {
  if (written === '') return 'The line names a reviewer or a day and no decision. Write keep or remove.';
  return `A decision is keep or remove, not ${quoteText(written)}.`;
}

function describeReviewer(reviewer: string, reviewedOn: string, today: Day): string | null {
  if (reviewer === '') return `The decision has no ${reviewColumns.reviewer}.`;
  if (reviewer.length > longestReviewer)
    return `The ${reviewColumns.reviewer} has more than ${longestReviewer} characters.`;
  if (!isDay(reviewedOn)) {
    const said = reviewedOn === '' ? 'is empty' : `is ${quoteText(reviewedOn)}`;
    return `The day in ${reviewColumns.reviewedOn} ${said}; write it as ${today}. Spreadsheets keep this form in cells of text.`;
  }
  return reviewedOn > today ? `The day ${reviewedOn} in ${reviewColumns.reviewedOn} has not come yet.` : null;
}

/** Returns line and message of each decision about a membership that an earlier line decides, too. */
function findTwice(rows: readonly WrittenDecision[]): readonly (readonly [line: number, message: string])[] {
  return findRepeats(rows, membershipKey).map(
    ({ row, first }) => [row.line, `Line ${first.line} has a decision about the same membership.`] as const,
  );
}
