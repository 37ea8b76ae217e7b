// The plan as a diff: golden texts, that it patches one side into the other, and what becomes of hostile names.
import { join } from 'node:path';
import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Plan } from '../../../src/model/plan.js';
import { renderPlanDiff } from '../../../src/render/plan-diff.js';
import { hostileName, makeLargePlan, makePlanOf, removeFrom, reviewPlans } from './review/review-plans.js';

const render = (plan: Plan): string => renderPlanDiff(plan, { timeout: 5000 });
const linesOf = (text: string, sign: string): string =>
  text
    .split('\n')
    .filter((line) => /^[ +-]/.test(line) && !/^(---|\+\+\+) /.test(line))
    .filter((line) => line.startsWith(sign) || line.startsWith(' '))
    .map((line) => `${line.slice(1)}\n`)
    .join('');

describe('the diff', () => {
  it.each(['ordinary', 'refused', 'hostile'] as const)('is as it was looked at: %s', async (name) => {
    await expect(render(reviewPlans[name])).toMatchFileSnapshot(
      join(import.meta.dirname, `golden/${name}.diff.golden`),
    );
  });

  it('leads from the live side to the goal when it is applied as a patch', () => {
    const text = render(reviewPlans.ordinary);
    expect(applyPatch(linesOf(text, '-'), text)).toBe(linesOf(text, '+'));
  });

  it('has YAML on both sides that says who is where', () => {
    const text = render(reviewPlans.ordinary);
    expect(parse(linesOf(text, '-'))).toMatchObject({
      environment: { passkeys: 'off', featureFlags: { max_seats: '10' } },
      organizations: [
        {
          code: 'org_2b7e99d0c35',
          allowRegistrations: true,
          members: [{ email: 'former@northwind.example', roles: ['viewer'] }, {}],
        },
        { code: 'org_1ccfb819462', name: 'Northwind Bakery' },
      ],
    });
    const { organizations } = parse(linesOf(text, '+')) as { organizations: unknown };
    expect(organizations).toMatchObject([
      { code: 'org_2b7e99d0c35', allowRegistrations: false },
      { members: [{}, {}, {}, { email: 'tomas@northwind.example', firstName: 'Tomás', roles: ['member'] }] },
      { name: 'Copperfield Schools', externalId: 'copperfield', allowRegistrations: true },
    ]);
  });

  it('holds no control character and no line of a name', () => {
    const text = render(reviewPlans.hostile);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text.split('\n').filter((line) => !/^[ +#@-]/.test(line))).toEqual(['']);
  });

  it('keeps a hostile name a text of YAML', () => {
    const text = render(makePlanOf([removeFrom({ code: 'org_1', name: hostileName }, hostileName)]));
    expect(parse(linesOf(text, '-'))).toMatchObject({
      organizations: [{ name: hostileName, members: [{ email: hostileName }] }],
    });
  });

  it('says so where nothing is to be applied', () => {
    expect(render(reviewPlans['by-hand'])).toMatch(/no changes to apply\n# manual settings.*: 1 .*\n$/);
  });

  it('shows both sides of an organization whole where the shortest diff takes too long', () => {
    const plan = makeLargePlan(3000);
    const text = renderPlanDiff(plan, { timeout: 0 });
    expect(text.match(/^@@/gm)).toHaveLength(1);
    expect(applyPatch(linesOf(text, '-'), text)).toBe(linesOf(text, '+'));
  });
});
