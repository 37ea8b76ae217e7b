// The issue on drift: a plan told from Kinde's side, with the two ways to go on.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../src/model/change.js';
import type { Plan } from '../../../../src/model/plan.js';
import { renderDriftMarkdown } from '../../../../src/render/review/drift-markdown.js';
import { byteLength } from '../../../../src/render/review/markdown-section.js';
import { addTo, makeLargePlan, makePlanOf, removeFrom, reviewPlans } from './review-plans.js';

const birch = { code: 'org_1', name: 'Birch & Sons' };
const render = (plan: Plan): string => renderDriftMarkdown(plan);
const tell = (...changes: readonly Change[]): string =>
  render(makePlanOf(changes)).split('<details>')[0] ?? '';
const titlesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^### (.+) \(\d+\)$/gm)].map(([, title = '']) => title);

const jun = { ...removeFrom(birch, 'jun@birch.example'), fullName: 'Jun Xu' } as Change;

describe('drift', () => {
  it.each(['ordinary', 'refused', 'hostile'] as const)('is as it was looked at: %s', async (name) => {
    const file = join(import.meta.dirname, `../golden/drift-${name}.md.golden`);
    await expect(render(reviewPlans[name])).toMatchFileSnapshot(file);
  });

  it('is told from the side of Kinde: a removal of the plan is somebody who was added by hand', () => {
    const text = tell(jun);
    expect(text).toMatch(/^## Kinde differs from the configuration: 1 person not listed\n/);
    expect(text).toMatch(
      /Birch &amp; Sons.*\n {2}- Jun Xu · `jun@birch\.example` is a member with the role \*\*viewer\*\*/,
    );
    expect(text).not.toMatch(/is removed|joins|If this/);
  });

  it('names both ways to go on, and none where only a person can change a setting', () => {
    for (const way of ['kinde-sync apply', 'kinde-sync pull']) {
      expect(tell(jun)).toContain(way);
      expect(render(reviewPlans['by-hand'])).not.toContain(way);
    }
  });

  it('gives the roles that Kinde has and the files do not, and tells those that are missing', () => {
    const text = tell({
      ...{ action: 'update', resource: 'member', organization: birch, email: 'a@birch.example' },
      ...{ userId: 'kp_1', source: 'kinde.yaml:3:5' },
      fields: [{ field: 'roles', before: ['admin'], after: ['viewer'] }],
    });
    expect(text).toContain('has **admin** and lacks **viewer**');
  });

  it('tells who is missing apart from a person whom Kinde does not know', () => {
    const text = tell(
      addTo(birch, 'gone@birch.example'),
      addTo({ code: null, name: 'New' }, 'lee@birch.example'),
      { action: 'create', resource: 'user', email: 'new@birch.example', source: 'kinde.yaml:4:5' },
      { ...addTo(birch, 'new@birch.example'), userId: null } as Change,
    );
    expect(text).toContain('`gone@birch.example` is not a member');
    expect(text).toContain('`new@birch.example` is not in Kinde');
    expect(text).toContain('`lee@birch.example` is not a member yet');
    expect(text).toMatch(/^## .*: 3 people missing\n/);
  });

  it('takes nobody for added by hand whose listing has ended, or whom leavers name', () => {
    const ended = { ...jun, until: '2026-10-31' } as Change;
    const leaver = { ...removeFrom(birch, 'bo@birch.example'), leaver: true } as Change;
    const text = tell(ended, leaver);
    expect(titlesOf(text)).toEqual(['Due to leave']);
    expect(text).toContain('their listing ended on 2026-10-31');
    expect(text).toContain('`leavers`');
    expect(text).toContain('kinde-sync apply');
    expect(text).not.toMatch(/by hand\*|kinde-sync pull/);
  });

  it('calls open what is open in Kinde', () => {
    const text = tell({
      ...{ action: 'update', resource: 'organization', organization: birch, source: 'kinde.yaml:3:5' },
      fields: [{ field: 'allowRegistrations', before: true, after: false }],
    });
    expect(titlesOf(text)).toEqual(['Ways in that the files close']);
    expect(text).toContain('Anyone can register and join');
  });

  it('gives a role the permissions that it has in Kinde', () => {
    const text = tell({
      ...{ action: 'update', resource: 'role', key: 'viewer', source: 'kinde.yaml:3:5', holders: 3 },
      fields: [{ field: 'permissions', before: ['read', 'write'], after: ['read'] }],
    });
    expect(text).toContain('The role **viewer** has **write**');
  });

  it('says that it is gone when nothing differs, and names organizations that no file names', () => {
    expect(render(makePlanOf([]))).toMatch(/^## Kinde matches the configuration\n/);
    const warnings = [{ code: 'unmanaged-organization', message: 'Two organizations' }] as const;
    expect(render(makePlanOf([], { warnings }))).toMatch(/^## Kinde has organizations that no file names\n/);
  });

  it('stays below 60,000 bytes with 5,000 changes, and says what is left out', () => {
    const text = render(makeLargePlan(5000));
    expect(byteLength(text)).toBeLessThan(60_000);
    expect(text).toContain('This comment is truncated');
  });
});

describe('an organization that Kinde does not have', () => {
  const source = 'kinde.yaml:3:5';
  const fresh = { code: null, name: 'Fresh' };
  const created: readonly Change[] = [
    {
      ...{ action: 'create', resource: 'organization', organization: fresh, source },
      fields: [
        { field: 'name', before: null, after: 'Fresh' },
        { field: 'allowRegistrations', before: null, after: true },
      ],
    },
    {
      ...{ action: 'update', resource: 'organization', organization: fresh, source },
      fields: [
        { field: 'allowRegistrations', before: false, after: true },
        { field: 'registrationDomains', before: null, after: ['fresh.example'] },
      ],
    },
    {
      ...{ action: 'update', resource: 'organization', organization: fresh, source },
      fields: [{ field: 'registrationDomains', before: [], after: ['fresh.example'] }],
    },
    {
      ...{ action: 'update', resource: 'organization-flag', organization: fresh, source },
      fields: [{ field: 'seats', before: null, after: '50' }],
    },
  ];

  it('is told as missing, and not as one with ways in or settings of its own', () => {
    const text = tell(...created);
    expect(text).toMatch(/^## Kinde differs from the configuration: 1 not in Kinde\n/);
    expect(titlesOf(text)).toEqual(['In the files, not in Kinde']);
  });

  it('hides no difference of an organization that Kinde has', () => {
    const known = created.slice(1).map((change) => ({ ...change, organization: birch }) as Change);
    expect(titlesOf(tell(...created, ...known))).toEqual([
      'Ways in that the files close',
      'Ways in that the files open',
      'Settings with other values in Kinde',
      'In the files, not in Kinde',
    ]);
  });
});
