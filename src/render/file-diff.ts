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

/**
 * Returns the diff of all files, lines ended by `\n`. `timeout` is the time to search for the shortest diff of one file,
 * in milliseconds; after it the diff replaces the whole file.
 */
export function renderFileDiff(
  files: readonly FileTexts[],
  { timeout }: { readonly timeout: number },
): string {
  return files.map((file) => diffFile(file, timeout)).join('');
}

function diffFile({ file, before, after }: FileTexts, timeout: number): string {
  const oldName = before === null ? '/dev/null' : `a/${file}`;
  const patch =
    createTwoFilesPatch(oldName, `b/${file}`, before ?? '', after, '', '', {
      timeout,
      headerOptions: headers,
    }) ?? createTwoFilesPatch(oldName, `b/${file}`, '', after, '', '', { headerOptions: headers });
  return patch
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\t').map(toSafeText).join('\t'))
    .join('\n');
}
