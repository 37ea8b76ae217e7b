// A plan says nothing twice: a warning that refuses the plan stands in the refusal only. Commands in comments are whole.
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/model/notice.js';
import { guardWarnings } from '../../../src/plan/guard-warnings.js';
import { renderDiagnosticsMarkdown } from '../../../src/render/diagnostics/diagnostics-markdown.js';
import { toMarkdownProse } from '../../../src/render/review/markdown-text.js';
import { renderPlanMarkdown } from '../../../src/render/review/plan-markdown.js';
import { renderPlanText } from '../../../src/render/plan-text.js';
import { makePlanOf } from './review/review-plans.js';

const similar = (message: string): Notice => ({ code: 'similar-person', message, source: 'kinde.yaml:3:5' });
const other: Notice = { code: 'suspended-member', message: 'Ulrich is suspended.' };

function show(warnings: readonly Notice[]): readonly string[] {
  const refusals = guardWarnings(warnings, { refuseOn: ['similar-person'] });
  const plan = makePlanOf([], { warnings, refusals });
  return [
    renderPlanText(plan, { color: false, next: null }),
    renderPlanMarkdown(plan, { savedIn: null, isForMerge: true }),
  ];
}

describe('a warning that refuses the plan', () => {
  it('is said once, with its place, and other warnings stay', () => {
    for (const text of show([similar('Acne looks like Acme.'), other])) {
      expect(text.split('looks like')).toHaveLength(2);
      expect(text).toContain('kinde.yaml:3:5');
      expect(text).toContain('Ulrich is suspended.');
    }
  });

  it('stays under the warnings where the refusal has no room for it', () => {
    const many = Array.from({ length: 7 }, (_, row) => similar(`Person ${row} looks like another.`));
    for (const text of show(many)) expect(text).toContain('Person 6');
    const long = Array.from({ length: 5 }, (_, row) => similar(`Person ${row} ${'looks alike '.repeat(20)}`));
    for (const text of show(long)) expect(text).toContain('Person 4');
  });
});

describe('a comment', () => {
  it('shows a command as one piece of code, and no prose with it', () => {
    expect(toMarkdownProse('Run it (kinde-sync pull --organization CODE writes an entry).')).toBe(
      'Run it (`kinde-sync pull --organization CODE` writes an entry).',
    );
    expect(toMarkdownProse("A row that kinde-sync can't read.")).toBe("A row that kinde-sync can't read.");
    expect(toMarkdownProse('kinde-sync plan --x `@all`')).toBe('`` kinde-sync plan --x `@all` ``');
  });

  it('links the places of errors if the repository is known', () => {
    const place = { file: 'kinde/a b.yaml', line: 7, column: 3 };
    const error = { code: 'unknown-role', severity: 'error', message: 'No such role.', place } as const;
    const sourceUrl = 'https://github.com/acme/access/blob/main';
    expect(renderDiagnosticsMarkdown([error], { sourceUrl })).toContain(
      `[\`kinde/a b.yaml:7\`](${sourceUrl}/kinde/a%20b.yaml#L7): No such role.`,
    );
    expect(renderDiagnosticsMarkdown([error])).toContain('- `kinde/a b.yaml:7`: No such role.');
  });
});
