// Renders the changes of a pull for a terminal, a line for each change of a file.
import picocolors from 'picocolors';
import type { Notice } from '../model/notice.js';
import { toSafeText } from './safe-text.js';

export interface ShownPull {
  readonly files: readonly { readonly file: string; readonly notes: readonly string[] }[];
  readonly notices: readonly Notice[];
}

export interface PullTextOptions {
  readonly color: boolean;
  /** With `--check`: nothing was written. */
  readonly isCheck: boolean;
}

/** Returns the lines, each ended by `\n`. */
export function renderPullText({ files, notices }: ShownPull, { color, isCheck }: PullTextOptions): string {
  const colors = picocolors.createColors(color);
  const verb = isCheck ? 'would write' : 'wrote';
  const lines = files.flatMap(({ file, notes }) => [
    `${verb} ${colors.bold(toSafeText(file))}`,
    ...notes.map((note) => `  ${toSafeText(note)}`),
  ]);
  const says =
    notices.length === 0 ? 'No changes: the files match Kinde.' : 'No changes, but see the warnings.';
  const verdict = files.length === 0 ? [says] : [];
  return `${toLines(lines)}${renderPullNotices(notices, { color })}${toLines(verdict)}`;
}

/** Returns a line for each notice. */
export function renderPullNotices(
  notices: readonly Notice[],
  { color }: Pick<PullTextOptions, 'color'>,
): string {
  const colors = picocolors.createColors(color);
  return toLines(
    notices.map(({ code, message, source }) => {
      const where = source === undefined ? '' : `${toSafeText(source)} `;
      return `${where}${colors.yellow('warning')} ${code}: ${toSafeText(message)}`;
    }),
  );
}

function toLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Returns the line for a refusal: pull did not change the files. */
export function renderRefusal(guard: string, message: string): string {
  return `REFUSED ${guard}: ${toSafeText(message)}\n`;
}
