// Tests the cause of a change, `here` or `drifted`. It depends on deeds, not on lines, order or former values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/change.js';
import { markCauses } from '../../../src/plan/mark-causes.js';

const acme = { code: 'org_acme', name: 'Acme' };
const globex = { code: null, name: 'Globex' };
const origin = { source: 'kinde.yaml:1:1' };

const joinWithAnyRoles = {
  ...origin,
  action: 'add',
  resource: 'member',
  organization: acme,
  email: 'jane@acme.example',
  userId: 'kp_1',
} as const satisfies Change;

const samples = {
  create: {
    ...origin,
    action: 'create',
    resource: 'organization',
    organization: globex,
    fields: [{ field: 'name', before: null, after: 'Globex' }],
  },
  rename: {
    ...origin,
    action: 'update',
    resource: 'organization',
    organization: acme,
    fields: [
      { field: 'name', before: 'Acme', after: 'Acme Corp' },
      { field: 'handle', before: null, after: 'acme' },
    ],
  },
  person: { ...origin, action: 'create', resource: 'user', email: 'new@acme.example' },
  join: { ...joinWithAnyRoles, roles: ['admin'] },
  promote: {
    ...origin,
    action: 'update',
    resource: 'member',
    organization: acme,
    email: 'lee@acme.example',
    userId: 'kp_2',
    fields: [{ field: 'roles', before: [], after: ['admin'] }],
  },
  leave: {
    ...origin,
    action: 'remove',
    resource: 'member',
    organization: acme,
    email: 'old@acme.example',
    userId: 'kp_3',
  },
  flag: {
    ...origin,
    action: 'update',
    resource: 'environment',
    fields: [{ field: 'featureFlags.seats', before: 1, after: 2 }],
  },
  byHand: {
    ...origin,
    action: 'manual',
    resource: 'environment',
    field: 'signUp.allowSelfSignUp',
    after: false,
    where: 'Settings',
  },
} as const satisfies Readonly<Record<string, Change>>;

const all: readonly Change[] = Object.values(samples);

function causeOf(change: Change, base: readonly Change[]): string | undefined {
  return markCauses([change], base)[0]?.cause;
}

describe('a change', () => {
  it.each(Object.entries(samples))('that the base needs too had drifted: %s', (_, change: Change) => {
    expect(causeOf(change, [change])).toBe('drifted');
    expect(
      causeOf(
        change,
        all.filter((other) => other !== change),
      ),
    ).toBe('here');
  });

  it.each<readonly [string, Change, Change]>([
    ['another role', samples.join, { ...samples.join, roles: ['viewer'] }],
    ['unmanaged roles instead of some', samples.join, joinWithAnyRoles],
    ['no roles instead of unmanaged ones', { ...samples.join, roles: [] }, joinWithAnyRoles],
    ['another person', samples.leave, { ...samples.leave, userId: 'kp_9' }],
    [
      'another organization',
      samples.leave,
      { ...samples.leave, organization: { code: 'org_2', name: 'Acme' } },
    ],
    ['the opposite', { ...samples.join, roles: [] }, { ...samples.leave, userId: 'kp_1' }],
    [
      'another goal of the same roles',
      samples.promote,
      { ...samples.promote, fields: [{ field: 'roles', before: [], after: [] }] },
    ],
    [
      'text instead of a number',
      samples.flag,
      { ...samples.flag, fields: [{ field: 'featureFlags.seats', before: 1, after: '2' }] },
    ],
    ['a switch the other way', samples.byHand, { ...samples.byHand, after: true }],
    ['a person of another name', { ...samples.person, firstName: 'Nia' }, samples.person],
    [
      'a new organization of another name',
      samples.create,
      { ...samples.create, organization: { code: null, name: 'Globex 2' } },
    ],
  ])('is caused here if the base needs %s', (_, change, other) => {
    expect(causeOf(change, [other])).toBe('here');
  });

  it('had drifted whatever line it comes from, whatever was there before and however the person is written', () => {
    const elsewhere: Change = {
      ...samples.promote,
      source: 'old/kinde.yaml:99:3',
      email: 'LEE@other.example',
      organization: { ...acme, name: 'Old name' },
      fields: [{ field: 'roles', before: ['viewer'], after: ['admin'] }],
    };
    expect(causeOf(samples.promote, [elsewhere])).toBe('drifted');
    const known: Change = { ...samples.leave, roles: ['admin'], losesAllAccess: true };
    expect(causeOf(samples.leave, [known])).toBe('drifted');
  });

  it('of several fields had drifted only if every one had, in however many changes of the base', () => {
    const [name, handle] = samples.rename.fields;
    const halves: readonly Change[] = [
      { ...samples.rename, fields: [handle] },
      { ...samples.rename, fields: [name] },
    ];
    expect(causeOf(samples.rename, halves)).toBe('drifted');
    expect(causeOf(samples.rename, halves.slice(1))).toBe('here');
    const wider: Change = {
      ...samples.rename,
      fields: [...samples.rename.fields, { field: 'allowRegistrations', before: true, after: false }],
    };
    expect(causeOf(samples.rename, [wider])).toBe('drifted');
    expect(causeOf(wider, [samples.rename])).toBe('here');
  });

  it('of a person without an id is known by the address, without regard to case', () => {
    const join: Change = { ...samples.join, userId: null };
    expect(causeOf(join, [{ ...join, email: 'JANE@acme.example' }])).toBe('drifted');
    expect(causeOf(join, [samples.join])).toBe('here');
  });
});

describe('marking', () => {
  const changes = fc.array(fc.constantFrom(...all), { maxLength: 12 });

  it('is total, keeps the order and adds nothing but the cause', () => {
    fc.assert(
      fc.property(changes, changes, (head, base) => {
        const marked = markCauses(head, base);
        expect(marked.map(({ cause, ...rest }) => ({ rest, isMarked: cause !== undefined }))).toEqual(
          head.map((rest) => ({ rest, isMarked: true })),
        );
      }),
    );
  });

  it('against itself finds only drift, and against nothing only what is caused here', () => {
    fc.assert(
      fc.property(changes, (head) => {
        expect(markCauses(head, head).every(({ cause }) => cause === 'drifted')).toBe(true);
        expect(markCauses(head, []).every(({ cause }) => cause === 'here')).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the base, and more in the base never makes less drift', () => {
    fc.assert(
      fc.property(changes, changes, changes, (head, base, more) => {
        const marked = markCauses(head, base);
        expect(markCauses(head, [...base].reverse())).toEqual(marked);
        const wider = markCauses(head, [...base, ...more]);
        expect(
          marked.every(({ cause }, index) => cause === 'here' || wider[index]?.cause === 'drifted'),
        ).toBe(true);
      }),
    );
  });
});
