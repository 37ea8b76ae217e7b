// Tests the reading of decisions: the CSV is foreign, so each line is understood for certain or refused with its number.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula, unguardFormula } from '../../../src/model/text/csv-formula.js';
import { renderCsvTable } from '../../../src/render/report/csv-table.js';
import { toSafeText } from '../../../src/render/safe-text.js';
import { parseCsv } from '../../../src/report/parse-csv.js';
import { readDecisions } from '../../../src/report/read-decisions.js';

const today = '2026-11-22';
const head = 'organization_code,person_id,roles,decision,reviewer,reviewed_on';

/** Returns `CODE:LINE` of each error, or the decisions. */
function read(...lines: readonly string[]) {
  const { decisions, diagnostics } = readDecisions({ file: 'review.csv', text: lines.join('\r\n') }, today);
  return decisions?.rows ?? diagnostics?.map(({ code, place }) => `${code}:${place?.line}`);
}

const row = { organization: 'org_a', person: 'kp_1', roles: 'member', decision: 'keep' };
const decided = { ...row, reviewer: 'Ann Lee', reviewedOn: '2026-11-20' };

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('=1', "'=1", "''+1", '"', 'a"b', 'a,b', 'a;b', '\r\n', ' x ', '＝1', '', "'", '\ufeff'),
);

describe('the table', () => {
  it('is read back as it was written, whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const columns = {
          one: ([first]: (typeof rows)[number]) => `x${first}`,
          two: ([, second]: (typeof rows)[number]) => second,
          three: ([, , third]: (typeof rows)[number]) => third,
        };
        const {
          rows: [, ...body],
          fault,
        } = parseCsv(renderCsvTable(columns, rows));
        expect(fault).toBeNull();
        expect(body.map(({ cells }) => cells)).toEqual(
          rows.map(([first, second, third]) => [`x${first}`, second, third].map(toSafeText)),
        );
        expect(body.map(({ line }) => line)).toEqual(rows.map((_, index) => index + 2));
      }),
    );
  });

  it('is read in time that grows with its length, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', 'a', "'", '=') }), (text) => {
        const { rows, fault } = parseCsv(text);
        expect(rows.every(({ cells }) => cells.length > 0)).toBe(true);
        if (fault !== null) expect(fault.line).toBeGreaterThan(0);
      }),
    );
    expect(parseCsv(`"${'""'.repeat(200_000)}`).fault?.line).toBe(1);
  });

  it('guards and frees every text without loss', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(unguardFormula(guardFormula(text))).toBe(text);
        expect(guardFormula(text)).not.toMatch(/^\s*[=+\-@|%＝＋－＠]/u);
      }),
    );
  });
});

