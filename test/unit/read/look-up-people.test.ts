// Tests the people behind addresses that no list shows, and the addresses that count as new without a proof.
import { describe, expect, it } from 'vitest';
import type { ListUsersOptions, FirstPage, ReadClient } from '../../../src/model/client.js';
import { ApiError } from '../../../src/model/errors.js';
import type { LivePerson } from '../../../src/model/live.js';
import { lookUpPeople } from '../../../src/read/look-up-people.js';

const ann = person('kp_ann', ['ann@acme.example', 'ann@home.example']);
const bo = person('kp_bo', ['bo@acme.example']);
const cho = person('kp_cho', ['cho@acme.example', 'cho@home.example']);

function person(userId: string, emails: readonly string[]): LivePerson {
  return {
    userId,
    email: emails[0] ?? null,
    emails: [...emails].sort(),
    fullName: '',
    isSuspended: null,
    roles: null,
    organizations: [],
  };
}

/** A client with the first and the remaining pages of everyone. The options set the results of its filter. */
function openClient(
  first: readonly LivePerson[],
  rest: readonly LivePerson[] | null,
  answer: { found?: readonly LivePerson[]; isProven?: boolean } = {},
) {
  const asked: (ListUsersOptions | 'first page' | 'rest')[] = [];
  const firstPage: FirstPage<LivePerson> = {
    rows: first,
    readRemaining:
      rest === null
        ? null
        : () => {
            asked.push('rest');
            const rows = [...first, ...rest];
            const byKey = new Map(rows.map((row) => [row.userId, row]));
            return Promise.resolve({ rows, byKey, pages: 2 });
          },
  };
  const client: Pick<ReadClient, 'listUsers' | 'readFirstUsers'> = {
    listUsers: (options) => {
      asked.push(options);
      return Promise.resolve({ rows: answer.found ?? [], pages: 1, isProven: answer.isProven ?? false });
    },
    readFirstUsers: () => {
      asked.push('first page');
      return Promise.resolve(firstPage);
    },
  };
  return { asked, firstPage, client: client as ReadClient };
}

const nothing = {
  emails: [],
  ids: [],
  members: new Map(),
  people: [],
  firstPage: null,
  everyone: 'where-cheap' as const,
};
const ids = (people: readonly LivePerson[]): readonly string[] => people.map(({ userId }) => userId).sort();

it('asks nothing when everybody is known', async () => {
  const { client, asked } = openClient([], null);
  await lookUpPeople({ ...nothing, emails: ['ann@home.example'], ids: ['kp_bo'], people: [ann, bo] }, client);
  const members = new Map([
    ['org_1', [{ userId: 'kp_bo', email: 'BO@acme.example', fullName: '', isSuspended: null, roles: null }]],
  ]);
  await lookUpPeople({ ...nothing, emails: ['bo@acme.example'], members }, client);
  expect(asked).toEqual([]);
});

it('needs no filter where everyone fits on the first page', async () => {
  const { client, asked } = openClient([ann, bo], null);
  const { people, reads } = await lookUpPeople({ ...nothing, emails: ['bo@acme.example'] }, client);
  expect([asked, ids(people)]).toEqual([['first page'], ['kp_ann', 'kp_bo']]);
  expect(reads).toMatchObject([{ list: 'people', complete: true }]);
});

it('looks people up by id', async () => {
  const { client, asked } = openClient([], null, { found: [bo] });
  const { people } = await lookUpPeople({ ...nothing, ids: ['kp_bo'] }, client);
  expect([asked, ids(people)]).toEqual([[{ by: 'id', ids: ['kp_bo'] }], ['kp_bo']]);
});

