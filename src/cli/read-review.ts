// Reads the files that a report takes: the decisions of a review (`--decisions`) and an earlier report (`--since`).
import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ConfigurationError, UsageError } from '../model/errors.js';
import type { EarlierReport } from '../model/report-change.js';
import type { DecisionsFile } from '../stories/report.js';
import { byteOrderMark } from './byte-order-marks.js';

/** Bytes; a report of a million memberships has fewer. */
const largestFile = 512 * 1024 * 1024;

/**
 * Returns the text of the decisions without a byte order mark. Throws `UsageError` (`no-decisions`) for a file that can't be
 * read, and `ConfigurationError` (`not-utf-8`) with the line of the first byte that is no UTF-8.
 */
export async function readDecisionsFile(path: string, cwd: string): Promise<DecisionsFile> {
  const bytes = await readBytes(path, cwd);
  if (bytes === null) {
    throw new UsageError('no-decisions', `The decisions ${path} can't be read.`, {
      hint: 'Give the CSV of `kinde-sync report --format csv`, with decisions in it, of at most 512 MiB.',
    });
  }
  if (!isUtf8(bytes)) throw encodingError(path, bytes);
  const text = bytes.toString();
  return { file: path, text: text.startsWith(byteOrderMark) ? text.slice(1) : text };
}

async function readBytes(path: string, cwd: string): Promise<Buffer | null> {
  const file = resolve(cwd, path);
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true || found.size > largestFile) return null;
  return readFile(file).catch(() => null);
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

/** Returns the earlier report. Throws `UsageError` (`no-earlier-report`) for a file that is no report in JSON. */
export async function readEarlierReport(path: string, cwd: string): Promise<EarlierReport> {
  const document = parse(await readBytes(path, cwd));
  const ajv = new Ajv2020({ allowUnionTypes: true });
  if (ajv.validate<EarlierReport>(earlierSchema, document)) return document;
  throw new UsageError('no-earlier-report', `${path} can't be read as a report.`, {
    hint: 'Give the file of an earlier `kinde-sync report --format json --out FILE`.',
  });
}

function parse(bytes: Buffer | null): unknown {
  try {
    const document: unknown = JSON.parse((bytes ?? '').toString());
    return document;
  } catch {
    return null;
  }
}
