// Compares the choice of lists with every other possible choice.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseReadBack } from '../../../../src/kinds/membership/choose-read-back.js';
import type { ListRead } from '../../../../src/model/live.js';

const pages = fc.option(fc.integer({ min: 1, max: 12 }));
const facts = fc.record({
  needs: fc.array(fc.boolean(), { maxLength: 20 }),
  people: pages,
  roles: pages,
  holders: pages,
});

function toReads(lists: Readonly<Record<string, number | null>>): readonly ListRead[] {
  return Object.entries(lists).flatMap(([list, read]) =>
    read === null ? [] : [{ list, pages: read, complete: true as const }],
  );
}

it('takes the cheapest of: own lists, everyone and own lists for roles, everyone and the holders of roles', () => {
  fc.assert(
    fc.property(facts, ({ needs, people, roles, holders }) => {
      const touched = needs.map((needsRoles, index) => ({ code: `org_${index}`, needsRoles }));
      const chosen = chooseReadBack(touched, toReads({ people, roles, 'role holders': holders }));
      const withRoles = needs.filter(Boolean).length;
      const everyone = people ?? Number.POSITIVE_INFINITY;
      const byRole = roles === null || holders === null ? Number.POSITIVE_INFINITY : roles + holders;
      const ways = [touched.length, everyone + withRoles, everyone + byRole];
      expect(chosen.sharedPages + chosen.ownLists.length).toBe(Math.min(...ways));
      // Every organization whose roles are needed has a list that shows them.
      const shown = new Set(chosen.ownLists.map(({ code }) => code));
      const open = touched.filter(({ code }) => !shown.has(code));
      expect(open.length === 0 || chosen.everyone).toBe(true);
      expect(chosen.roleLists || open.every(({ needsRoles }) => !needsRoles)).toBe(true);
      expect(chosen.everyone || !chosen.roleLists).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it('prefers own lists where both take as many requests', () => {
  const touched = ['org_1', 'org_2'].map((code) => ({ code, needsRoles: false }));
  expect(chooseReadBack(touched, toReads({ people: 2 }))).toMatchObject({ everyone: false });
  expect(chooseReadBack(touched, toReads({ people: 1 }))).toMatchObject({ everyone: true, sharedPages: 1 });
});
