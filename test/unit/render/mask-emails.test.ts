// Masked addresses: the same mark for the same person, another one under another key, and nothing that slips through.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeEmail } from '../../../src/model/email.js';
import type { Plan } from '../../../src/model/plan.js';
import { createMask, noMask } from '../../../src/render/mask-emails.js';
import { renderPlanDiff } from '../../../src/render/plan-diff.js';
import { renderPlanMarkdown } from '../../../src/render/review/plan-markdown.js';
import { renderPlanText } from '../../../src/render/plan-text.js';
import { makePlanOf, removeFrom, reviewPlans } from './review/review-plans.js';

const mask = createMask('k'.repeat(32));
const markOf = (email: string): string => mask.text(email);
const renderAll = (plan: Plan): string =>
  [
    renderPlanText(plan, { color: false, next: null }),
    renderPlanMarkdown(plan, { savedIn: null }),
    renderPlanDiff(plan, { timeout: 1000 }),
  ].join('\n');

describe('a masked address', () => {
  it('is found in words of a million characters', () => {
    const words = ['a'.repeat(1_000_000), `b@c${'.'.repeat(1_000_000)}d`, '@'.repeat(1_000_000)];
    expect(mask.text(`${words.join(' ')} jane@acme.com`)).toContain(markOf('jane@acme.com'));
  });

  it('is a mark that does not hold it, and is the same in every text and spelling', () => {
    expect(markOf('jane@acme.com')).toMatch(/^person-[0-9a-f]{10}$/);
    expect(markOf('Jane@ACME.com')).toBe(markOf('jane@acme.com'));
    expect(mask.text('is jane@acme.com, or "jane@acme.com".')).toBe(
      `is ${markOf('jane@acme.com')}, or "${markOf('jane@acme.com')}".`,
    );
  });

  it('depends on the key, so that trying known addresses finds nobody', () => {
    expect(createMask('another key').text('jane@acme.com')).not.toBe(markOf('jane@acme.com'));
  });

  it('leaves the colours around it, and patterns for whole domains', () => {
    expect(mask.text('\u001b[2mjane@acme.com\u001b[22m')).toBe(
      `\u001b[2m${markOf('jane@acme.com')}\u001b[22m`,
    );
    expect(mask.text('"*@kinde.com" protects')).toBe('"*@kinde.com" protects');
  });

  it.each(['jane(x)@acme.com', '"jane doe"@acme.com', 'jane;<x>@acme.com', 'jane”@acme.com'])(
    'is found with a bracket or a quote before the at sign: %s',
    (email) => {
      expect(mask.text(`now ${email} is suspended`)).toMatch(/^now person-[0-9a-f]{10} is suspended$/);
      expect(mask.text(`${email} `.repeat(50_000))).not.toContain('jane');
    },
  );

  it('is found in any text around it', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.constantFrom(' ', ', ', '" ', ') ', ': ', '\n', '. '),
        (email, end) => {
          const text = mask.text(`before (${email}${end}after`);
          expect(text).not.toContain(email.slice(email.lastIndexOf('@') + 1));
        },
      ),
    );
  });
});

describe('a masked plan', () => {
  it('shows no address in text, Markdown or diff, and no name of a person', () => {
    const shown = renderAll(mask.plan(reviewPlans.ordinary));
    expect(shown).not.toMatch(/@(northwind|tidewater|mail)/);
    expect(shown).not.toMatch(/Tomás|Reyes|Jo Doe/);
    expect(shown).toContain(markOf('former@northwind.example'));
  });

  it('leaves out the name of a member who is in Kinde', () => {
    const change = removeFrom({ code: 'org_1', name: 'Acme' }, 'jane@acme.example');
    const plan = makePlanOf([{ ...change, fullName: 'Jane Whitfield' } as typeof change]);
    expect(renderAll(plan)).toContain('Jane');
    expect(renderAll(mask.plan(plan))).not.toMatch(/Jane|Whitfield/);
  });

  it('gives an address the same mark as a member and in a warning', () => {
    const { warnings, changes } = mask.plan(reviewPlans.ordinary);
    const mark = markOf('tomas@northwind.example');
    expect(warnings[0]?.message.startsWith(`${mark} is new`)).toBe(true);
    expect(changes.some((change) => 'email' in change && change.email === mark)).toBe(true);
  });

  it('hides what a field calls an address, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (email) => {
        const { changes } = mask.plan(makePlanOf([removeFrom({ code: 'org_1', name: 'Acme' }, email)]));
        expect(changes[0]).toMatchObject({
          email: expect.stringMatching(/^person-[0-9a-f]{10}$/) as unknown,
        });
        expect(
          createMask('k'.repeat(32)).plan(
            makePlanOf([removeFrom({ code: 'org_1', name: 'Acme' }, normalizeEmail(email))]),
          ).changes[0],
        ).toMatchObject({
          email: (changes[0] as { email: string }).email,
        });
      }),
    );
  });

  it('leaves the plan itself as it is', () => {
    const before = structuredClone(reviewPlans.ordinary);
    mask.plan(reviewPlans.ordinary);
    expect(reviewPlans.ordinary).toEqual(before);
    expect(noMask.plan(reviewPlans.ordinary)).toBe(reviewPlans.ordinary);
  });
});
