// Tests the CSV and the HTML of the report: no name becomes a formula in a spreadsheet or markup in a browser.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../../src/model/results/access-report.js';
import { renderAccessCsv } from '../../../../src/render/report/access-csv.js';
import { renderChangesCsv } from '../../../../src/render/report/changes-csv.js';
import { renderWaysInCsv } from '../../../../src/render/report/ways-in-csv.js';
import { renderAccessText } from '../../../../src/render/report/access-text.js';
import { renderRemovalsDiff } from '../../../../src/render/removals-diff.js';
import { renderAccessHtml } from '../../../../src/render/report/access-html.js';
import { makeReportOf, makeWaysOf, withReview } from '../../report/make-report.js';

/** Parses CSV by RFC 4180: quoted cells may hold commas, line breaks and doubled quotes. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\r\n"]*)(,|\r\n|$)/gy;
  for (const [whole, body = '', end] of text.matchAll(cell)) {
    if (whole === '' && rows.at(-1)?.length === 0) break;
    rows.at(-1)?.push(body.startsWith('"') ? body.slice(1, -1).replaceAll('""', '"') : body);
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    'a"b,c\r\nd',
    '</script><script>alert(1)</script>',
    '<!--',
    '\u2028',
    '\u202e',
  ),
);

describe('the CSV', () => {
  it('has one row for each membership, person in no organization and invitation, all of the same width', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const rows = parseCsv(renderAccessCsv(makeReportOf(name)));
        expect(rows.length).toBe(1 + 3);
        expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
      }),
    );
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        for (const cell of parseCsv(renderAccessCsv(makeReportOf(name))).flat()) {
          expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/u);
        }
      }),
    );
  });

  it('of the ways in has one row for each way, and no cell that is taken for a formula', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const waysIn = makeWaysOf(name);
        const rows = parseCsv(renderWaysInCsv({ ...makeReportOf(name), waysIn }));
        expect(rows.length).toBe(1 + waysIn.length);
        expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/u);
      }),
    );
  });

  it('of the changes has one row for each change, and no cell that is taken for a formula', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const { since } = withReview(makeReportOf(name), name);
        const rows = parseCsv(since === undefined ? '' : renderChangesCsv(since));
        expect(rows.length).toBe(1 + 3);
        expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/u);
      }),
    );
  });

  it('keeps harmless text unchanged', () => {
    const [head, row] = parseCsv(renderAccessCsv(makeReportOf("O'Brien, Zoë")));
    const cells = new Map(head?.map((name, position) => [name, row?.[position]]));
    expect(cells.get('name')).toBe("O'Brien, Zoë");
    expect(cells.get('roles')).toBe('admin member');
    expect(cells.get('dormant_here')).toBe('unknown');
  });
});

describe('the text and the patch', () => {
  it('have no control character, and no line of a name in place of their own', () => {
    const removal = {
      review: { decision: 'remove', reviewedOn: '2026-11-20' },
      deleted: [],
      byHand: null,
      unlistedUnder: null,
    } as const;
    fc.assert(
      fc.property(hostile, (name) => {
        const text = renderAccessText(withReview(makeReportOf(name), name), { color: false, width: 80 });
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028]/u);
        const review = { ...removal.review, reviewer: name };
        const removals = [{ ...removal, organization: name, person: name, review }];
        const { text: patch } = renderRemovalsDiff({ removals, files: [], decisions: name });
        expect(patch.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true);
      }),
    );
  });
});

describe('the page', () => {
  const parts = { style: 'body{}', script: "export const one = '<';\n" };

  it('holds no tag, comment or end of script that comes from a name', () => {
    const shape = (report: AccessReport): readonly string[] =>
      [...renderAccessHtml(report, parts).matchAll(/<[!/a-z][^\s>]*/gi)].map(([tag]) => tag);
    const makeWhole = (name: string) => withReview({ ...makeReportOf(name), waysIn: makeWaysOf(name) }, name);
    const ordinary = shape(makeWhole('Acme'));
    fc.assert(
      fc.property(hostile, (name) => {
        expect(shape(makeWhole(name))).toEqual(ordinary);
      }),
    );
  });

  it('escapes invisible characters in its text and in its data', () => {
    const name = 'a\u202eb';
    const page = renderAccessHtml(
      withReview({ ...makeReportOf(name), waysIn: makeWaysOf(name) }, name),
      parts,
    );
    expect(page).not.toMatch(/[\u202a-\u202e\u2028]/u);
    expect(page).toContain('a\\\\u{202e}b');
  });

  it('allows only its own script and style, by their hashes', () => {
    const page = renderAccessHtml(makeReportOf('Acme'), parts);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/]+=*'; style-src 'sha256-[\w+/]+=*'; /,
    );
    expect(page).not.toMatch(/\b(src|style|on\w+)=/);
  });
});
