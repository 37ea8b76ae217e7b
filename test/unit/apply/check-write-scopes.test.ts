// Checks the scopes of a token before a plan's first write, also for a token that does not name its scopes.
import { expect, it } from 'vitest';
import { checkWriteScopes } from '../../../src/stories/check-write-scopes.js';
import { operations } from '../../../src/model/operations/operations.js';
import type { Change } from '../../../src/model/change.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';

const organization = { code: 'org_1', name: 'Acme' };
const source = 'kinde.yaml:1:1';
const email = 'new@acme.com';
const newcomer: readonly Change[] = [
  { action: 'create', resource: 'user', email, source },
  { action: 'add', resource: 'member', organization, email, userId: null, source },
];
const readEnvironment = operations.getEnvironment.scope;
const createUsers = operations.createUser.scope;
const check = (changes: readonly Change[], scopes: readonly string[] | null) => () =>
  checkWriteScopes({ changes }, { scopes: () => scopes });

it('names every scope that is missing, and asks for none that the plan does not need', () => {
  expect(check(newcomer, [readEnvironment])).toThrow(
    `that this token lacks: ${createUsers} (createUser). Nothing was written.`,
  );
  // The creation of the person includes their first membership.
  expect(check(newcomer, [readEnvironment, createUsers])).not.toThrow();
  const second: Change = { ...newcomer[1], organization: { code: 'org_2', name: 'Globex' } } as Change;
  expect(check([...newcomer, second], [readEnvironment, createUsers])).toThrow('create:organization_users');
});

it('concludes nothing from a token that does not tell its scopes, or not all that were just used', () => {
  for (const scopes of [null, [], ['openid'], [createUsers]]) expect(check(newcomer, scopes)).not.toThrow();
});

it('asks nobody, and begins no saved plan either', async () => {
  const configuration =
    'version: 1\norganizations:\n  - name: Acme\n    membership: additive\n    members: [new@acme.com]\n';
  const seed = { organizations: [{ code: 'org_1', name: 'Acme' }] };
  const scopes = Object.values(operations).flatMap(({ scope }) => (scope === createUsers ? [] : [scope]));
  const sandbox = createSandbox({ seed, scopes });
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const ask = () => Promise.reject(new Error('asked'));
  const asking = await runInWorld(['apply'], { sandbox, cwd, ask });
  await runInWorld(['plan', '--out', 'plan.json'], { sandbox, cwd });
  const kept = await runInWorld(['apply', 'plan.json', '--yes'], { sandbox, cwd });
  expect([asking, kept].map((ended) => [ended.status, errorCodeIn(ended)])).toEqual([
    [1, 'missing-scope'],
    [1, 'missing-scope'],
  ]);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});
