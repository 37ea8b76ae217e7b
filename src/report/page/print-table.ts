// What paper gets: it has no search and no button, so every row that is selected is drawn for it, or as many as a
// browser bears, and the print says which.
import { findElement } from './make-element.js';
import type { PageRow } from './read-rows.js';

/** About a hundred and fifty pages. More make browsers stand still. */
const printedRows = 5_000;

interface Printed {
  readonly selected: readonly PageRow[];
  limit: number;
  isPrinted: boolean;
}

/** Sees to it that whatever starts a print finds the rows drawn, and the page afterwards as it was before. */
export function listenToPrinting(state: Printed, draw: () => void): void {
  const basis = findElement('basis') as HTMLDetailsElement;
  let before = { limit: state.limit, isOpen: false };
  addEventListener('beforeprint', () => {
    before = { limit: state.limit, isOpen: basis.open };
    basis.open = true;
    state.limit = printedRows;
    state.isPrinted = true;
    draw();
    findElement('printed').textContent = describePrint(state.selected.length);
  });
  addEventListener('afterprint', () => {
    state.limit = before.limit;
    state.isPrinted = false;
    basis.open = before.isOpen;
    draw();
  });
}

function describePrint(count: number): string {
  const format = (number: number): string => number.toLocaleString('en');
  if (count <= printedRows) return `This print has all ${format(count)} selected rows.`;
  return `This print has the first ${format(printedRows)} of ${format(count)} selected rows. Narrow them with the search or the filters, or use --format csv.`;
}
