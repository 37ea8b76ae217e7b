// Ten requests from commit to apply, with changes by hand between them: each change has its right cause, is applied or
// refused rightly, and Kinde ends as the last commit says. Comments are held against texts that were looked at.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/model/plan.js';
import { runInWorld } from '../../fake-world.js';
import { beginHistory } from './history.js';
import type { History } from './history.js';
import { applyRound, reviewRequest, tellChange } from './play-round.js';
import type { Applied, Reviewed } from './play-round.js';
import { readGoal, readHeld } from './read-goal.js';
import { story } from './story.js';
import type { Round } from './story.js';

describe('ten requests, one after the other', () => {
  let history: History;
  beforeAll(() => {
    history = beginHistory();
  });
  afterAll(() => history.remove());

  it('begin where Kinde is as the files say', async () => {
    expect((await planAgain([])).changes).toEqual([]);
  });

  it.each(story)('$title', async ({ title, edits, rounds }) => {
    history.request(title, edits);
    for (const round of rounds) {
      await checkReview(await reviewRequest(history, round), round);
      const isMerged = round.ends === 'applied';
      if (isMerged) history.merge();
      checkApply(await applyRound(history, round), round);
    }
    expect((await planAgain(['--base', 'git:HEAD'])).changes.filter(isForKinde)).toEqual([]);
    expect(history.sandbox.violations()).toEqual([]);
  });

  it('end where Kinde is as the last commit says', () => {
    const goal = readGoal(join(history.folder, 'kinde'));
    const held = history.sandbox.snapshot();
    const joinedByThemselves = ['olga@freelance.example viewer'];
    const { cus_orchard: orchard, ...others } = readHeld(held, Object.keys(goal));
    const { cus_orchard: wanted, ...rest } = goal;
    expect(others).toEqual(rest);
    expect(orchard?.members).toEqual([...(wanted?.members ?? []), ...joinedByThemselves].sort());
    expect(held).toMatchObject({
      passkeys: 'optional',
      featureFlags: { max_seats: { value: '25' }, new_checkout: { value: 'false' } },
    });
  });

  it('leave nothing to apply, and one switch to a person', async () => {
    const { changes, warnings, refusals } = await planAgain(['--detailed-exitcode']);
    expect(changes.map(tellChange)).toEqual([
      'unmarked: manual environment signUp.allowOrganizationCreation',
    ]);
    expect(refusals).toEqual([]);
    // Ulrich is listed and can't sign in.
    expect(warnings.map(({ code, email }) => `${code} ${email ?? ''}`)).toEqual([
      'suspended-member ulrich@harborpine.example',
    ]);
  });

  async function planAgain(args: readonly string[]): Promise<Plan> {
    const { sandbox, folder } = history;
    const ended = await runInWorld(['plan', '--format', 'json', ...args], { sandbox, cwd: folder });
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(ended.stdout) as Plan;
  }

  function checkApply({ ended, report, writes, before }: Applied, { ends, writes: expected }: Round): void {
    const results = [...new Set(report.changes.filter(isForKinde).map(({ result }) => result))];
    const guards = [...new Set(report.refusals.map(({ guard }) => guard))];
    expect({ status: ended.status, writes: writes.toSorted() }, ended.stderr).toEqual({
      status: ends === 'applied' ? 0 : 3,
      writes: expected.toSorted(),
    });
    expect({ results, guards }).toEqual(
      ends === 'applied' ? { results: ['applied'], guards: [] } : { results: ['skipped'], guards: [ends] },
    );
    expect(report.verified).toBe(ends === 'applied');
    if (ends !== 'applied') expect(history.sandbox.snapshot()).toEqual(before);
  }
});

async function checkReview({ planned, plan }: Reviewed, { review, ends, golden }: Round): Promise<void> {
  expect(plan.changes.map(tellChange).toSorted()).toEqual(review.toSorted());
  const isRefused = ends === 'max-removals' || ends === 'approved-removals';
  expect({ status: planned.status, stderr: planned.stderr }).toEqual({
    status: isRefused ? 3 : 0,
    stderr: isRefused ? (expect.stringMatching(new RegExp(`^refused ${ends}: .*\n$`)) as string) : '',
  });
  expect(plan.refusals.map(({ guard }) => guard)).toEqual(isRefused ? [ends] : []);
  checkCauses(planned.stdout, plan);
  if (golden === undefined) return;
  await expect(planned.stdout).toMatchFileSnapshot(join(import.meta.dirname, `goldens/${golden}.md.golden`));
}

/** The comment counts the same causes as the JSON, and every change of a line that is committed names its commit. */
function checkCauses(comment: string, { changes }: Plan): void {
  // A new person and their membership are one change to a reader.
  const told = changes.filter(({ resource }) => resource !== 'user');
  const here = told.filter(({ cause }) => cause === 'here').length;
  const said = /This pull request causes \*\*(\d+)\*\*/.exec(comment)?.[1];
  if (here === told.length)
    expect(comment).toMatch(/(All changes come|The change comes) from this pull request/);
  else expect(Number(said)).toBe(here);
  expect(changes.filter(({ commit }) => commit === undefined)).toEqual([]);
}

function isForKinde({ action }: { readonly action: string }): boolean {
  return action !== 'manual';
}
