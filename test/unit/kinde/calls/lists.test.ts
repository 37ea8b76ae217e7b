// Lists are read to their end or not at all; filters are split; rows become the model's words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchFilter } from '../../../../src/kinde/calls/batch-filter.js';
import { InternalError } from '../../../../src/model/errors.js';
import { createFakeKinde, json, type FakeKinde } from '../fake-kinde.js';

function answerPages(...pages: readonly unknown[]): FakeKinde {
  return createFakeKinde({ reply: (_, index) => json(pages[index]) });
}

const acme = { code: 'org_1', name: 'Acme' };
const globex = { code: 'org_2', name: 'Globex' };

describe('a list', () => {
  it.each([undefined, null, ''])('ends where next_token is %j', async (next_token) => {
    const fake = answerPages(
      { organizations: [acme], next_token: 'n+1/2' },
      { organizations: [globex], next_token },
    );
    const { rows, pages } = await fake.run(fake.client.listOrganizations());
    expect(rows.map(({ code }) => code)).toEqual(['org_1', 'org_2']);
    expect(pages).toBe(2);
    expect(fake.seen.map(({ query }) => Object.fromEntries(query))).toEqual([
      { page_size: '500' },
      { page_size: '500', next_token: 'n+1/2' },
    ]);
  });

  it('may have an empty page before its end', async () => {
    const fake = answerPages({ organizations: [], next_token: 'a' }, { organizations: [acme] });
    expect((await fake.run(fake.client.listOrganizations())).rows).toHaveLength(1);
  });

  it('keeps the first of two rows with the same id', async () => {
    const fake = answerPages(
      { organizations: [acme, globex], next_token: 'a' },
      { organizations: [{ ...globex, name: 'Moved' }] },
    );
    const { rows } = await fake.run(fake.client.listOrganizations());
    expect(rows.map(({ name }) => name)).toEqual(['Acme', 'Globex']);
  });

  it('is asked for its next page before the rows of the last one are read', async () => {
    const fake = answerPages({ organizations: null, next_token: 'a' }, { organizations: [acme] });
    expect(await fake.fail(fake.client.listOrganizations())).toMatchObject({ code: 'bad-answer' });
    expect(fake.seen).toHaveLength(2);
  });

  it('fails with the first page that makes no sense, whatever becomes of the next one', async () => {
    const fake = createFakeKinde({
      reply: (_, index) =>
        index === 0 ? json({ organizations: null, next_token: 'a' }) : new Response('{}', { status: 403 }),
    });
    expect(await fake.fail(fake.client.listOrganizations())).toMatchObject({ code: 'bad-answer' });
  });

  it('that leads back to an earlier page is an error', async () => {
    const fake = createFakeKinde({
      reply: (_, index) => json({ organizations: [acme], next_token: index % 2 === 0 ? 'a' : 'b' }),
    });
    expect(await fake.fail(fake.client.listOrganizations())).toMatchObject({ code: 'list-loop' });
    expect(fake.seen).toHaveLength(3);
  });

  it.each([{}, { organizations: null }, { organizations: {} }, { organizations: [acme], next_token: 7 }, []])(
    'with the page %j is an error and not a shorter list',
    async (page) => {
      const fake = answerPages({ organizations: [acme], next_token: 'a' }, page);
      expect(await fake.fail(fake.client.listOrganizations())).toMatchObject({
        code: 'bad-answer',
        facts: { operation: 'getOrganizations' },
      });
    },
  );

  it.each([null, {}, { code: '' }, { code: 7 }, { ...acme, is_auto_membership_enabled: 'yes' }])(
    'tells of the row %j that it was not understood, and holds all others',
    async (row) => {
      const fake = answerPages({ organizations: [acme], next_token: 'a' }, { organizations: [row, globex] });
      const { rows, unread } = await fake.run(fake.client.listOrganizations());
      expect(rows.map(({ code }) => code)).toEqual(['org_1', 'org_2']);
      expect(unread).toEqual([{ organizations: null }]);
    },
  );

  it('of people tells where somebody belongs who was not understood, if that is known', async () => {
    const identities: readonly unknown[] = [];
    const users = [
      { id: 'kp_1', identities },
      { id: null, identities, organizations: ['org_1'] },
      { identities, organizations: 'org_1' },
    ];
    const fake = answerPages({ users });
    const { rows, unread } = await fake.run(fake.client.readFirstUsers());
    expect(rows.map(({ userId }) => userId)).toEqual(['kp_1']);
    expect(unread).toEqual([{ organizations: ['org_1'] }, { organizations: null }]);
  });

  it('is given up where it has more pages than are worth reading', async () => {
    const pages = ['a', 'b', 'c'].map((next_token) => ({ users: [], next_token }));
    const fake = answerPages(...pages, { users: [] });
    const { readRemaining } = await fake.run(fake.client.readFirstUsers());
    expect(
      await fake.run(readRemaining?.({ mostPages: 2 }) ?? Promise.reject(new Error('There are more pages.'))),
    ).toBeNull();
    expect(fake.seen).toHaveLength(3);
    const whole = answerPages(...pages, { users: [] });
    const firstPage = await whole.run(whole.client.readFirstUsers());
    expect(
      await whole.run(
        firstPage.readRemaining?.({ mostPages: 3 }) ?? Promise.reject(new Error('There are more.')),
      ),
    ).toMatchObject({
      pages: 4,
    });
  });

  it('of which a later page fails for good is an error', async () => {
    const fake = createFakeKinde({
      reply: (_, index) =>
        index === 0 ? json({ organization_users: [{ id: 'kp_1' }], next_token: 'a' }) : json({}, 500),
    });
    expect(await fake.fail(fake.client.listMembers('org_1'))).toMatchObject({ code: 'server-failed' });
  });

  it('of flags is an object by key, may have pages and takes no page size', async () => {
    const fake = answerPages(
      { feature_flags: { a: { type: 'bool', value: 'true' } }, next_token: 'n' },
      { feature_flags: { b: { type: 'int', value: 25 } } },
    );
    expect(await fake.run(fake.client.readValues('listFeatureFlags', ''))).toEqual({
      rows: [
        { key: 'a', type: 'bool', value: true },
        { key: 'b', type: 'int', value: 25 },
      ],
      pages: 2,
    });
    expect(fake.seen.map(({ query }) => query.toString())).toEqual(['', 'next_token=n']);
  });

  it.each([[], null, undefined, 'a'])('of flags is not %j', async (feature_flags) => {
    const fake = answerPages({ feature_flags });
    expect(await fake.fail(fake.client.readValues('listFeatureFlags', ''))).toMatchObject({
      code: 'bad-answer',
    });
  });

  it.each([
    null,
    'blue',
    {},
    { type: 'json', value: '{"a":1}' },
    { type: 'json', value: { a: 1 } },
    { type: null, value: '1' },
    { value: 'true' },
    { type: 'bool' },
    { type: 'str', value: null },
    { type: 'int', value: {} },
  ])('of flags holds one that is not understood as such, and all others: %j', async (flag) => {
    const feature_flags = { odd: flag, seats: { type: 'int', value: '5' } };
    const rows = [
      { key: 'odd', type: 'unknown', value: null },
      { key: 'seats', type: 'int', value: 5 },
    ];
    for (const list of ['listFeatureFlags', 'listOrganizationFlags'] as const) {
      const fake = answerPages({ feature_flags });
      expect((await fake.run(fake.client.readValues(list, 'org_1'))).rows).toEqual(rows);
    }
  });

  it("of an organization's flags is asked for once, below the organization", async () => {
    const fake = answerPages({ feature_flags: { beta: { type: 'bool', value: 'false' } } });
    expect(await fake.run(fake.client.readValues('listOrganizationFlags', 'org:1/x'))).toEqual({
      rows: [{ key: 'beta', type: 'bool', value: false }],
      pages: 1,
    });
    expect(fake.seen.map(({ method, path, query }) => [method, path, query.toString()])).toEqual([
      ['GET', '/api/v1/organizations/org%3A1%2Fx/feature_flags', ''],
    ]);
  });
});

