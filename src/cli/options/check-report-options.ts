// The options of the report that exclude or need each other. No option is silently without effect.
import { UsageError } from '../../model/errors.js';
import type { Output } from '../world.js';

/** The options that decide what the report holds and where it goes. */
export interface ReportChoices {
  readonly format: 'html' | 'csv' | 'json' | 'text' | 'diff';
  readonly out?: string;
  readonly waysIn?: boolean;
  readonly decisions?: string;
  readonly since?: string;
}

/** Returns the error of options that do not go together; null if they do. */
export function checkReportOptions(choices: ReportChoices, stdout: Output): UsageError | null {
  const { format, out, waysIn, decisions, since } = choices;
  if (format === 'html' && out === undefined && stdout.isTerminal)
    return fail(
      'The report is an HTML page, which a terminal cannot show.',
      'Give --out access.html, or --format text.',
    );
  if (format === 'diff' && decisions === undefined)
    return fail('--format diff proposes the removals that a review decided, and needs --decisions.');
  if (waysIn === true && (format === 'text' || format === 'diff'))
    return fail(`--ways-in has no place in --format ${format}.`, 'Give --format html, csv or json.');
  if (since !== undefined && format === 'diff')
    return fail('--since has no place in --format diff.', 'Leave it out, or give another format.');
  const tables = [decisions !== undefined, since !== undefined, waysIn === true].filter(Boolean).length;
  if (format === 'csv' && tables > 1)
    return fail(
      'A CSV is one table, and --decisions, --since and --ways-in each choose another one.',
      'Give one of them, or --format html or json.',
    );
  return null;
}

function fail(message: string, hint?: string): UsageError {
  return new UsageError('invalid-option', message, hint === undefined ? {} : { hint });
}
