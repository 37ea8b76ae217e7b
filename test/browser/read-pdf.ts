// What can be learnt of a printed page without a library: how many pages it has, and its text where pdftotext is.
import { spawnSync } from 'node:child_process';

/** Returns how many pages the document has. */
export function findPdfPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

/** Returns the document's text; null where there is no pdftotext. */
export function readPdfText(path: string): string | null {
  const { status, stdout } = spawnSync('pdftotext', ['-layout', path, '-'], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return status === 0 ? stdout : null;
}
