// Which calls the doctor tries, in which order, and what it leaves out for want of something to ask about.
import { expect, it } from 'vitest';
import { tryReads } from '../../../src/doctor/try-reads.js';
import { KindeSyncError } from '../../../src/model/errors.js';
import { operations, reads } from '../../../src/model/operations/operations.js';
import type { OperationName } from '../../../src/model/operations/operations.js';
import { createFakeKinde, json } from '../kinde/fake-kinde.js';
import type { SeenRequest } from '../kinde/fake-kinde.js';

const acme = { code: 'org_1', name: 'Acme' };

/** A Kinde that answers every list that is tried; `lists` takes the place of what these paths answer. */
function replyWith(lists: Readonly<Record<string, unknown>>): (request: SeenRequest) => Response {
  const answers: Readonly<Record<string, unknown>> = {
    '/api/v1/organizations': { organizations: [acme] },
    '/api/v1/organization': acme,
    '/api/v1/organizations/org_1/users': { organization_users: [] },
    '/api/v1/users': { users: [] },
    '/api/v1/organization/org_1/invites': { invites: [] },
    '/api/v1/roles': { roles: [{ id: 'r1', key: 'admin' }] },
    '/api/v1/roles/r1/users': { users: [] },
    '/api/v1/roles/r1/permissions': { permissions: [] },
    '/api/v1/permissions': { permissions: [] },
    '/api/v1/environment/feature_flags': { feature_flags: {} },
    '/api/v1/organizations/org_1/feature_flags': { feature_flags: {} },
    '/api/v1/passkey': { policy: 'off' },
    '/api/v1/properties': { properties: [], has_more: false },
    '/api/v1/organizations/org_1/properties': { properties: [] },
    ...lists,
  };
  return ({ path }) => (answers[path] === undefined ? json({}, 403) : json(answers[path]));
}

async function visit({ lists = {}, managed = 'org_1' as string | null, refused = [] as string[] }) {
  const fake = createFakeKinde({ reply: replyWith(lists) });
  const needed = Object.keys(operations) as readonly OperationName[];
  const { tried, failures } = await fake.run(
    tryReads(fake.client, {
      needed,
      refused: new Set(refused),
      findManaged: () => managed,
      attempt: async (call) => {
        try {
          return await call();
        } catch (error) {
          if (error instanceof KindeSyncError) return error;
          throw error;
        }
      },
    }),
  );
  return { tried, failures, requests: fake.seen.length };
}

/** The environment was asked for before, and a plan goes on without the search. */
const every = Object.values(reads)
  .map(({ id }) => id)
  .filter((id) => id !== 'getEnvironment' && id !== 'searchUsers');

it('tries every read that a plan cannot do without once, with one request each', async () => {
  expect(await visit({})).toEqual({ tried: every, failures: [], requests: every.length });
});

it('leaves out what is known to be refused', async () => {
  const { tried } = await visit({ refused: ['getUsers', 'getOrganizationFeatureFlags'] });
  expect(tried).toEqual(every.filter((id) => id !== 'getUsers' && id !== 'getOrganizationFeatureFlags'));
});

it('asks about no organization and no role where there is none', async () => {
  const { tried } = await visit({
    managed: null,
    lists: { '/api/v1/organizations': { organizations: [] }, '/api/v1/roles': { roles: [] } },
  });
  expect(tried).toEqual([
    'getOrganizations',
    'getUsers',
    'getRoles',
    'getPermissions',
    'getEnvironementFeatureFlags',
    'getPasskey',
    'getProperties',
  ]);
});

it('goes on after a failure, and tells it', async () => {
  const { tried, failures } = await visit({ lists: { '/api/v1/users': undefined } });
  expect(tried).toEqual(every);
  expect(failures).toMatchObject([{ facts: { operation: 'getUsers' } }]);
});
