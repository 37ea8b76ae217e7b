// Reads the files that a report takes: the decisions of a review (`--decisions`) and an earlier report (`--since`).
import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Day } from '../../model/day.js';
import { ConfigurationError, UsageError } from '../../model/errors.js';
import { findRepeats } from '../../model/find-repeats.js';
import { quoteText } from '../../model/text/quote-text.js';
import { membershipKey } from '../../model/results/report-change.js';
import type { EarlierReport } from '../../model/results/report-change.js';
import type { DecisionsFile } from '../../stories/report.js';
import { withoutMark } from './byte-order-marks.js';
import { readRegularFile } from './read-regular-file.js';

/** Bytes; a report of a million memberships has fewer. */
const largestFile = 512 * 1024 * 1024;

/**
 * Returns the text of the decisions without a byte order mark. Throws `UsageError` (`no-decisions`) for a file that can't be
 * read, and `ConfigurationError` (`not-utf-8`) with the line of the first byte that is no UTF-8.
 */
export async function readDecisionsFile(path: string, cwd: string): Promise<DecisionsFile> {
  const read = await readRegularFile(resolve(cwd, path), largestFile);
  if (read.bytes === null) {
    throw new UsageError('no-decisions', `The decisions ${path} can't be read: ${read.because}.`, {
      hint: 'Give the CSV of `kinde-sync report --format csv`, with decisions in it, of at most 512 MiB.',
      cause: read.cause,
    });
  }
  const { bytes } = read;
  if (!isUtf8(bytes)) throw encodingError(path, bytes);
  return { file: path, text: withoutMark(bytes.toString()) };
}

/** Spreadsheets write UTF-16 as “Unicode text”, and the code page of the system as plain “CSV”. */
function encodingError(file: string, bytes: Buffer): ConfigurationError {
  const before = bytes.toString().split('\uFFFD', 1)[0] ?? '';
  const line = before.split('\n').length;
  return new ConfigurationError([
    {
      code: 'not-utf-8',
      severity: 'error',
      message: 'The file is not UTF-8 text.',
      place: { file, line, column: before.length - before.lastIndexOf('\n') },
      hint: 'Save it from the spreadsheet as “CSV UTF-8”.',
    },
  ]);
}

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;

function listOf(properties: Readonly<Record<string, object>>): object {
  return { type: 'array', items: objectOf(properties) };
}

function objectOf(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', required: Object.keys(properties), properties };
}

/** Only the part that is compared: reports of other versions may have more or less beside it. */
const earlierSchema = objectOf({
  formatVersion: { const: '1' },
  generatedOn: { ...text, pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$' },
  environment: objectOf({ domain: text, code: text }),
  whole: { type: 'boolean' },
  organizations: listOf({ code: text, name: text }),
  people: listOf({ id: text, email: textOrNull, name: text }),
  memberships: listOf({
    organization: text,
    person: text,
    roles: { type: ['array', 'null'], items: text },
  }),
});

/** Returns the earlier report. Throws `UsageError` (`no-earlier-report`) for a file that is no report, or none made by `today`. */
export async function readEarlierReport(path: string, cwd: string, today: Day): Promise<EarlierReport> {
  const read = await readRegularFile(resolve(cwd, path), largestFile);
  if (read.bytes === null) throw unfitError(path, `${read.because}.`);
  const document = parse(read.bytes);
  const ajv = new Ajv2020({ allowUnionTypes: true });
  if (!ajv.validate<EarlierReport>(earlierSchema, document)) throw unfitError(path, explainFormat(document));
  const fault = findFault(document, today);
  if (fault !== null) throw unfitError(path, fault);
  return document;
}

function unfitError(path: string, because: string): UsageError {
  return new UsageError('no-earlier-report', `${path} can't be read as a report: ${because}`, {
    hint: 'Give the file of an earlier `kinde-sync report --format json --out FILE`.',
  });
}

function explainFormat(document: unknown): string {
  const isObject = typeof document === 'object' && document !== null;
  const version = isObject && 'formatVersion' in document ? document.formatVersion : '1';
  if (version === '1') return 'it is no JSON of a report in UTF-8.';
  return `its format version is ${quoteText(typeof version === 'string' ? version : JSON.stringify(version))}, and this version of kinde-sync reads "1".`;
}

/** Returns the first contradiction in a document of the right form; null if there is none. */
function findFault(
  { generatedOn, organizations, people, memberships }: EarlierReport,
  today: Day,
): string | null {
  if (!isTime(generatedOn)) return `the time ${generatedOn} does not exist.`;
  if (generatedOn.slice(0, 10) > today) return `the day of ${generatedOn} has not come yet.`;
  const codes = new Set(organizations.map(({ code }) => code));
  const ids = new Set(people.map(({ id }) => id));
  if (memberships.some(({ organization, person }) => !codes.has(organization) || !ids.has(person)))
    return 'a membership names an organization or a person that the file does not list.';
  return findRepeats(memberships, membershipKey).length === 0 ? null : 'it has a membership twice.';
}

/** Returns whether the text in the form of the schema is a time that exists, in UTC. */
function isTime(text: string): boolean {
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString() === text.replace('Z', '.000Z');
}

function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return null;
  try {
    const document: unknown = JSON.parse(withoutMark(bytes.toString()));
    return document;
  } catch {
    return null;
  }
}
