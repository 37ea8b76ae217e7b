// Renders the changes of files as patches for `git apply`, and as one unified diff that is escaped for a terminal.
import { createTwoFilesPatch } from 'diff';
import { toSafeText } from './safe-text.js';

/** One file with all of its bytes; `before` is null for a new one. */
export interface FileTexts {
  readonly file: string;
  readonly before: string | null;
  readonly after: string;
  /** The texts to show in place of the others, without private values; absent if there are none. */
  readonly shown?: { readonly before: string; readonly after: string };
}

export interface FileDiffOptions {
  /** The milliseconds to search for the shortest diff of one file; after them the diff replaces the whole file. */
  readonly timeout?: number;
  /** The number of unchanged lines around each change. */
  readonly context?: number;
}

/** The change of one file; lines end with `\n`. */
export interface FileDiff {
  /** The patch with every byte of its lines. It may hold private values and control characters. */
  readonly text: string;
  /** The patch with masked values and escaped characters. */
  readonly safe: string;
  /** Whether both texts are the same, so that `git apply` takes the safe one, too. */
  readonly isPatch: boolean;
}

/** Returns the change of one file. */
export function diffFile({ shown, ...file }: FileTexts, options: FileDiffOptions): FileDiff {
  const text = patchFile(file, options);
  const safe = escapeLines(shown === undefined ? text : patchFile({ ...file, ...shown }, options));
  return { text, safe, isPatch: text === safe };
}

/** Returns the safe diff of all files. A line before a part that is no patch says so, and names the way out. */
export function renderFileDiff(
  files: readonly FileTexts[],
  { wayOut, ...options }: FileDiffOptions & { readonly wayOut: string },
): string {
  return files
    .map((file) => {
      const { safe, isPatch } = diffFile(file, options);
      const note = `# ${toSafeText(file.file)}: git apply can't take this part, because a value is masked or a character escaped. ${wayOut}\n`;
      return isPatch ? safe : `${note}${safe}`;
    })
    .join('');
}

const headers = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

function patchFile(
  { file, before, after }: Omit<FileTexts, 'shown'>,
  { timeout = 2000, context = 4 }: FileDiffOptions,
): string {
  const names = [before === null ? '/dev/null' : `a/${file}`, `b/${file}`] as const;
  const options = { timeout, context, headerOptions: headers };
  return (
    createTwoFilesPatch(...names, before ?? '', after, '', '', options) ??
    replaceWhole(names, before ?? '', after)
  );
}

function replaceWhole([oldName, newName]: readonly [string, string], before: string, after: string): string {
  const [old, fresh] = [splitLines(before), splitLines(after)];
  const head = `@@ -${countRange(old)} +${countRange(fresh)} @@`;
  return [
    `--- ${oldName}`,
    `+++ ${newName}`,
    head,
    ...markLines('-', old, before),
    ...markLines('+', fresh, after),
    '',
  ].join('\n');
}

function splitLines(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function countRange({ length }: readonly string[]): string {
  return `${length === 0 ? 0 : 1},${length}`;
}

function markLines(sign: string, lines: readonly string[], text: string): readonly string[] {
  const marked = lines.map((line) => `${sign}${line}`);
  return lines.length === 0 || text.endsWith('\n') ? marked : [...marked, '\\ No newline at end of file'];
}

/** Tabs, the line end CRLF, and a byte order mark at the start of a file stay. */
function escapeLines(patch: string): string {
  return patch.split('\n').map(escapeLine).join('\n');
}

function escapeLine(line: string): string {
  const [, start = '', middle = '', end = ''] = /^([-+ ]\uFEFF|)(.*?)(\r?)$/su.exec(line) ?? [];
  return `${start}${middle.split('\t').map(toSafeText).join('\t')}${end}`;
}
