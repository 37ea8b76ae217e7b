// The comment for a pull request: golden texts of five plans, its order, its size, and what it says of causes.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../src/model/change.js';
import type { Plan } from '../../../../src/model/plan.js';
import { byteLength } from '../../../../src/render/review/markdown-section.js';
import { renderPlanMarkdown } from '../../../../src/render/review/plan-markdown.js';
import { addTo, makeLargePlan, makePlanOf, removeFrom, reviewPlans } from './review-plans.js';

const render = (plan: Plan): string => renderPlanMarkdown(plan, { savedIn: null });
const titlesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:### |<summary>)([^(]+) \(/gm)].map(([, title = '']) => title);
const acme = { code: 'org_1', name: 'Acme' };
const globex = { code: 'org_3', name: 'Globex' };

describe('the Markdown report', () => {
  it.each(Object.entries(reviewPlans))('is as it was looked at in a browser: %s', async (name, plan) => {
    await expect(render(plan)).toMatchFileSnapshot(join(import.meta.dirname, `../golden/${name}.md.golden`));
  });

  it('is byte-identical for equal plans, whatever reading them took', () => {
    const again: Plan = { ...structuredClone(reviewPlans.ordinary), requests: { GET: 99 } };
    expect(render(again)).toBe(render(reviewPlans.ordinary));
  });

  it('tells in a fixed order what a reviewer must see, the gravest first', () => {
    const { refusals } = reviewPlans.refused;
    expect(titlesOf(render({ ...reviewPlans.ordinary, refusals }))).toEqual([
      'What is wrong',
      'Lose all access',
      'Removed from an organization',
      'Roles of members change',
      'Join an organization',
      'Ways in opened',
      'Ways in closed',
      'Settings',
      'Manual settings',
      'Warnings',
      "The same changes, grouped by organization, with Kinde's organization codes",
    ]);
  });

  it('names a person who loses all access once, and in no other list of leavers', () => {
    const text = render(makePlanOf([removeFrom(acme, 'a@x.example', true)])).split('<details>')[0] ?? '';
    expect(text.match(/a@x\.example/g)).toHaveLength(1);
    expect(titlesOf(text)).toEqual(['Lose all access']);
  });

  it('says the exact number that approves the removals, and nothing where nothing approves them', () => {
    const text = render(reviewPlans.refused);
    expect(text.match(/--allow-removals 14/g)).toHaveLength(1);
    expect(text).not.toContain('kinde-allow-removals');
  });

  it('names the label where a pull request takes one, once for several guards, and no option', () => {
    const [limit, holder] = reviewPlans.refused.refusals;
    const refusals = [limit, holder, { ...limit, guard: 'max-removed-people' }].flatMap((one) => one ?? []);
    const plan = { ...reviewPlans.refused, refusals } as Plan;
    const text = renderPlanMarkdown(plan, { savedIn: null, approvalLabel: 'kinde-allow-removals' });
    expect(text.match(/`kinde-allow-removals: 14`/g)).toHaveLength(1);
    expect(text).not.toMatch(/--allow|--no-removals/);
    expect(text).toContain('Triage');
  });

  it.each([null, 'kinde-allow-invitations'])(
    'names the way to send more invitations: %s',
    (invitationLabel) => {
      const invite = { action: 'invite', resource: 'invitation', organization: acme, roles: [] } as const;
      const reason = '2 invitations would be mailed; the limit is 1.';
      const option = 'If this is intended, approve them with --allow-invitations 2.';
      const plan = makePlanOf(
        ['a', 'b'].map((one) => ({ ...invite, email: `${one}@x.example`, source: 'kinde.yaml:1:1' })),
        {
          refusals: [
            {
              guard: 'max-invitations',
              message: `${reason} ${option}`,
              reason,
              override: '--allow-invitations',
            },
          ],
        },
      );
      const text = renderPlanMarkdown(plan, { savedIn: null, invitationLabel });
      expect(text.includes('`kinde-allow-invitations: 2`')).toBe(invitationLabel !== null);
      expect(text.includes('--allow-invitations')).toBe(invitationLabel === null);
    },
  );

  it('names no label for a refusal that nothing overrides', () => {
    const refusals = reviewPlans.refused.refusals.filter(({ override }) => override === null);
    const plan = { ...reviewPlans.refused, refusals };
    const text = renderPlanMarkdown(plan, { savedIn: null, approvalLabel: 'kinde-allow-removals' });
    expect(text).not.toContain('kinde-allow-removals');
  });

  it.each(['valueOf', 'constructor', '__proto__', 'toString'])(
    'shows %s as a name like any other',
    (name) => {
      const organization = { code: 'org_1', name };
      expect(render(makePlanOf([removeFrom(organization, 'a@x.example')]))).not.toMatch(/native code|object/);
    },
  );

  it('keeps apart what drifted before from what the request causes, and names the commit', () => {
    const text = render(
      makePlanOf([
        { ...addTo(acme, 'drifted@x.example'), cause: 'drifted' },
        { ...addTo(acme, 'here@x.example'), cause: 'here', commit: '3fa92c8' },
      ]),
    );
    const lead = text.indexOf('Earlier drift, which');
    expect(text.indexOf('`here@x.example`')).toBeLessThan(lead);
    expect(text.indexOf('`drifted@x.example`')).toBeGreaterThan(lead);
    expect(text).toContain('`kinde.yaml:39` in commit `3fa92c8`');
  });

  it('names no commit for those who leave: the line that was taken out is in none', () => {
    const text = render(
      makePlanOf([{ ...removeFrom(acme, 'a@x.example'), cause: 'here', commit: '3fa92c8' }]),
    );
    expect(text).toContain('not in the list at `kinde.yaml:28`');
    expect(text).not.toContain('3fa92c8');
  });

  it.each([
    [[openDoor(true)], '## 1 way in opens'],
    [[openDoor(true), addTo(acme, 'a@x.example')], '## 1 person joins Acme, 1 way in opens'],
    [[openDoor(false), openDoor(false, 'Globex')], '## 2 ways in close'],
    [[raiseRole('a@x.example')], '## 1 person becomes admin in Acme'],
    [[raiseRole('a@x.example'), raiseRole('b@x.example')], '## 2 people become admin in Acme'],
    [[removeFrom(acme, 'a@x.example', true)], '## 1 person loses all access'],
    [
      [
        ...[removeFrom(acme, 'a@x.example'), removeFrom(globex, 'a@x.example')],
        ...[addTo(acme, 'b@x.example'), raiseRole('c@x.example'), openDoor(true)],
      ],
      '## 1 person is removed from an organization, 1 person becomes admin in Acme, 1 person joins Acme, and more',
    ],
  ])('says in its first line who may get in by it: %#', (changes, verdict) => {
    expect(render(makePlanOf(changes)).split('\n')[0]).toBe(verdict);
  });

  it('shows people with their names, and organizations without codes but in the details', () => {
    const text = render(
      makePlanOf([
        { ...removeFrom(acme, 'jane@x.example', true), fullName: 'Jane Whitfield' } as Change,
        { ...raiseRole('lee@x.example'), fullName: 'Lee <b>Liu' } as Change,
        {
          ...{ action: 'create', resource: 'user', email: 'nia@x.example', source: 'kinde.yaml:1:1' },
          ...{ firstName: 'Nia', lastName: 'Hall' },
        },
        { ...addTo(acme, 'nia@x.example'), userId: null } as Change,
      ]),
    );
    const [seen = '', details = ''] = text.split('<details>');
    for (const person of ['Jane Whitfield · `jane@x.example`', 'Nia Hall · `nia@x.example`'])
      expect(seen).toContain(person);
    expect(seen).not.toMatch(/<b>Liu(?!.*`)/);
    expect(seen).not.toContain('org_1');
    expect(details).toContain('org_1');
  });

  it('shows the codes of organizations that share their name', () => {
    const twin = { code: 'org_2', name: acme.name };
    const text = render(makePlanOf([addTo(acme, 'a@x.example'), addTo(twin, 'a@x.example')]));
    expect(text.split('<details>')[0]).toMatch(/`org_1`[^]*`org_2`/);
  });

  it('links files and commits where the repository is known, and never out of it', () => {
    const sourceUrl = 'https://github.example/acme/access/blob/abc';
    const linked = (source: string, commit = '3fa92c8') =>
      renderPlanMarkdown(makePlanOf([{ ...addTo(acme, 'a@x.example'), source, commit }]), {
        savedIn: null,
        sourceUrl,
      });
    const text = linked('kinde/one (two).yaml:39:7');
    expect(text).toContain(
      '[`kinde/one (two).yaml:39`](https://github.example/acme/access/blob/abc/kinde/one%20%28two%29.yaml#L39)',
    );
    expect(text).toContain('[`3fa92c8`](https://github.example/acme/access/commit/3fa92c8)');
    for (const source of ['../up.yaml:1:1', '/etc/kinde.yaml:1:1', 'a/../../b.yaml:1:1'])
      expect(linked(source, 'x](y)')).not.toContain('](http');
  });

  it('speaks of the merge only where a merge applies the plan', () => {
    const plan = makePlanOf([addTo(acme, 'a@x.example')]);
    const merged = renderPlanMarkdown(plan, { savedIn: null, isForMerge: true });
    expect(merged).toContain('If this is merged, the following happens.');
    expect(render(plan)).toContain('If this plan is applied, the following happens.');
  });

  it('says so where nothing is to be done', () => {
    expect(render(makePlanOf([])).split('\n')[0]).toBe('## No changes');
  });
});

describe('a plan that no comment can hold', () => {
  it.each([5000, 40_000])('of %i changes stays under 60,000 bytes and says what it left out', (changes) => {
    const text = renderPlanMarkdown(makeLargePlan(changes), { savedIn: 'plan.json' });
    expect(byteLength(text)).toBeLessThan(60_000);
    expect(byteLength(text)).toBeGreaterThan(50_000);
    expect(text).toContain('This comment is truncated');
    expect(text).toContain('`kinde-sync plan`');
    expect(text).toContain('`plan.json`');
  });

  it('counts every change, shown or left out', () => {
    const text = render(makeLargePlan(5000));
    const [, loseAll = ''] = /### Lose all access \(([\d,]+) people\)/.exec(text) ?? [];
    const [, leave = ''] = /### Removed from an organization \(([\d,]+) people\)/.exec(text) ?? [];
    expect([loseAll, leave]).toEqual(['250', '2,250']);
    const shown = (text.split('<details>')[0] ?? '').match(/` is removed/g)?.length ?? 0;
    const left = [
      ...text.matchAll(
        /([\d,]+) of the [\d,]+ lines under “(?:Lose all access|Removed from an organization)”/g,
      ),
    ];
    const leftOut = left.reduce((sum, [, count = '0']) => sum + Number(count.replace(',', '')), 0);
    expect(shown + leftOut).toBe(2500);
  });

  it('shows everybody who loses all access before anything of less weight gets room', () => {
    const text = render(makeLargePlan(5000));
    const section = /### Lose all access.*?(?=###)/s.exec(text)?.[0] ?? '';
    expect(section.match(/` is removed from/g)).toHaveLength(250);
  });

  it('keeps its size when refusals and warnings are many and names are long', () => {
    const name = '\u{1f525}<\u202e'.repeat(200);
    const plan = makeLargePlan(3000);
    const text = render({
      ...plan,
      changes: plan.changes.map((change) =>
        'organization' in change ? { ...change, organization: { code: name, name } } : change,
      ),
      warnings: Array.from({ length: 2000 }, () => ({ code: 'similar-person', message: name }) as const),
      refusals: Array.from({ length: 2000 }, () => ({
        guard: 'max-removals',
        message: name,
        override: '--allow-removals',
      })),
    });
    expect(byteLength(text)).toBeLessThan(60_000);
  });
});

function openDoor(isOpen: boolean, name = 'Acme'): Change {
  return {
    action: 'update',
    resource: 'organization',
    organization: name === acme.name ? acme : globex,
    fields: [{ field: 'allowRegistrations', before: !isOpen, after: isOpen }],
    source: 'kinde.yaml:5:1',
  };
}

function raiseRole(email: string): Change {
  return {
    action: 'update',
    resource: 'member',
    organization: acme,
    email,
    userId: `kp_${email}`,
    fields: [{ field: 'roles', before: ['viewer'], after: ['admin'] }],
    source: 'kinde.yaml:6:1',
  };
}
