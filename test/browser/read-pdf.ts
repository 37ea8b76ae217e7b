// The text of a PDF as Chromium writes it, page by page, without a library: streams are inflated, and glyphs become
// letters by the table that each font carries so that a text can be searched and read aloud.
import { inflateSync } from 'node:zlib';

type Glyphs = ReadonlyMap<string, string>;

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer | null;
}

/** Returns the text of each page, in the order in which it was drawn. */
export function readPdfPages(pdf: Buffer): readonly string[] {
  const objects = readObjects(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const fonts = new Map<string, Glyphs>();
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name, readGlyphs(objects, objects.get(id)?.head ?? ''));
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '');
    return readContent(content?.stream?.toString('latin1') ?? '', fonts);
  });
}

function readObjects(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const { 1: id = '', index, 0: opening } of text.matchAll(/(?<=^|\n)(\d+) 0 obj\n/g)) {
    const from = index + opening.length;
    const stream = text.indexOf('stream\n', from);
    const end = text.indexOf('endobj', from);
    const head = text.slice(from, stream >= 0 && stream < end ? stream : end);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const hasStream = stream >= 0 && stream < end && head.includes('/FlateDecode');
    const at = stream + 'stream\n'.length;
    objects.set(id, { head, stream: hasStream ? inflateSync(pdf.subarray(at, at + length)) : null });
  }
  return objects;
}

function readGlyphs(objects: ReadonlyMap<string, PdfObject>, font: string): Glyphs {
  const table = objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  const glyphs = new Map<string, string>();
  for (const [, body = ''] of table.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
    for (const [, glyph = '', letters = ''] of body.matchAll(/<(\w+)> <(\w+)>/g))
      glyphs.set(glyph, toLetters(letters));
  }
  for (const [, body = ''] of table.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, first = '', last = '', letters = ''] of body.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const start = parseInt(first, 16);
      for (let glyph = start; glyph <= parseInt(last, 16); glyph += 1) {
        const letter = String.fromCharCode(parseInt(letters, 16) + glyph - start);
        glyphs.set(glyph.toString(16).toUpperCase().padStart(first.length, '0'), letter);
      }
    }
  }
  return glyphs;
}

function toLetters(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function readContent(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map();
  let text = '';
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|(?:<(\w+)> Tj|\bET\b)/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    else if (shown === undefined) text += '\n';
    else text += (shown.match(/.{4}/g) ?? []).map((glyph) => glyphs.get(glyph.toUpperCase()) ?? '?').join('');
  }
  return text;
}
