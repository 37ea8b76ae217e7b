// Draws the head, the groups and the first rows of a table. It uses real table elements, so that a screen reader can navigate
// them.
import type { Column } from './columns.js';
import { makeElement } from './make-element.js';
import type { PageRow } from './read-rows.js';
import type { View } from './views.js';

export interface Sorting {
  /** The position of the column. */
  readonly column: number;
  readonly isDescending: boolean;
}

export interface Drawing {
  readonly view: View;
  /** All selected rows, sorted. */
  readonly rows: readonly PageRow[];
  /** The number of rows to draw. */
  readonly limit: number;
  readonly sorting: Sorting | null;
  readonly isPrinted: boolean;
}

/** Returns the head of the table. Its buttons carry the position of their column; in print it has plain text. */
export function drawHead({ view, sorting, isPrinted }: Omit<Drawing, 'rows' | 'limit'>): HTMLElement {
  const cells = view.columns.map((column, position) => {
    const { title } = column;
    const isSorted = sorting?.column === position;
    const direction = isSorted && sorting.isDescending ? 'descending' : 'ascending';
    // A browser repeats the head on each printed page only if it holds no button.
    const cell = makeElement(
      'th',
      nameClass(column),
      isPrinted ? title : drawSorter(title, position, isSorted && direction),
    );
    cell.scope = 'col';
    if (isSorted) cell.ariaSort = direction;
    return cell;
  });
  return makeElement('thead', '', makeElement('tr', '', ...cells));
}

function drawSorter(
  title: string,
  position: number,
  sorted: 'ascending' | 'descending' | false,
): HTMLElement {
  const arrows = { ascending: '▲', descending: '▼' };
  const arrow = makeElement('span', 'arrow', sorted === false ? '↕' : arrows[sorted]);
  arrow.ariaHidden = 'true';
  const button = makeElement('button', '', title, arrow);
  button.type = 'button';
  button.dataset['column'] = String(position);
  return button;
}

/** Returns the bodies of the table, one for each group. */
export function drawBodies({
  view,
  rows,
  limit,
}: Pick<Drawing, 'view' | 'rows' | 'limit'>): readonly HTMLElement[] {
  const bodies: HTMLElement[] = [];
  let group: object | null | undefined;
  rows.slice(0, limit).forEach((row, position) => {
    const own = view.group === null ? null : view.group.of(row);
    if (own !== group || bodies.length === 0) {
      bodies.push(makeElement('tbody', ''));
      if (view.group !== null) bodies.at(-1)?.append(drawGroup(view, rows, position));
      group = own;
    }
    bodies.at(-1)?.append(drawRow(view, row));
  });
  return bodies;
}

function drawGroup(view: View, rows: readonly PageRow[], from: number): HTMLElement {
  const row = rows[from];
  if (row === undefined || view.group === null) return makeElement('tr', '');
  const own = view.group.of(row);
  let end = from;
  for (let next = rows[end]; next !== undefined && view.group.of(next) === own; next = rows[end]) end += 1;
  const count = makeElement('span', 'count', (end - from).toLocaleString('en'));
  const cell = makeElement('th', 'group', ...view.group.draw(row), count);
  cell.scope = 'rowgroup';
  cell.colSpan = view.columns.length;
  return makeElement('tr', 'group', cell);
}

/** The style leaves out wide columns on a phone. */
function nameClass({ className, isWide = false }: Column): string {
  return isWide ? `${className} wide` : className;
}

function drawRow({ columns }: View, row: PageRow): HTMLElement {
  const cells = columns.map((column, position) => {
    const { draw, drawBelow } = column;
    const below = drawBelow === undefined ? [] : [makeElement('span', 'below detail', ...drawBelow(row))];
    if (position > 0) return makeElement('td', nameClass(column), ...draw(row), ...below);
    const head = makeElement('th', nameClass(column), ...draw(row), ...below);
    head.scope = 'row';
    return head;
  });
  return makeElement('tr', '', ...cells);
}
