// Prepares the page for print. Paper has no search and no button, so the print shows every selected row up to a limit and names
// their number.
import { findElement } from './make-element.js';
import type { PageRow } from './read-rows.js';

/** About a hundred and fifty pages. Browsers freeze on more. */
const printedRows = 5_000;

interface Printed {
  readonly selected: readonly PageRow[];
  limit: number;
  isPrinted: boolean;
}

/** Draws the rows for print before each print of the browser, and restores the page afterwards. */
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
