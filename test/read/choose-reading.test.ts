// Which lists are read, as arithmetic: no client and no network.
import { describe, expect, it } from 'vitest';
import { chooseReading, type ManagedOrganization, type ReadingFacts } from '../../src/read/choose-reading.js';

interface Facts {
  readonly organizations: number;
  readonly members: number;
  readonly withRoles?: number;
  /** How many of the first 500 people are in a managed organization; null if there is no second page. */
  readonly managed: number | null;
}

function factsOf({ organizations, members, withRoles = 0, managed }: Facts): ReadingFacts {
  const rows = Array.from({ length: organizations }, (_, index): ManagedOrganization => {
    return { code: `org_${index}`, listed: members, needsRoles: index < withRoles };
  });
  return {
    organizations: rows,
    listedPeople: organizations * members,
    roleCount: withRoles > 0 ? 2 : 0,
    sample: { size: 500, managed: managed ?? 500, hasMore: managed !== null },
  };
}

describe('the choice of reading', () => {
  it('lists everyone where that takes fewer pages than the organizations have lists', () => {
    const reading = chooseReading(factsOf({ organizations: 1_000, members: 10, managed: 480 }));
    expect(reading).toMatchObject({ everyone: true, memberLists: [], roleLists: false });
  });

  it('lists members where most people in the environment are in no managed organization', () => {
    const reading = chooseReading(factsOf({ organizations: 300, members: 10, managed: 7 }));
    expect(reading.everyone).toBe(false);
    expect(reading.memberLists).toHaveLength(300);
  });

  it('lists members where the first page shows nobody of a managed organization', () => {
    expect(chooseReading(factsOf({ organizations: 9, members: 10, managed: 0 })).everyone).toBe(false);
  });

  it('lists everyone where member lists would be cheaper only until the joining are looked up', () => {
    const reading = chooseReading(factsOf({ organizations: 1, members: 20_000, managed: 476 }));
    expect(reading).toMatchObject({ everyone: true, memberLists: [] });
  });

  it('lists members where listing everyone costs more than looking up who joins', () => {
    const reading = chooseReading(factsOf({ organizations: 1, members: 20_000, managed: 420 }));
    expect(reading).toMatchObject({ everyone: false, memberLists: ['org_0'] });
  });

  it('takes roles from the holders of each role where that is cheaper than member lists', () => {
    const reading = chooseReading(factsOf({ organizations: 100, members: 5, withRoles: 50, managed: null }));
    expect(reading).toMatchObject({ everyone: true, memberLists: [], roleLists: true });
  });

  it('takes roles from the member lists of the few organizations that manage any', () => {
    const reading = chooseReading(factsOf({ organizations: 100, members: 5, withRoles: 1, managed: null }));
    expect(reading).toMatchObject({ everyone: true, memberLists: ['org_0'], roleLists: false });
  });
});
