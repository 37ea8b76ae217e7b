// Renders diagnostics as text: place, message, code frame and hint. The caller decides about colours.
import { codeFrameColumns } from '@babel/code-frame';
import picocolors from 'picocolors';
import { countNoun } from '../../model/text/count-noun.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { findLineStarts } from '../../model/source-document.js';
import { nameFirst } from '../failure-lines.js';
import { hideForFrame } from '../hide-values.js';
import { toSafeText } from '../safe-text.js';
import { shortenPlace, wrapPainted, wrapText } from '../wrap-text.js';

export interface DiagnosticsTextOptions {
  readonly color: boolean;
  /** The columns of the terminal; absent for text that goes elsewhere. */
  readonly width?: number;
  /** Completes the commands that a text suggests. */
  readonly repeat?: (text: string) => string;
}

/** Returns all diagnostics, each with its code frame, and the number of errors, warnings and hints at the end. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { color, width = Infinity, repeat = (text) => text }: DiagnosticsTextOptions,
): string {
  if (diagnostics.length === 0) return '';
  const colors = picocolors.createColors(color);
  const layout: Layout = { colors, width, repeat };
  const texts = new SplitTexts(sources, width);
  const shown = chooseShown(diagnostics);
  const blocks = shown.map((diagnostic) => renderDiagnostic(diagnostic, texts, layout));
  const rest = countHidden(diagnostics.length - shown.length, layout);
  return `${[...blocks, ...rest, countAll(diagnostics)].join('\n\n')}\n`;
}

function countHidden(hidden: number, { width, repeat }: Layout): readonly string[] {
  if (hidden === 0) return [];
  const text = `${hidden} more ${hidden === 1 ? 'is' : 'are'} not shown; kinde-sync validate --format json lists all of them.`;
  return [wrapText(repeat(text), width).join('\n')];
}

/** Returns a line for each error, the tenth and those after it as a number. */
export function renderDiagnosticLines(
  diagnostics: readonly Diagnostic[],
  options: { readonly color: boolean },
): string {
  const colors = picocolors.createColors(options.color);
  const [errors] = splitErrors(diagnostics);
  const layout: Layout = { colors, width: Infinity, repeat: (text) => text };
  const lines = errors.flatMap((diagnostic) => renderHead(diagnostic, layout));
  return nameFirst(lines, 'error')
    .map((line) => `${line}\n`)
    .join('');
}

/** A file that is no configuration may have an error on each of its lines. */
const mostShown = 50;

/** Chooses errors before warnings if not all can be shown, and keeps their order. */
function chooseShown(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= mostShown) return diagnostics;
  const shown = new Set(splitErrors(diagnostics).flat().slice(0, mostShown));
  return diagnostics.filter((diagnostic) => shown.has(diagnostic));
}

function splitErrors(
  diagnostics: readonly Diagnostic[],
): readonly [errors: readonly Diagnostic[], others: readonly Diagnostic[]] {
  const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
  return [diagnostics.filter(isError), diagnostics.filter((one) => !isError(one))];
}

type Colors = ReturnType<typeof picocolors.createColors>;

interface Layout extends Required<Omit<DiagnosticsTextOptions, 'color'>> {
  readonly colors: Colors;
}

function renderDiagnostic(diagnostic: Diagnostic, texts: SplitTexts, layout: Layout): string {
  const { hint } = diagnostic;
  const { colors, width, repeat } = layout;
  const frame = renderFrame(diagnostic, texts);
  const tint = (head: string): string => `  ${colors.cyan(head.trimStart())}`;
  const help =
    hint === undefined
      ? []
      : wrapPainted(['  hint:', ` ${cutMessage(repeat(hint))}`], { width, indent: ' '.repeat(8), tint });
  return [...renderHead(diagnostic, layout), ...(frame === null ? [] : [frame]), ...help].join('\n');
}

