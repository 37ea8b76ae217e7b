// Organizations whose names look alike are told apart by their codes, in the comment, the drift text and the terminal.
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/change.js';
import type { Plan } from '../../../src/model/plan.js';
import { renderRefusalLines } from '../../../src/render/failure-lines.js';
import { renderPlanText } from '../../../src/render/plan-text.js';
import { renderDriftMarkdown } from '../../../src/render/review/drift-markdown.js';
import { renderPlanMarkdown } from '../../../src/render/review/plan-markdown.js';
import { addTo, makePlanOf, removeFrom } from './review/review-plans.js';

const render = (plan: Plan): string => renderPlanMarkdown(plan, { savedIn: null });

describe('the names of organizations', () => {
  it.each([
    ['spaces', 'Acme Test', 'Acme  Test'],
    ['a space at the end', 'Acme Test', 'Acme Test '],
    ['a space that does not break', 'Acme Test', 'Acme\u00a0Test'],
    ['foreign letters', 'Acme Test', 'А\u0441me Test'],
    ['letters that are cut', `${'long '.repeat(30)}one`, `${'long '.repeat(30)}other`],
  ])('shows the codes of organizations whose names differ only in %s', (_, one, other) => {
    const [first, second] = [
      { code: 'org_1', name: one },
      { code: 'org_2', name: other },
    ];
    const additions = [addTo(first, 'a@x.example'), addTo(second, 'b@x.example')];
    const removals = [removeFrom(first, 'c@x.example', true), removeFrom(second, 'd@x.example', true)];
    const warnings = [
      { code: 'member-without-email', message: 'kp_1 stays.', organization: second },
    ] as const;
    const refusals = [
      { guard: 'keep-holder', message: 'No admin is left.', override: null, organization: first },
    ] as const;
    const plan = makePlanOf([...additions, ...removals], { warnings, refusals });
    const [seen = ''] = render(plan).split('<details>');
    expect(seen.match(/^- \*\*.*`org_[12]`$/gm)).toHaveLength(2);
    expect(seen).toMatch(/`c@x\.example` is removed from .*`org_1`/);
    expect(seen).toMatch(/`kp_1` stays\. The organization is `org_2`\./);
    expect(seen).toMatch(/No admin is left\.\*\* The organization is `org_1`\./);
    const [drift = ''] = renderDriftMarkdown(plan).split('<details>');
    for (const code of ['org_1', 'org_2']) expect(drift).toContain(`\`${code}\``);
    const text = renderPlanText(plan, { color: false, next: null });
    expect(text).toContain('kp_1 stays. The organization is org_2.');
    expect(text).toContain('No admin is left. The organization is org_1.');
    expect(renderRefusalLines(plan, { color: false })).toContain('The organization is org_1.');
    const headline = render(makePlanOf([...additions.slice(0, 1), ...removals.slice(1)])).split('\n')[0];
    expect(headline).toMatch(/joins .* `org_1`/);
  });

  it('keeps the names of new organizations apart by the places of their entries', () => {
    const names = ['Acme Test', 'Acme  Test'];
    const changes = names.flatMap((name, index): readonly Change[] => {
      const organization = { code: null, name };
      const source = `kinde.yaml:${index + 3}:5`;
      return [
        { action: 'create', resource: 'organization', organization, fields: [], source },
        addTo(organization, `${index}@x.example`),
      ];
    });
    const [seen = ''] = render(makePlanOf(changes)).split('<details>');
    for (const place of ['kinde.yaml:3', 'kinde.yaml:4'])
      expect(seen).toMatch(new RegExp(`\\*\\*Acme Test\\*\\* \\(new\\) \`${place}\`\\n`));
  });
});
