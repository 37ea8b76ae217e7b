// Draws the filters: one checkbox for each mark in the rows of the view, with the number of these rows.
import { findElement, makeElement } from './make-element.js';
import { markWords } from './marks.js';
import type { View } from './views.js';

/** Draws the filters of a view. A ticked filter stays ticked if the view has its mark. */
export function drawFilters({ rows }: View): void {
  const ticked = new Set(
    [...document.querySelectorAll<HTMLInputElement>('input[name="filter"]:checked')].map(
      ({ value }) => value,
    ),
  );
  const boxes = markWords.flatMap(({ mark, filter }) => {
    const count = rows.reduce((sum, { marks }) => sum + Number(marks.includes(mark)), 0);
    if (count === 0) return [];
    const box = makeElement('input', '');
    box.type = 'checkbox';
    box.name = 'filter';
    box.value = mark;
    box.checked = ticked.has(mark);
    return [
      makeElement('label', 'choice', box, filter, makeElement('span', 'count', count.toLocaleString('en'))),
    ];
  });
  findElement('filters').replaceChildren(...boxes);
}
