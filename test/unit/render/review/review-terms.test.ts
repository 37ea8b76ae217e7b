// The comment for a pull request on listings with a last day: sections, headline, places and terms.
import { expect, it } from 'vitest';
import type { Change } from '../../../../src/model/change.js';
import { renderPlanMarkdown } from '../../../../src/render/review/plan-markdown.js';
import { addTo, makePlanOf, removeFrom } from './review-plans.js';

const acme = { code: 'org_1', name: 'Acme' };

function end(email: string, losesAllAccess = false): Change {
  return { ...removeFrom(acme, email, losesAllAccess), until: '2026-10-31', commit: 'abc1234' } as Change;
}

function review(...changes: readonly Change[]): string {
  return renderPlanMarkdown(makePlanOf(changes), { savedIn: null }).split('<details>')[0] ?? '';
}

it('names an ended listing apart from other leavers, at its own line and commit', () => {
  const text = review(end('ann@a.example'), removeFrom(acme, 'bob@a.example'));
  expect(text).toContain('### Removed from an organization (1 person)');
  expect(text).toContain('### Removed because the last day has passed (1 person)');
  expect(text).toMatch(
    /ann@a\.example` is removed \(had the role viewer\), since the last day was 2026-10-31.*<sub>`kinde\.yaml:28` in commit `abc1234`</,
  );
  expect(text).toMatch(/bob@a\.example` is removed.*<sub>not in the list at `kinde\.yaml:28`</);
});

it('counts a person whose last membership ends among those who lose all access, and nowhere else', () => {
  const text = review(end('ann@a.example', true), end('bob@a.example'));
  expect(text).toMatch(
    /^## 1 person loses all access, 1 other person is removed because the last day has passed\n/,
  );
  expect(text).not.toContain('### Lose all access');
  expect(text).toContain('since the last day was 2026-10-31 and loses **all access**');
});

it('shows the last day and the reason of a person who joins', () => {
  const joiner = {
    ...addTo(acme, 'ann@a.example', ['admin']),
    until: '2026-10-31',
    reason: 'Audit',
  } as Change;
  expect(review(joiner)).toContain('joins as **admin**, until 2026-10-31, because: Audit');
});