/** Returns place, severity, code and message on one line; if they do not fit, the message stands below. */
function renderHead(
  { place, severity, code, message }: Diagnostic,
  { colors, width, repeat }: Layout,
): readonly string[] {
  const where = place === undefined ? '' : `${toSafeText(place.file)}:${place.line}:${place.column}`;
  const paint = { error: colors.red, warning: colors.yellow, hint: colors.cyan }[severity];
  const told = cutMessage(repeat(message));
  const plain = [...(where === '' ? [] : [where]), severity, toSafeText(code)].join(' ');
  const kind = `${paint(severity)} ${colors.dim(toSafeText(code))}`;
  const head = `${where === '' ? '' : `${colors.bold(where)} `}${kind}`;
  if (plain.length + 1 + told.length <= width) return [`${head} ${told}`];
  const below = wrapText(`  ${told}`, width, '  ');
  if (plain.length <= width) return [head, ...below];
  return [colors.bold(shortenPlace(where, width)), `  ${kind}`, ...below];
}

/** A message quotes the file, where one value may have a megabyte. */
const longestMessage = 1000;

function cutMessage(text: string): string {
  return toSafeText(text.length <= longestMessage ? text : `${text.slice(0, longestMessage)}…`);
}

/** Passes only the lines around the place to the code frame: a file may be long and have many errors. */
function renderFrame({ place, endColumn }: Diagnostic, texts: SplitTexts): string | null {
  if (place === undefined) return null;
  const firstLine = Math.max(1, place.line - 1);
  const lines = [firstLine, firstLine + 1, firstLine + 2].map((number) => texts.lineOf(place.file, number));
  const marked = texts.lineOf(place.file, place.line);
  if (marked === null) return null;
  const window = lines.filter((line) => line !== null && line.number <= place.line + 1);
  const { longest } = texts;
  const shown = window.map((line) => cutLine(line?.text ?? '', place.column, longest));
  const locate = (column: number): { readonly line: number; readonly column: number } => ({
    line: place.line,
    column: columnIn(marked.text, column, { marked: place.column, longest }),
  });
  const start = locate(place.column);
  const end = endColumn === undefined ? {} : { end: locate(endColumn) };
  // The published types do not know `startLine`, so it is passed in a value of its own.
  const framing = { ...frameOptions, startLine: firstLine };
  return codeFrameColumns(shown.join('\n'), { start, ...end }, framing);
}

const frameOptions = { highlightCode: false, linesAbove: 1, linesBelow: 1 };

const longestLine = 160;

/** The columns beside the text of a line: the mark, the number of the line and the bar. */
const gutter = 10;

/** The frame shows a long line from a little before the marked column. */
function cutStart(text: string, column: number, longest: number): number {
  return text.length <= longest ? 0 : Math.max(0, column - 1 - Math.floor((longest * 3) / 8));
}

function cutLine(text: string, column: number, longest: number): string {
  const start = cutStart(text, column, longest);
  return safeLine(text.slice(start, start + longest));
}

/** Maps a column of the file to one of the shown line: escaped characters are longer. */
function columnIn(
  text: string,
  column: number,
  { marked, longest }: { readonly marked: number; readonly longest: number },
): number {
  const start = cutStart(text, marked, longest);
  const end = Math.min(Math.max(column - 1, start), start + longest);
  return safeLine(text.slice(start, end)).length + 1;
}

function safeLine(text: string): string {
  return toSafeText(text.replace(/\t/g, ' ').replace(/\r$/, ''));
}

function countAll(diagnostics: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'hint'] as const).map(
    (kind) => [kind, diagnostics.filter(({ severity }) => severity === kind).length] as const,
  );
  return counts.flatMap(([kind, count]) => (count === 0 ? [] : [countNoun(count, kind)])).join(', ');
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Finds lines of the sources by number; it splits each text once. */
class SplitTexts {
  readonly #sources: ReadonlyMap<string, string>;
  readonly #hidden = new Map<string, string>();
  readonly #starts = new Map<string, readonly number[]>();
  /** The most characters of a line that a frame shows. */
  readonly longest: number;

  constructor(sources: ReadonlyMap<string, string>, width: number) {
    this.#sources = sources;
    this.longest = Math.min(longestLine, width - gutter);
  }

  lineOf(file: string, number: number): Line | null {
    const source = this.#sources.get(file);
    if (source === undefined || source === '') return null;
    const text = this.#hidden.get(file) ?? hideForFrame(source);
    this.#hidden.set(file, text);
    const starts = this.#starts.get(file) ?? findLineStarts(text);
    this.#starts.set(file, starts);
    const start = starts[number - 1];
    if (start === undefined) return null;
    const next = starts[number];
    return { number, text: text.slice(start, next === undefined ? text.length : next - 1) };
  }
}
