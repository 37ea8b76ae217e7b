// Which renderer a format of `report` means. The page's script and style are files of the package, read here, since
// renderers reach no disk.
import { readFile } from 'node:fs/promises';
import { findInPackage } from './find-in-package.js';
import type { AccessReport } from '../model/access-report.js';
import { formatJson } from '../render/json.js';

export type ReportFormat = 'html' | 'csv' | 'json';

/** Returns the report in the format; the renderers are loaded when they are asked for. */
export async function renderReport(report: AccessReport, format: ReportFormat): Promise<string> {
  if (format === 'json') return formatJson(report);
  if (format === 'csv') {
    const { renderAccessCsv } = await import('../render/access-csv.js');
    return renderAccessCsv(report);
  }
  const { renderAccessHtml } = await import('../render/access-html.js');
  const [style, script] = await Promise.all([readPart('dist/page.css'), readPart('dist/page.js')]);
  return renderAccessHtml(report, { style, script });
}

function readPart(path: string): Promise<string> {
  return readFile(findInPackage(path), 'utf8');
}
