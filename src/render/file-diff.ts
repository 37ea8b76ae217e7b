// Renders the changes of files as one unified diff, escaped for a terminal.
import { createTwoFilesPatch } from 'diff';
import { toSafeText } from './safe-text.js';

/** One file; `before` is null for a new one. */
export interface FileTexts {
  readonly file: string;
  readonly before: string | null;
  readonly after: string;
}

const headers = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

export interface FileDiffOptions {
  /** The milliseconds to search for the shortest diff of one file; after them the diff replaces the whole file. */
  readonly timeout: number;
  /** The number of unchanged lines around each change. */
  readonly context?: number;
}

/** Returns the diff of all files, lines ended by `\n`. */
export function renderFileDiff(files: readonly FileTexts[], options: FileDiffOptions): string {
  return files.map((file) => diffFile(file, options)).join('');
}

function diffFile({ file, before, after }: FileTexts, { timeout, context = 4 }: FileDiffOptions): string {
  const oldName = before === null ? '/dev/null' : `a/${file}`;
  const patch =
    createTwoFilesPatch(oldName, `b/${file}`, before ?? '', after, '', '', {
      timeout,
      context,
      headerOptions: headers,
    }) ?? createTwoFilesPatch(oldName, `b/${file}`, '', after, '', '', { headerOptions: headers });
  return patch
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\t').map(toSafeText).join('\t'))
    .join('\n');
}
