import { drawBodies, drawHead } from './draw-table.js';
import { drawFilters } from './draw-filters.js';
import { splitSearch } from './fold-text.js';
import { findElement, makeElement } from './make-element.js';
import { listenToPrinting } from './print-table.js';
import { readTexts } from './read-rows.js';
import { selectRows, sortRows } from './select-rows.js';
import { makeViews } from './views.js';
/** Rows drawn at first, and at each "show more". */
const firstRows = 60;
const moreRows = 500;
/** Reads the data and brings the page to life. */
export function runPage() {
  const data = JSON.parse(findElement('data').textContent);
  const views = makeViews(data);
  const first = views.get('by-organization');
  if (first === undefined) return;
  const state = {
    texts: readTexts(data),
    view: first,
    sorting: null,
    ordered: first.rows,
    selected: first.rows,
    limit: firstRows,
    isPrinted: false,
  };
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
  drawFilters(first);
  draw(state);
  document.body.classList.add('ready');
}
function draw(state) {
  const search = findElement('search');
  const marks = readChoice('filter');
  state.selected = selectRows(state.ordered, state.texts, { words: splitSearch(search.value), marks });
  state.limit = firstRows;
  drawTable(state);
}
function drawTable(state) {
  const { view, selected, limit } = state;
  const table = findElement('table');
  const caption = makeElement('caption', '', view.caption);
  table.replaceChildren(caption, drawHead(state), ...drawBodies({ view, rows: selected, limit }));
  const shown = Math.min(limit, selected.length);
  const format = (count) => count.toLocaleString('en');
  const part = shown < selected.length ? `, the first ${format(shown)} shown` : '';
  findElement('status').textContent =
    selected.length === 0
      ? `Nothing fits. There are ${format(view.rows.length)} ${view.noun}.`
      : `${format(selected.length)} of ${format(view.rows.length)} ${view.noun}${part}`;
  findElement('more').hidden = shown === selected.length;
  findElement('more').textContent = `Show ${format(Math.min(moreRows, selected.length - shown))} more`;
}
function readChoice(name) {
  const chosen = document.querySelectorAll(`input[name="${name}"]:checked`);
  return [...chosen].map(({ value }) => value);
}
function sortByClick({ target }, state) {
  const button = target instanceof Element ? target.closest('button[data-column]') : null;
  if (button === null) return;
  const column = Number(button.dataset['column']);
  const isDescending = state.sorting?.column === column && !state.sorting.isDescending;
  const { view } = state;
  const keyOf = view.columns[column]?.keyOf;
  if (keyOf === undefined) return;
  state.sorting = { column, isDescending };
  state.ordered = sortRows(view.rows, { groupOf: view.group?.of ?? null, keyOf, isDescending });
  draw(state);
  // The head was drawn anew: whoever pressed a key there must not be thrown back to the top.
  document.querySelector(`button[data-column="${column}"]`)?.focus();
}
function showMore(state) {
  state.limit += moreRows;
  drawTable(state);
}