describe('rows', () => {
  it('never take the registrations switch from its deprecated name', async () => {
    const fake = answerPages({ organizations: [{ ...acme, is_allow_registrations: true }] });
    expect((await fake.run(fake.client.listOrganizations())).rows[0]).toEqual({
      code: 'org_1',
      name: 'Acme',
      handle: null,
      externalId: null,
      isDefault: false,
      allowRegistrations: null,
    });
  });

  it('put a name together and tell roles that are absent from no roles', async () => {
    const fake = answerPages({
      organization_users: [
        { id: 'kp:1', email: null, full_name: 'Jane Doe', roles: ['viewer', 'admin', 'viewer'] },
        { id: 'kp_2', email: 'lee@acme.com', first_name: 'Lee', last_name: null, roles: [] },
        { id: 'kp_3' },
      ],
    });
    expect((await fake.run(fake.client.listMembers('org_1'))).rows).toEqual([
      { userId: 'kp:1', email: null, fullName: 'Jane Doe', isSuspended: null, roles: ['admin', 'viewer'] },
      { userId: 'kp_2', email: 'lee@acme.com', fullName: 'Lee', isSuspended: null, roles: [] },
      { userId: 'kp_3', email: null, fullName: '', isSuspended: null, roles: null },
    ]);
  });

  it('know a person by every address, but by no phone and no user name', async () => {
    const fake = answerPages({
      users: [
        {
          id: 'kp_1',
          email: 'Zoe@Acme.com',
          organizations: ['org_1'],
          identities: [
            { type: 'email', identity: 'a@bücher.example' },
            { type: 'phone', identity: '+61400000000' },
            { type: 'email', identity: 'zoe@acme.com' },
          ],
        },
      ],
    });
    expect((await fake.run(fake.client.readFirstUsers())).rows).toEqual([
      {
        userId: 'kp_1',
        email: 'Zoe@Acme.com',
        emails: ['a@xn--bcher-kva.example', 'zoe@acme.com'],
        fullName: '',
        isSuspended: null,
        roles: null,
        organizations: ['org_1'],
      },
    ]);
  });

  it.each([{ users: [{ id: 'kp_1', identities: [] }] }, { users: [{ org_codes: [] }] }])(
    'of holders of a role without all they need are not understood: %j',
    async (page) => {
      const fake = answerPages(page);
      expect(await fake.run(fake.client.listRoleHolders('r1'))).toMatchObject({
        rows: [],
        unread: [{ organizations: null }],
      });
    },
  );

  it.each([{}, { identities: null }])(
    'of a person with %j say that addresses may be missing',
    async (none) => {
      const users = [
        { id: 'kp_1', email: 'a@acme.com', identities: [] },
        { id: 'kp_2', email: 'b@acme.com', ...none },
      ];
      const fake = answerPages({ users });
      const { rows } = await fake.run(fake.client.readFirstUsers());
      expect(rows.map(({ hidesIdentities }) => hidesIdentities)).toEqual([undefined, true]);
    },
  );

  it.each(['sometimes', null, 1])('hold no passkey policy %j', async (policy) => {
    const fake = answerPages({ policy });
    expect(await fake.fail(fake.client.readValues('getPasskeyPolicy', ''))).toMatchObject({
      code: 'bad-answer',
    });
  });
});

