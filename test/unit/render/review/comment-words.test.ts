// The words of the comment for a reader who knows neither Kinde nor kinde-sync: what a removal means, where its person was
// listed, and what is counted.
import { describe, expect, it } from 'vitest';
import type { Change, RemoveMember } from '../../../../src/model/change.js';
import type { Plan } from '../../../../src/model/plan.js';
import { renderPlanMarkdown } from '../../../../src/render/review/plan-markdown.js';
import { addTo, makePlanOf, removeFrom, reviewPlans } from './review-plans.js';

const acme = { code: 'org_1', name: 'Acme' };
const globex = { code: 'org_2', name: 'Globex' };
const baseSource = 'kinde.yaml:31:9';

function remove(email: string, more: Partial<RemoveMember> = {}): Change {
  return { ...removeFrom(acme, email, more.losesAllAccess), cause: 'here', ...more } as Change;
}

function review(changes: readonly Change[], options: Partial<Parameters<typeof renderPlanMarkdown>[1]> = {}) {
  const text = renderPlanMarkdown(makePlanOf(changes), { savedIn: null, isForMerge: true, ...options });
  const [shown = '', folded = ''] = text.split('<details>');
  return { text, shown, folded };
}

const changeRoles = (before: readonly string[], after: readonly string[]): Change => ({
  ...{ action: 'update', resource: 'member', organization: acme, email: 'a@x.example', userId: 'kp_a' },
  fields: [{ field: 'roles', before, after }],
  source: 'kinde.yaml:3:5',
});

describe('a removal', () => {
  it('says once what becomes of the account and the sessions, and how to take it back', () => {
    const { shown } = review([
      remove('a@x.example', { losesAllAccess: true, baseSource }),
      remove('b@x.example', { baseSource }),
    ]);
    for (const words of ['nothing is deleted', 'sends no email', 'An open session', 'merge the revert'])
      expect(shown.split(words), words).toHaveLength(2);
  });

  it('does not promise that a revert brings back a person whom no file listed', () => {
    const { shown } = review([remove('a@x.example', { baseSource: null, cause: 'drifted' })]);
    expect(shown).not.toContain('revert');
    expect(shown).toContain('list the person in the files again');
  });

  it('says nothing of open sessions where they are ended', () => {
    const { shown } = review([remove('a@x.example', { endsSessions: true })]);
    expect(shown).not.toContain('An open session');
    expect(shown).toContain('**signed out**');
  });

  it('tells a line that the pull request takes out from a person whom no file ever listed', () => {
    const baseCommit = 'abcdef0123';
    const { shown } = review([
      remove('a@x.example', { baseSource, baseCommit }),
      remove('b@x.example', { baseSource: null, cause: 'drifted' }),
      remove('c@x.example'),
    ]);
    const placeOf = (who: string) => new RegExp(`${who}@x.*<sub>(.*)</sub>`).exec(shown)?.[1];
    expect(placeOf('a')).toMatch(
      /^this pull request deletes the line `kinde\.yaml:31` in commit `abcdef0123`/,
    );
    expect(placeOf('b')).toMatch(/not in the list at `kinde\.yaml:28`, before or after this pull request/);
    expect(placeOf('c')).toBe('not in the list at `kinde.yaml:28`');
  });

  it('names where the person stays, three organizations and the number of others', () => {
    const organizations = ['Beta', 'Gamma', '@evil'].map((name) => ({ code: `org_${name}`, name }));
    const { shown } = review([remove('a@x.example', { staysIn: { count: 5, organizations } })]);
    expect(shown).toContain('stays in **Beta**, **Gamma**, **`@evil`** and 2 more');
  });

  it('counts a leaver who loses all access once in the headline', () => {
    const { text } = review([remove('a@x.example', { leaver: true, losesAllAccess: true })]);
    expect(text.split('\n')[0]).toBe('## 1 person loses all access');
  });
});

describe('the headline', () => {
  it.each([
    [
      [remove('a@x.example', { losesAllAccess: true }), remove('b@x.example')],
      '## 1 person loses all access, 1 other person is removed from Acme',
    ],
    [[remove('a@x.example'), remove('b@x.example')], '## 2 people are removed from Acme'],
    [[changeRoles(['member'], ['admin'])], '## 1 person becomes admin in Acme'],
    [[changeRoles(['admin'], ['member', 'viewer'])], '## The roles of 1 person change in Acme'],
    [[addTo(acme, 'a@x.example', ['admin'])], '## 1 person joins Acme as admin'],
    [[addTo(acme, 'a@x.example', ['**x**'])], '## 1 person joins Acme as `**x**`'],
    [[addTo(acme, 'a@x.example', ['admin']), addTo(acme, 'b@x.example')], '## 2 people join Acme'],
  ])('says unmistakably who and how many: %#', (changes, headline) => {
    expect(review(changes).text.split('\n')[0]).toBe(headline);
  });
});