describe('decisions', () => {
  it('are read with commas or semicolons, any order of columns, any line end and columns of their own', () => {
    const wanted = [{ ...decided, line: 2 }];
    expect(read(head, 'org_a,kp_1,member,keep,Ann Lee,2026-11-20')).toEqual(wanted);
    expect(read(head.replaceAll(',', ';'), 'org_a;kp_1;member; Keep ;Ann Lee;2026-11-20', ';;;;;')).toEqual(
      wanted,
    );
    const moved = 'note,decision,reviewer,reviewed_on,roles,person_id,organization_code';
    expect(read(`${moved}\n"a\nb",KEEP,Ann Lee,2026-11-20,member,kp_1,org_a\n`)).toEqual(wanted);
    expect(read(`${head}\rorg_a,kp_1,member,keep,Ann Lee,2026-11-20\r`)).toHaveLength(1);
  });

  it('count lines as an editor does, also below a cell with a line end', () => {
    const rows = ['x,kp_0,"a', 'b",,,', 'org_a,kp_1,member,keep,Ann Lee,2026-11-20'];
    expect(read(head, ...rows)).toEqual([{ ...decided, line: 4 }]);
    expect(read(head, ...rows, 'org_a,kp_2,,maybe,Ann,2026-11-20')).toEqual(['invalid-decision:5']);
  });

  it('leave lines without a decision open', () => {
    expect(read(head, 'org_a,kp_1,member,,,', 'org_a,kp_1,member,,,')).toEqual([]);
  });

  it.each([
    ['', 'Ann Lee', '2026-11-20'],
    ['delete', 'Ann Lee', '2026-11-20'],
    ['=remove', 'Ann Lee', '2026-11-20'],
    ['remove', '', '2026-11-20'],
    ['remove', 'A'.repeat(201), '2026-11-20'],
    ['remove', 'Ann Lee', ''],
    ['remove', 'Ann Lee', '20.11.2026'],
    ['remove', 'Ann Lee', '11/20/2026'],
    ['remove', 'Ann Lee', '2026-02-30'],
    ['remove', 'Ann Lee', '2026-11-23'],
  ])('are refused with their line: %j by %j on %j', (decision, reviewer, day) => {
    expect(read(head, '', `org_a,kp_1,member,${decision},${reviewer},${day}`)).toEqual([
      'invalid-decision:3',
    ]);
  });

  it('are refused without a person, and in a line of another width', () => {
    expect(read(head, 'org_a,,member,keep,Ann,2026-11-20')).toEqual(['invalid-decision:2']);
    expect(read(head, 'org_a,kp_1,keep,Ann,2026-11-20')).toEqual(['invalid-decision:2']);
    expect(read(head, 'org_a,kp_1,a,member,keep,Ann,2026-11-20')).toEqual(['invalid-decision:2']);
  });

  it('to keep a pending invitation count for nothing, and to remove one are refused', () => {
    const invited = `${head},invited_on`;
    const row = (decision: string, day: string): string =>
      `org_a,,member,${decision},Ann Lee,2026-11-20,${day}`;
    expect(read(invited, row('keep', '2026-11-01T00:00:00Z'))).toEqual([]);
    expect(read(invited, row('remove', 'unknown'))).toEqual(['invalid-decision:2']);
    expect(read(invited, `org_a,kp_1,member,keep,Ann Lee,2026-11-20,`)).toEqual([{ ...decided, line: 2 }]);
  });

  it('are refused twice for one membership, also if they agree', () => {
    const line = 'org_a,kp_1,member,keep,Ann Lee,2026-11-20';
    expect(read(head, line, 'org_b,kp_1,member,keep,Ann,2026-11-20', line)).toEqual(['duplicate-decision:4']);
  });

  it.each([
    ['organization_code,person_id,decision,reviewer'],
    ['sep=;'],
    [`${head},decision`],
    [`${head},Decision `],
    [head.replaceAll(',', '\t')],
    [''],
  ])('are refused under the head %j', (odd) => {
    expect(read(odd)).toEqual(['malformed-csv:1']);
  });

  it('are refused whole if a quote is out of place, since the cells below are not certain', () => {
    expect(read(head, 'org_a,"kp_1,member,keep,Ann,2026-11-20', 'org_b,kp_2,,remove,Ann,2026-11-20')).toEqual(
      ['malformed-csv:2'],
    );
    expect(read(head, 'org_a,kp"1,member,keep,Ann,2026-11-20')).toEqual(['malformed-csv:2']);
    expect(read(head, 'org_a,"kp_1"x,member,keep,Ann,2026-11-20')).toEqual(['malformed-csv:2']);
  });

  it('show at most fifty errors, and say how many there are', () => {
    const lines = Array.from({ length: 80 }, (_, number) => `org_a,kp_${number},,yes,Ann,2026-11-20`);
    const { diagnostics } = readDecisions({ file: 'review.csv', text: [head, ...lines].join('\n') }, today);
    expect(diagnostics?.length).toBe(50);
    expect(diagnostics?.at(-1)?.message).toContain('31');
  });
});
