// Which renderer a format of `report` means. The page's script and style are files of the package, read here, since
// renderers reach no disk.
import { readFile } from 'node:fs/promises';
import type { AccessReport } from '../model/access-report.js';
import { formatJson } from '../render/json.js';

export type ReportFormat = 'html' | 'csv' | 'json';

/** The files of the page's script, each after those that it imports. */
const scriptFiles = [
  'fold-text',
  'make-element',
  'marks',
  'read-rows',
  'select-rows',
  'columns',
  'organization-columns',
  'views',
  'draw-table',
  'draw-filters',
  'print-table',
  'run-page',
  'start-page',
];

/** Returns the report in the format; the renderers are loaded when they are asked for. */
export async function renderReport(report: AccessReport, format: ReportFormat): Promise<string> {
  if (format === 'json') return formatJson(report);
  if (format === 'csv') {
    const { renderAccessCsv } = await import('../render/access-csv.js');
    return renderAccessCsv(report);
  }
  const { renderAccessHtml } = await import('../render/access-html.js');
  const [style, ...scripts] = await Promise.all([
    readPart('assets/report.css'),
    ...scriptFiles.map((name) => readPart(`dist/page/${name}.js`)),
  ]);
  return renderAccessHtml(report, { style, scripts });
}

function readPart(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
}
