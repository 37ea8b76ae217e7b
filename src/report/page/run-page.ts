// Runs the page: keeps the chosen view, search, filters and order, and draws the table. Uses no network and no browser storage.
import type { Mark, PageData } from '../../model/results/page-data.js';
import { drawBodies, drawHead } from './draw-table.js';
import type { Sorting } from './draw-table.js';
import { drawFilters } from './draw-filters.js';
import { splitSearch } from './fold-text.js';
import { findElement, makeElement } from './make-element.js';
import { listenToPrinting } from './print-table.js';
import { readTexts } from './read-rows.js';
import type { PageRow, SearchTexts } from './read-rows.js';
import { selectRows, sortRows } from './select-rows.js';
import { makeViews } from './views.js';
import type { View } from './views.js';

/** The number of rows drawn at first, and added by each "Show more". */
const firstRows = 60;
const moreRows = 500;

interface PageState {
  readonly texts: SearchTexts;
  view: View;
  sorting: Sorting | null;
  /** All rows of the view in the chosen order. */
  ordered: readonly PageRow[];
  selected: readonly PageRow[];
  limit: number;
  isPrinted: boolean;
}

/** Reads the data, draws the page and listens to its controls. */
export function runPage(): void {
  const data = JSON.parse(findElement('data').textContent) as PageData;
  const views = makeViews(data);
  const first = views.get('by-organization');
  if (first === undefined) return;
  const state = startState(data, first);
  listen(state, views);
  drawFilters(first);
  draw(state);
  document.body.classList.add('ready');
}

function startState(data: PageData, view: View): PageState {
  return {
    texts: readTexts(data),
    view,
    sorting: null,
    ordered: view.rows,
    selected: view.rows,
    limit: firstRows,
    isPrinted: false,
  };
}

function listen(state: PageState, views: ReadonlyMap<string, View>): void {
  findElement('views').addEventListener('change', () => {
    const view = views.get(readChoice('view')[0] ?? '');
    if (view === undefined) return;
    Object.assign(state, { view, sorting: null, ordered: view.rows });
    drawFilters(view);
    draw(state);
  });
  findElement('search').addEventListener('input', () => draw(state));
  findElement('filters').addEventListener('change', () => draw(state));
  findElement('table').addEventListener('click', (event) => sortByClick(event, state));
  findElement('more').addEventListener('click', () => showMore(state));
  listenToPrinting(state, () => drawTable(state));
}

function draw(state: PageState): void {
  const search = findElement('search') as HTMLInputElement;
  const marks = readChoice('filter') as readonly Mark[];
  state.selected = selectRows(state.ordered, state.texts, { words: splitSearch(search.value), marks });
  state.limit = firstRows;
  drawTable(state);
}

function drawTable(state: PageState): void {
  const { view, selected, limit } = state;
  const table = findElement('table');
  const caption = makeElement('caption', '', view.caption);
  table.replaceChildren(caption, drawHead(state), ...drawBodies({ view, rows: selected, limit }));
  const shown = Math.min(limit, selected.length);
  const format = (count: number): string => count.toLocaleString('en');
  const part = shown < selected.length ? `, the first ${format(shown)} shown` : '';
  findElement('status').textContent =
    selected.length === 0
      ? `No matches among ${format(view.rows.length)} ${view.noun}.`
      : `${format(selected.length)} of ${format(view.rows.length)} ${view.noun}${part}`;
  findElement('more').hidden = shown === selected.length;
  findElement('more').textContent = `Show ${format(Math.min(moreRows, selected.length - shown))} more`;
}

function readChoice(name: string): readonly string[] {
  const chosen = document.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:checked`);
  return [...chosen].map(({ value }) => value);
}

function sortByClick({ target }: Event, state: PageState): void {
  const button = target instanceof Element ? target.closest<HTMLElement>('button[data-column]') : null;
  if (button === null) return;
  const column = Number(button.dataset['column']);
  const isDescending = state.sorting?.column === column && !state.sorting.isDescending;
  const { view } = state;
  const keyOf = view.columns[column]?.keyOf;
  if (keyOf === undefined) return;
  state.sorting = { column, isDescending };
  state.ordered = sortRows(view.rows, { groupOf: view.group?.of ?? null, keyOf, isDescending });
  draw(state);
  // The head was drawn anew, so the pressed button is focused again for keyboard users.
  document.querySelector<HTMLElement>(`button[data-column="${column}"]`)?.focus();
}

function showMore(state: PageState): void {
  state.limit += moreRows;
  drawTable(state);
}
