// Renders an access report in a format, and loads the renderer of that format only.
import { readFile } from 'node:fs/promises';
import type { AccessReport } from '../model/results/access-report.js';
import { formatJson } from '../render/json.js';
import { findInPackage } from './files/find-in-package.js';

/** The formats that need the report alone; `text` also needs the terminal, and `diff` the files. */
export type ReportFormat = 'html' | 'csv' | 'json';

/** Returns the report in the format. In CSV, the table of changes or of ways in replaces that of the memberships. */
export async function renderReport(report: AccessReport, format: ReportFormat): Promise<string> {
  if (format === 'json') return formatJson(report);
  if (format === 'csv') return renderCsv(report);
  const { renderAccessHtml } = await import('../render/report/access-html.js');
  // Renderers reach no disk, so the page's style and script, files of the package, are read here.
  const [style, script] = await Promise.all([readPart('dist/page.css'), readPart('dist/page.js')]);
  return renderAccessHtml(report, { style, script });
}

async function renderCsv(report: AccessReport): Promise<string> {
  if (report.since !== undefined) {
    const { renderChangesCsv } = await import('../render/report/changes-csv.js');
    return renderChangesCsv(report.since);
  }
  if (report.waysIn !== undefined) {
    const { renderWaysInCsv } = await import('../render/report/ways-in-csv.js');
    return renderWaysInCsv(report);
  }
  const { renderAccessCsv } = await import('../render/report/access-csv.js');
  return renderAccessCsv(report);
}

function readPart(path: string): Promise<string> {
  return readFile(findInPackage(path), 'utf8');
}