describe('where there are more people than a page holds', () => {
  const emails = ['cho@acme.example', 'new@acme.example'];

  it('sends a second address in other capitals as a control, and believes an answer that holds it', async () => {
    const { client, asked } = openClient([bo, ann], [cho], { found: [ann, cho], isProven: true });
    const { people, reads } = await lookUpPeople({ ...nothing, emails }, client);
    expect(asked).toEqual(['first page', { by: 'email', emails, control: 'aNn@hOmE.ExAmPlE' }]);
    expect(new Set(ids(people))).toEqual(new Set(['kp_ann', 'kp_bo', 'kp_cho']));
    expect(reads).toMatchObject([{ list: 'people by address' }]);
  });

  it('sends an address of an enterprise identity as the control, if it knows one', async () => {
    const dee = {
      ...person('kp_dee', ['dee@acme.example', 'dee@corp.example', 'd@acme.example']),
      connected: ['dee@corp.example'],
    };
    const { client, asked } = openClient([ann, dee], [cho], { found: [dee, cho], isProven: true });
    await lookUpPeople({ ...nothing, emails }, client);
    expect(asked).toEqual(['first page', { by: 'email', emails, control: 'dEe@cOrP.ExAmPlE' }]);
  });

  it('reads everyone when the control is missing from the answer', async () => {
    const { client, asked } = openClient([bo, ann], [cho], { found: [cho] });
    const { people, reads } = await lookUpPeople({ ...nothing, emails }, client);
    expect(asked.at(-1)).toBe('rest');
    expect(ids(people)).toEqual(['kp_ann', 'kp_bo', 'kp_cho']);
    expect(reads.map(({ list }) => list)).toEqual(['people by address', 'people']);
  });

  it('needs no proof when every address was found', async () => {
    const { client, asked } = openClient([bo, ann], [cho], { found: [cho] });
    await lookUpPeople({ ...nothing, emails: ['cho@acme.example'] }, client);
    expect(asked).not.toContain('rest');
  });

  it.each([
    ['nobody has a second address', [bo]],
    [
      'a second address could not be sent as it is',
      [person('kp_x', ['x@a.example', 'a,b@a.example', 'ü@a.example'])],
    ],
    ['people without any address come first', [{ ...person('kp_y', []), email: null }]],
  ])('has no control where %s, and reads everyone', async (_, first) => {
    const { client, asked, firstPage } = openClient(first, [cho]);
    await lookUpPeople({ ...nothing, emails, firstPage }, client);
    expect(asked).toEqual([{ by: 'email', emails }, 'rest']);
  });
});

it('reads everyone before an address with an international domain is taken for new, whatever the filter proves', async () => {
  const { client, asked } = openClient([ann], [bo], { isProven: true });
  await lookUpPeople({ ...nothing, emails: ['ann@xn--bcher-kva.example'] }, client);
  expect(asked.at(-1)).toBe('rest');
});

describe('where the rest of everyone is too long', () => {
  /** Its filter finds no person. A look-up by id finds `members`; the search finds `searched` or is refused. */
  function openCrowd(searched: readonly LivePerson[] | 'refused') {
    const asked: unknown[] = [];
    const readRemaining: NonNullable<FirstPage<LivePerson>['readRemaining']> = (limit?: unknown) => {
      asked.push(limit);
      return Promise.resolve(null) as Promise<never>;
    };
    const client: Pick<ReadClient, 'listUsers' | 'searchUsers'> = {
      listUsers: (options) => {
        asked.push(options);
        const rows = options.by === 'id' ? [ann] : [];
        return Promise.resolve({ rows, pages: 1, isProven: false });
      },
      searchUsers: (text) => {
        asked.push(text);
        if (searched !== 'refused') return Promise.resolve(searched);
        return Promise.reject(new ApiError('api-refused', 'No.', { operation: 'searchUsers', status: 404 }));
      },
    };
    return { asked, client: client as ReadClient, firstPage: { rows: [bo], readRemaining } };
  }

  it('searches for an address and takes it for new without a proof', async () => {
    const { asked, client, firstPage } = openCrowd([cho]);
    const emails = ['cho@home.example', 'new@acme.example'];
    const { people, unproven } = await lookUpPeople({ ...nothing, emails, firstPage }, client);
    expect(asked).toEqual([{ by: 'email', emails }, { mostPages: 2 }, ...emails]);
    expect([[...new Set(ids(people))], unproven]).toEqual([['kp_bo', 'kp_cho'], ['new@acme.example']]);
  });

  it('looks up members who are known by one address only, before it searches', async () => {
    const { asked, client, firstPage } = openCrowd([]);
    const emails = ['ann@home.example'];
    const member = {
      userId: 'kp_ann',
      email: 'ann@acme.example',
      fullName: '',
      isSuspended: null,
      roles: null,
    };
    const members = new Map([['org_1', [member]]]);
    const { unproven } = await lookUpPeople({ ...nothing, emails, firstPage, members }, client);
    expect(asked.slice(2)).toEqual([{ by: 'id', ids: ['kp_ann'] }]);
    expect(unproven).toEqual([]);
  });

  it('searches for no more than five addresses, and reads one page more', async () => {
    const { asked, client, firstPage } = openCrowd([]);
    const emails = Array.from({ length: 6 }, (_, index) => `new${index}@acme.example`);
    const { unproven } = await lookUpPeople({ ...nothing, emails, firstPage }, client);
    expect([asked.slice(1), unproven]).toEqual([[{ mostPages: 1 }], emails]);
  });

  it('takes a refused search for one that finds nobody', async () => {
    const { client, firstPage } = openCrowd('refused');
    const emails = ['new@acme.example'];
    expect(await lookUpPeople({ ...nothing, emails, firstPage }, client)).toMatchObject({
      unproven: emails,
    });
  });

  it('asks for no page of everyone that is known to be a crowd', async () => {
    const { asked, client, firstPage } = openCrowd([]);
    const emails = ['new@acme.example'];
    await lookUpPeople({ ...nothing, emails, firstPage, everyone: 'never' }, client);
    expect(asked).toEqual([{ by: 'email', emails }, ...emails]);
  });
});