it.each([
  [['member'], ['admin'], 'becomes **admin** (had the role member)'],
  [[], ['admin'], 'becomes **admin** (had no role)'],
  [['member'], [], 'is **without a role** (had the role member)'],
  [['admin', 'viewer'], ['viewer'], 'is no longer **admin** and keeps the role viewer'],
  [['viewer'], ['admin', 'viewer'], 'also becomes **admin** and keeps the role viewer'],
  [
    ['member', 'viewer'],
    ['admin', 'viewer'],
    'also becomes **admin**, keeps the role viewer and loses the role member',
  ],
])('a change of roles from %j to %j is told forwards', (before, after, words) => {
  expect(review([changeRoles(before, after)]).shown).toContain(`\`a@x.example\` ${words}  <sub>`);
});

describe('the details', () => {
  it('have the words of the sections, and count their own lines', () => {
    const fresh = { ...addTo(acme, 'new@x.example'), userId: null } as Change;
    const { shown, folded } = review([
      { action: 'create', resource: 'user', email: 'new@x.example', source: 'kinde.yaml:39:9' },
      fresh,
      remove('old@x.example'),
      remove('old@x.example', { organization: globex }),
    ]);
    expect(folded).toContain('(3 changes)');
    expect(shown).toContain('### Removed from an organization (1 person, 2 memberships)');
    expect(shown).toContain('### Join an organization (1 person)');
    for (const words of ['joins without a role, new to Kinde', 'is removed (had the role viewer)']) {
      expect(shown).toContain(words);
      expect(folded).toContain(words);
    }
  });

  it('and the sections name a commit once if every change has it', () => {
    const common = { cause: 'here', commit: 'abcdef0123' } as const;
    const two = [addTo(acme, 'a@x.example'), addTo(acme, 'b@x.example')].map((one) => ({
      ...one,
      ...common,
    }));
    expect(review(two).text.split('abcdef0123')).toHaveLength(2);
    const other = two.map((one, index): Change => (index === 0 ? one : { ...one, commit: '0123abcdef' }));
    expect(review(other).text.split('abcdef0123')).toHaveLength(3);
  });
});

describe('the environment', () => {
  const at = (domain: string): Plan => ({ ...reviewPlans.ordinary, environment: { domain, code: 'test' } });
  const show = (domain: string) => renderPlanMarkdown(at(domain), { savedIn: null });

  it('stands last, and says that nothing else changes', () => {
    const last = show('acme.kinde.com').trimEnd().split('\n').at(-1);
    expect(last).toMatch(/^Environment \*\*test\*\* at `acme\.kinde\.com`\. Nothing else changes: 120 other/);
  });

  it.each(['127.0.0.1:4000', 'localhost', '[::1]:80'])('has no address that tells nothing: %s', (domain) => {
    expect(show(domain)).not.toContain(domain);
  });
});

it('says that nobody gains or loses access where nothing changes, or only a person changes settings', () => {
  expect(review([]).shown).toContain("If this is merged, nobody's access changes.");
  const byHand = review(reviewPlans['by-hand'].changes).shown;
  expect(byHand).toContain("If this is merged, nobody's access changes now.");
});

it('keeps the sum of a list that is cut: how many, of which domains, with which roles', () => {
  const changes = Array.from({ length: 3000 }, (_, index) => {
    const email = `p${index}@${index % 3 === 0 ? 'a' : 'b'}.example`;
    return { ...addTo(acme, email, index < 10 ? ['admin'] : ['member']), userId: null } as Change;
  });
  const created = changes.slice(0, 600).map((one): Change => {
    const email = 'email' in one ? (one.email ?? '') : '';
    return { action: 'create', resource: 'user', email, source: 'kinde.yaml:39:9' };
  });
  const { text } = review([...created, ...changes], { savedIn: '/tmp/runner/plan.json' });
  expect(text).toContain('3,000 people join, 600 of them new to Kinde');
  expect(text).toContain('`b.example` (2,000), `a.example` (1,000)');
  expect(text).toContain('member (2,990), admin (10)');
  expect(text).toContain('The apply after the merge makes every change');
  expect(text).toContain('`plan.json`');
  expect(text).not.toContain('/tmp/runner');
});

describe('a refusal', () => {
  const plan = reviewPlans.refused;
  const text = renderPlanMarkdown(plan, { savedIn: null, isForMerge: true, approvalLabel: 'allow' });

  it('says what is wrong, then the usual way out, then the approval, and machine names last', () => {
    const order = [
      'would lose 14 of its 30',
      '`max-removals`',
      'put the entries back',
      '`allow: 14`',
      'Triage',
    ];
    const found = order.map((words) => text.indexOf(words));
    expect(found.every((at) => at >= 0)).toBe(true);
    expect(found).toEqual([...found].sort((one, other) => one - other));
  });

  it('says that the label counts the number, and what a merge without it does', () => {
    expect(text).toContain('the number of removals, not the people');
    expect(text).toContain(
      'If this is merged as it is, nothing is applied, and later plans are refused as well.',
    );
  });
});
