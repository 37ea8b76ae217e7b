// Reads written changes back in the fewest requests. If the list of everyone does not show them, the organization's own
// list decides.
import { expect, it } from 'vitest';
import { applyPlan } from '../../../src/apply/apply-plan.js';
import { listStaying } from '../../../src/kinds/membership/list-staying.js';
import { buildPlan } from '../../../src/plan/build-plan.js';
import { sortIntoSteps } from '../../../src/plan/sort-into-steps.js';
import { readBack } from '../../../src/read/read-back.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { InterceptedRequest, Interception, Sandbox } from '../../../src/sandbox/index.js';
import { desire, diffBench, openBench } from '../kinds/open-bench.js';
import type { Bench } from '../kinds/open-bench.js';
import { connect } from '../sandbox/connect.js';
import { makeTenant } from '../../tenant.js';

const codes = ['org_1', 'org_2', 'org_3', 'org_4'];
const seed = makeTenant({
  domain: 'a.example',
  roles: ['admin'],
  people: ['ann', 'bo', 'cho'],
  organizations: [
    { code: 'org_0', name: 'Home' },
    ...codes.map((code) => ({ code, name: code, members: ['ann', 'bo'] })),
    { code: 'org_5', name: 'org_5', members: ['ann', 'bo'] },
  ],
});

const plain = ['ann@a.example', 'cho@a.example'];
const withRoles = ['ann@a.example', { email: 'cho@a.example', roles: ['admin'] }];

interface Run {
  readonly members: (code: string) => readonly unknown[];
  /** Answers requests after the first write. */
  readonly answer?: (request: InterceptedRequest, sandbox: Sandbox) => Interception | undefined;
  /** Entries that match Kinde. */
  readonly others?: readonly object[];
}

async function applyTo({ members, answer = () => undefined, others = [] }: Run) {
  let isReadingBack = false;
  const bench: Bench = openBench({
    seed,
    intercept: (request) => {
      if (request.method !== 'GET' && request.operation !== 'token') isReadingBack = true;
      return isReadingBack ? answer(request, bench.sandbox) : undefined;
    },
  });
  const organizations = codes.map((code) => ({ code, membership: 'exact', members: members(code) }));
  const diff = await diffBench(
    bench,
    await desire({ version: 1, organizations: [...organizations, ...others] }),
  );
  const clock = { startedAt: undefined, difference: null };
  const plan = buildPlan({ ...diff, clock, approval: 'any', withRemovals: true, domain: 'd', requests: {} });
  bench.sandbox.resetLog();
  const { changes, verified, notices } = await applyPlan(plan, bench.client, {
    steps: sortIntoSteps(plan.changes),
    isInterrupted: () => false,
    onStep: () => undefined,
    readBack: (touched, staying) => readBack({ touched, staying, reads: plan.reads }, bench.client),
    expected: listStaying(plan.changes, diff.comparison),
    journal: null,
  });
  const reads = bench.sandbox.requests().flatMap(({ isWrite, operation }) => (isWrite ? [] : [operation]));
  return {
    verified,
    notices: notices.map(({ code, organization }) => `${code} ${organization?.name ?? ''}`),
    estimate: plan.estimate.requests['GET'],
    reads: reads.filter((operation) => operation !== 'token').sort(),
    results: new Set(changes.map(({ result }) => result)),
  };
}

/** Kinde's list of everyone in its state before the first write. */
async function recordEveryone(): Promise<unknown> {
  const ask = await connect(createSandbox({ seed }));
  const { json } = await ask('GET', 'users?page_size=500&expand=organizations,identities');
  return json;
}

const holders = { operation: 'GetRoleUsers', list: ['GetRoleUsers', 'GetRoles', 'getUsers'] };
const ownLists = codes.map(() => 'GetOrganizationUsers');

it('reads everyone once rather than four organizations', async () => {
  const { verified, reads, estimate } = await applyTo({ members: () => plain });
  expect([verified, reads, estimate]).toEqual([true, ['getUsers'], 1]);
});

it('reads roles by their holders where that is less than one list for each organization', async () => {
  const { verified, reads, estimate } = await applyTo({ members: () => withRoles });
  expect([verified, reads, estimate]).toEqual([true, holders.list, 3]);
});

it('reads the one organization with roles itself, and the others with everyone', async () => {
  const { verified, reads, estimate } = await applyTo({
    members: (code) => (code === 'org_1' ? withRoles : plain),
  });
  expect([verified, reads, estimate]).toEqual([true, ['GetOrganizationUsers', 'getUsers'], 2]);
});

it('looks at the own lists where that of everyone lags behind', async () => {
  const stale = await recordEveryone();
  const { verified, reads, results } = await applyTo({
    members: () => plain,
    answer: ({ operation }) => (operation === 'getUsers' ? Response.json(stale) : undefined),
  });
  expect([verified, reads]).toEqual([true, [...ownLists, 'getUsers']]);
  expect(results).toEqual(new Set(['applied']));
});

it('looks at the own lists where a list of holders lags behind', async () => {
  const { verified, reads, results } = await applyTo({
    members: () => withRoles,
    answer: ({ operation }) =>
      operation === holders.operation ? Response.json({ users: [], next_token: null }) : undefined,
  });
  expect([verified, reads]).toEqual([true, [...ownLists, ...holders.list]]);
  expect(results).toEqual(new Set(['applied']));
});

it('believes no confirmation that neither list bears out', async () => {
  const lie = { code: 'OK', message: 'ok', users_added: ['kp_cho'] };
  const { verified, reads } = await applyTo({
    members: () => plain,
    answer: ({ operation, path }) =>
      operation === 'AddOrganizationUsers' && path.includes('org_2') ? Response.json(lie) : undefined,
  });
  expect([verified, reads]).toEqual([false, ['GetOrganizationUsers', 'getUsers']]);
});

it('does not call verified what it can not read', async () => {
  const { verified } = await applyTo({
    members: () => plain,
    answer: ({ operation }) =>
      operation === 'getUsers' ? Response.json({ errors: [] }, { status: 400 }) : undefined,
  });
  expect(verified).toBe(false);
});

const kept = [{ code: 'org_5', membership: 'exact', members: ['ann@a.example', 'bo@a.example'] }];

it('sees in the list of everyone, without a look-up, whether people who left are still where they stay', async () => {
  const { verified, reads, estimate } = await applyTo({ members: () => plain, others: kept });
  expect([verified, reads, estimate]).toEqual([true, ['getUsers'], 1]);
});

it('misses somebody who left and was taken out meanwhile where they were to stay', async () => {
  let isGone = false;
  const { verified, notices, reads } = await applyTo({
    members: () => plain,
    others: kept,
    answer: (_, sandbox) => {
      if (isGone) return undefined;
      isGone = true;
      sandbox.change((tenant) => tenant.removeMember('org_5', 'kp_bo'));
      return undefined;
    },
  });
  expect([verified, notices]).toEqual([false, ['listed-person-missing org_5']]);
  expect(reads).toEqual(['GetOrganizationUsers', 'getUsers']);
});
