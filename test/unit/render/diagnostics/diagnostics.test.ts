// Diagnostics and hostile text on a terminal.
import { describe, expect, test } from 'vitest';
import { renderDiagnostics } from '../../../../src/render/diagnostics/diagnostics.js';
import { toSafeText } from '../../../../src/render/safe-text.js';
import type { Diagnostic } from '../../../../src/model/diagnostic.js';

const mistake: Diagnostic = {
  code: 'unknown-key',
  severity: 'error',
  message: 'There is no setting "nam" here.',
  place: { file: 'kinde.yaml', line: 3, column: 5 },
  endColumn: 8,
  hint: 'Did you mean "name"?',
};

function render(diagnostics: readonly Diagnostic[], text: string, color = false): string {
  return renderDiagnostics(diagnostics, new Map([['kinde.yaml', text]]), { color });
}

describe('a diagnostic', () => {
  test('is shown with its place, its lines, a mark and a hint', () => {
    expect(render([mistake], 'version: 1\norganizations:\n  - nam: X\n    code: a\n')).toBe(
      [
        'kinde.yaml:3:5 error unknown-key There is no setting "nam" here.',
        '  2 | organizations:',
        '> 3 |   - nam: X',
        '    |     ^^^',
        '  4 |     code: a',
        '  hint: Did you mean "name"?',
        '',
        '1 error',
        '',
      ].join('\n'),
    );
  });

  test('without a place, or without the source, has no lines', () => {
    const { place, ...nowhere } = mistake;
    expect(render([nowhere], 'x').split('\n')[0]).toBe('error unknown-key There is no setting "nam" here.');
    expect(
      renderDiagnostics([{ ...nowhere, ...(place && { place }) }], new Map(), { color: false }),
    ).not.toContain('|');
  });

  test('is coloured only when told so', () => {
    expect(render([mistake], 'a\nb\nc\n', true)).toContain('\u001b[');
    expect(render([mistake], 'a\nb\nc\n')).not.toContain('\u001b');
  });

  test('keeps the mark under the place behind characters that are escaped', () => {
    const text = 'name: "\u001b\u202e", nam: 1\n';
    const column = text.indexOf('nam') + 1;
    const lines = render(
      [{ ...mistake, place: { file: 'kinde.yaml', line: 1, column }, endColumn: column + 3 }],
      text,
    ).split('\n');
    expect(lines[1]).toContain('\\u{1b}\\u{202e}');
    expect(lines[2]?.indexOf('^')).toBe(lines[1]?.indexOf('nam'));
  });

  test('shows a part of a line that is very long', () => {
    const text = `${'x'.repeat(100_000)}nam${'y'.repeat(100_000)}\n`;
    const place = { file: 'kinde.yaml', line: 1, column: 100_001 };
    const lines = render([{ ...mistake, place, endColumn: 100_004 }], text).split('\n');
    expect(lines.every((line) => line.length < 300)).toBe(true);
    expect(lines[2]?.indexOf('^')).toBe(lines[1]?.indexOf('nam'));
  });

  test('lets no control character of a name, a message, a hint or a source through', () => {
    const evil = 'a\u001b]0;x\u0007\r\u009b\u202e\u200b';
    const diagnostic = { ...mistake, message: evil, hint: evil, place: { file: evil, line: 1, column: 1 } };
    const text = renderDiagnostics([diagnostic], new Map([[evil, `${evil}\n`]]), { color: false });
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });

  test('counts errors and warnings at the end, and nothing is nothing', () => {
    const warning: Diagnostic = { ...mistake, severity: 'warning' };
    expect(render([mistake, mistake, warning], 'a\n')).toMatch(/\n2 errors, 1 warning\n$/);
    expect(render([], '')).toBe('');
  });

  test('of ten thousand in one long file takes no quadratic time', () => {
    const many = Array.from({ length: 10_000 }, (_, line) => ({
      ...mistake,
      place: { file: 'kinde.yaml', line: line + 1, column: 1 },
    }));
    expect(render(many, 'abc: def\n'.repeat(10_000))).toContain('10,000 errors');
  });
});

describe('safe text', () => {
  test.each([
    ['a\nb\tc', 'a\\u{a}b\\u{9}c'],
    ['\u001b[31m', '\\u{1b}[31m'],
    ['\u009b', '\\u{9b}'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\u200bb\u2060\ufeff', 'a\\u{200b}b\\u{2060}\\u{feff}'],
    ['\ud800', '\\u{d800}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['a\u200db', 'a\\u{200d}b'],
    ['a\ufe0f', 'a\\u{fe0f}'],
  ])('%j is made visible', (text, safe) => {
    expect(toSafeText(text)).toBe(safe);
  });

  test.each(['Acme Corp', 'Łódź é', 'пётр', '日本語', 'مرحبا', '👩‍💻 ❤️ 👍🏽', '🇩🇪', 'e\u0301'])(
    '%s stays as it is',
    (text) => {
      expect(toSafeText(text)).toBe(text);
    },
  );
});
