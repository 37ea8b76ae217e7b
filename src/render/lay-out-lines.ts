// Lays out the lines of a plan for a terminal: columns where they fit, else the places below, never a break inside a word.
import type { ChangeWords, Sign } from '../kinds/change-words.js';
import type { Origin } from '../model/change.js';
import type { Paint } from './paint.js';
import { toSafeText } from './safe-text.js';
import { shortenPlace, wrapText } from './wrap-text.js';

/** The words of a change with its place. */
export interface Line extends ChangeWords {
  readonly origin: Origin;
}

/** The widest columns of text that is not laid out for a terminal. */
const widestSubject = 44;
const widestDetail = 60;

interface Cells {
  readonly line: Line;
  readonly subject: string;
  readonly detail: string;
  readonly place: string;
}

/** Returns the name and the code of an organization; the code stands below if they do not fit. */
export function renderTitleOf(name: string, code: string, paint: Paint, width = Infinity): readonly string[] {
  const [shown, key] = [toSafeText(name), toSafeText(code)];
  if (shown.length + key.length + 2 <= width) return [`${paint.strong(shown)}  ${paint.faint(key)}`];
  return [...wrapText(shown, width).map(paint.strong), `  ${paint.faint(key)}`];
}

/** Returns the lines in columns if the widest one fits; else each place stands below the lines that share it. */
export function renderLines(lines: readonly Line[], paint: Paint, width?: number): readonly string[] {
  const cells = lines.map((line) => ({
    line,
    subject: toSafeText(line.subject),
    detail: toSafeText(line.detail),
    place: namePlace(line.origin, line.sign),
  }));
  const [subject, detail, place] = [
    widest(cells, 'subject'),
    widest(cells, 'detail'),
    widest(cells, 'place'),
  ];
  if (width !== undefined && subject + detail + place + 8 > width) return placeBelow(cells, paint, width);
  const columns = [
    width === undefined ? Math.min(widestSubject, subject) : subject,
    width === undefined ? Math.min(widestDetail, detail) : detail,
  ] as const;
  return cells.map((one) => {
    const text = `${one.line.sign} ${one.subject.padEnd(columns[0])}  ${one.detail.padEnd(columns[1])}`;
    return `  ${colorOf(one.line.sign, paint)(text)}  ${renderOrigin(one.line.origin, one.line.sign, paint)}`;
  });
}

function widest(cells: readonly Cells[], column: 'subject' | 'detail' | 'place'): number {
  return cells.reduce((most, cell) => Math.max(most, cell[column].length), 0);
}

/** An indented place, or the second line of a detail. */
const below = ' '.repeat(6);

function placeBelow(cells: readonly Cells[], paint: Paint, width: number): readonly string[] {
  const subjectWidth = Math.min(widest(cells, 'subject'), Math.floor(width / 2));
  return cells.flatMap(({ line, subject, detail, place }, index) => {
    const tint = colorOf(line.sign, paint);
    const isShown = place !== '' && cells[index + 1]?.place !== place;
    const where = !isShown
      ? []
      : [`${below}${renderOrigin(line.origin, line.sign, paint, width - below.length)}`];
    const whole = `${subject.padEnd(subjectWidth)}  ${detail}`;
    const fits = whole.length + 4 <= width;
    const details = fits ? [] : wrapText(detail, width - below.length).map((text) => `${below}${tint(text)}`);
    return [`  ${tint(`${line.sign} ${fits ? whole : subject}`)}`, ...details, ...where];
  });
}

const driftMark = 'earlier drift';

/**
 * Marks only changes that correct earlier drift; readers expect those of the pull request. A removal names no commit: the line that
 * listed the person is gone, and the last commit of the organization's line did not cause it.
 */
export function renderOrigin(origin: Origin, sign: Sign, paint: Paint, width = Infinity): string {
  const drifted = origin.cause === 'drifted' ? `  ${driftMark}` : '';
  const place = shortenPlace(namePlace({ ...origin, cause: 'here' }, sign), width - drifted.length);
  return `${paint.faint(place)}${drifted === '' ? '' : `  ${paint.change(driftMark)}`}`;
}

function namePlace({ source, commit, cause }: Origin, sign: Sign): string {
  const place = commit === undefined || sign === '-' ? source : `${source} ${commit}`;
  return `${toSafeText(place)}${cause === 'drifted' ? `  ${driftMark}` : ''}`;
}

function colorOf(sign: Sign, paint: Paint): (text: string) => string {
  return { '+': paint.gain, '-': paint.lose, '~': paint.change, '!': paint.change }[sign];
}

/** A notice or a refusal. */
export interface Statement {
  readonly code: string;
  readonly text: string;
  readonly place?: string | undefined;
  readonly tint: (text: string) => string;
}

/** Returns `code: text` and the place; with a width in lines that fit, the place below. */
export function renderStatement(
  { code, text, place, tint }: Statement,
  paint: Paint,
  width?: number,
): readonly string[] {
  const where = place === undefined ? '' : toSafeText(place);
  const whole = `${code}: ${toSafeText(text)}`;
  const isWhole = width === undefined || whole.length + where.length + 4 <= width;
  const lines = isWhole ? [whole] : wrapText(whole, width - 4);
  const painted = lines.map((line, index) =>
    index === 0 ? `  ${tint(code)}${line.slice(code.length)}` : `    ${line}`,
  );
  if (where === '') return painted;
  if (isWhole) return [`${painted[0] ?? ''}  ${paint.faint(where)}`];
  return [...painted, `    ${paint.faint(shortenPlace(where, width - 4))}`];
}
