// Renders the changes of a pull for a terminal, a line for each change of a file.
import picocolors from 'picocolors';
import type { Notice } from '../model/notice.js';
import { toSafeText } from './safe-text.js';
import { shortenPlace, wrapPainted, wrapText } from './wrap-text.js';

export interface ShownPull {
  readonly files: readonly { readonly file: string; readonly notes: readonly string[] }[];
  readonly notices: readonly Notice[];
}

export interface PullTextOptions {
  readonly color: boolean;
  /** With `--check`: nothing was written. */
  readonly isCheck: boolean;
  /** The columns of the terminal; absent for text that goes elsewhere. */
  readonly width?: number;
}

/** Returns the lines, each ended by `\n`. */
export function renderPullText({ files, notices }: ShownPull, options: PullTextOptions): string {
  const { color, isCheck, width = Infinity } = options;
  const colors = picocolors.createColors(color);
  const verb = isCheck ? 'would write' : 'wrote';
  const lines = files.flatMap(({ file, notes }) => [
    `${verb} ${colors.bold(shortenPlace(toSafeText(file), width - verb.length - 1))}`,
    ...notes.flatMap((note) => wrapText(`  ${toSafeText(note)}`, width, '    ')),
  ]);
  const says =
    notices.length === 0 ? 'No changes: the files match Kinde.' : 'No changes, but see the warnings.';
  const verdict = files.length === 0 ? [says] : [];
  return `${toLines(lines)}${renderPullNotices(notices, options)}${toLines(verdict)}`;
}

/** Returns a line for each notice; with a width the text below its place if it does not fit. */
export function renderPullNotices(
  notices: readonly Notice[],
  { color, width = Infinity }: Pick<PullTextOptions, 'color' | 'width'>,
): string {
  const colors = picocolors.createColors(color);
  return toLines(
    notices.flatMap(({ code, message, source }) => {
      const where = source === undefined ? '' : `${toSafeText(source)} `;
      const said = ` ${code}: ${toSafeText(message)}`;
      if (where.length + 'warning'.length + said.length <= width)
        return [`${where}${colors.yellow('warning')}${said}`];
      const place = where === '' ? [] : [shortenPlace(where.trimEnd(), width)];
      const layout = { width, indent: '  ', tint: colors.yellow };
      return [...place, ...wrapPainted(['warning', said], layout)];
    }),
  );
}

function toLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
