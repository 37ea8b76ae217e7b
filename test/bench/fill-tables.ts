// Writes measured tables into a page, each between `<!-- measured: SECTION NUMBER -->` and `<!-- end measured -->`.
import { renderMarkdownTable } from './table.js';
import type { Table } from './table.js';

/** Returns the page with the tables of the section. Throws for a table that the page has no place for. */
export function fillTables(page: string, section: string, tables: readonly Table[]): string {
  return tables.reduce((filled, table, index) => {
    const begin = `<!-- measured: ${section} ${index + 1} -->\n`;
    const end = '<!-- end measured -->';
    const from = filled.indexOf(begin);
    const to = filled.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`The page has no place for table ${index + 1} of ${section}.`);
    return `${filled.slice(0, from + begin.length)}\n${renderMarkdownTable(table)}\n${filled.slice(to)}`;
  }, page);
}