describe('searching', () => {
  it('asks for one page with organizations and identities, and leaves out whoever has no id', async () => {
    const one = { id: 'kp_1', email: 'Ann@acme.com', organizations: ['org_1'], identities: [] };
    const fake = answerPages({ results: [one, { email: 'x@acme.com' }] });
    expect(await fake.run(fake.client.searchUsers('ann@acme.com'))).toMatchObject([
      { userId: 'kp_1', emails: ['ann@acme.com'], organizations: ['org_1'] },
    ]);
    expect(fake.seen.map(({ path, query }) => [path, Object.fromEntries(query)])).toEqual([
      [
        '/api/v1/search/users',
        { page_size: '500', query: 'ann@acme.com', expand: 'organizations,identities' },
      ],
    ]);
  });
});

describe('looking people up', () => {
  it('asks for nobody without a request', async () => {
    const fake = answerPages();
    expect(await fake.run(fake.client.listUsers({ by: 'id', ids: [] }))).toEqual({
      rows: [],
      pages: 0,
      isProven: false,
    });
  });

  it('follows the pages of a filtered list and merges batches', async () => {
    const emails = Array.from({ length: 150 }, (_, index) => `p${index}@acme.com`);
    const fake = createFakeKinde({
      reply: ({ query }) =>
        query.has('next_token')
          ? json({ users: [{ id: 'kp_2', identities: [] }] })
          : json({
              users: [{ id: 'kp_1', identities: [] }],
              next_token: `after ${query.get('email')?.length ?? 0}`,
            }),
    });
    const { rows, pages } = await fake.run(fake.client.listUsers({ by: 'email', emails }));
    expect(rows.map(({ userId }) => userId)).toEqual(['kp_1', 'kp_2']);
    expect(pages).toBe(4);
    expect(fake.seen.every(({ query }) => query.get('expand') === 'organizations,identities')).toBe(true);
  });

  it('is proven only if every batch answered with the control', async () => {
    const emails = Array.from({ length: 150 }, (_, index) => `p${index}@acme.com`);
    const control = {
      id: 'kp_c',
      email: 'c@acme.com',
      identities: [{ type: 'email', identity: 'second@acme.com' }],
    };
    const lookUp = async (answers: readonly unknown[][]): Promise<boolean> => {
      const fake = createFakeKinde({ reply: (_, index) => json({ users: answers[index] }) });
      const found = await fake.run(
        fake.client.listUsers({ by: 'email', emails, control: 'SECOND@acme.com' }),
      );
      expect(fake.seen.every(({ query }) => query.get('email')?.endsWith(',SECOND@acme.com') === true)).toBe(
        true,
      );
      return found.isProven;
    };
    expect(await lookUp([[control], [control]])).toBe(true);
    expect(await lookUp([[control], []])).toBe(false);
  });

  it('refuses addresses that would be taken for two', async () => {
    const fake = answerPages();
    const options = { by: 'email', emails: ['a,b@acme.com'] } as const;
    expect(await fake.fail(fake.client.listUsers(options))).toBeInstanceOf(InternalError);
  });

  it('does not ask for ids that would be taken for two, or for all', async () => {
    const fake = answerPages({ users: [] });
    await fake.run(fake.client.listUsers({ by: 'id', ids: ['', 'kp_1,kp_2', 'kp_3'] }));
    expect(fake.seen.map(({ query }) => query.get('user_id'))).toEqual(['kp_3']);
    await fake.run(fake.client.listUsers({ by: 'id', ids: ['kp_1,kp_2'] }));
    expect(fake.seen).toHaveLength(1);
  });

  it('reads the first page of everyone and reads on only when told to', async () => {
    const fake = answerPages(
      { users: [{ id: 'kp_1', identities: [] }], next_token: 'n' },
      { users: [{ id: 'kp_2', identities: [] }] },
    );
    const { rows, readRemaining } = await fake.run(fake.client.readFirstUsers());
    expect(rows).toHaveLength(1);
    expect(fake.seen).toHaveLength(1);
    if (readRemaining === null) throw new Error('There is a second page.');
    const all = await fake.run(readRemaining());
    expect(all.rows.map(({ userId }) => userId)).toEqual(['kp_1', 'kp_2']);
    expect(all.pages).toBe(2);
    const whole = answerPages({ users: [{ id: 'kp_1', identities: [] }] });
    expect((await whole.run(whole.client.readFirstUsers())).readRemaining).toBeNull();
  });
});

describe('batchFilter', () => {
  it('keeps every value once, at most 100 a text and 3,500 encoded characters', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => !text.includes(','));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 400 }), fc.option(value), (values, control) => {
        const batches = batchFilter(values, control ?? undefined).map((batch) => batch.split(','));
        const kept = batches.flatMap((batch) => (control === null ? batch : batch.slice(0, -1)));
        expect(kept.sort()).toEqual([...new Set(values)].sort());
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(100);
          expect(new URLSearchParams({ email: batch.join(',') }).toString().length).toBeLessThan(3_520);
          if (control !== null) expect(batch.at(-1)).toBe(control);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('gives a value that is too long a text of its own', () => {
    const long = 'x'.repeat(5_000);
    expect(batchFilter([long, 'a', 'y'])).toEqual(['a', long, 'y']);
  });
});
