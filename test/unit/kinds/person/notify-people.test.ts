// The notices of a plan about new people who may be existing ones, and about people who can't sign in.
import { expect, it } from 'vitest';
import { diffStates } from '../../../../src/diff/diff-states.js';
import { defaultSafety } from '../../../../src/model/desired.js';
import { matchOrganizations } from '../../../../src/kinds/organization/match-organizations.js';
import type { DesiredMember, DesiredOrganization } from '../../../../src/model/desired.js';
import { noDoubts } from '../../../../src/model/live.js';
import type { LiveMember, LiveOrganization, LivePerson, LiveState } from '../../../../src/model/live.js';

const place = { file: 'kinde.yaml', line: 1, column: 1 };

/** A listed person with names. */
type Listed = Pick<DesiredMember, 'firstName' | 'lastName'> & { readonly email: string };

interface Scene {
  /** The listed members by organization code. The plan creates an organization that Kinde lacks. */
  readonly listed: Readonly<Record<string, readonly (string | Listed)[]>>;
  readonly inKinde: Readonly<Record<string, readonly string[]>>;
  readonly people?: readonly Partial<LivePerson>[];
  readonly membership?: DesiredOrganization['membership'];
  readonly newcomers?: DesiredOrganization['newcomers'];
  readonly externalIds?: Readonly<Record<string, string>>;
  readonly liveIds?: Readonly<Record<string, string>>;
  readonly unselected?: readonly string[];
}

function toPerson(email: string, scene: Scene): LivePerson {
  const given = scene.people?.find((one) => one.email === email) ?? {};
  const organizations = Object.entries(scene.inKinde).flatMap(([code, emails]) =>
    emails.includes(email) ? [code] : [],
  );
  return {
    userId: `kp ${email}`,
    email,
    emails: [email],
    fullName: '',
    roles: null,
    isSuspended: false,
    organizations,
    ...given,
  };
}

function toEntry(code: string, scene: Scene): DesiredOrganization {
  const isThere = code in scene.inKinde;
  const externalId = scene.externalIds?.[code];
  return {
    selector: isThere ? { by: 'code', value: code } : { by: 'name', value: code },
    place,
    name: { value: code, place },
    ...(externalId === undefined ? {} : { externalId: { value: externalId, place } }),
    membership: scene.membership ?? 'exact',
    isMembershipStated: true,
    ...(scene.newcomers === undefined ? {} : { newcomers: scene.newcomers }),
    members: (scene.listed[code] ?? []).map((member) => {
      const given = typeof member === 'string' ? { email: member } : member;
      return { ...given, id: null, place };
    }),
    values: new Map(),
  };
}

function toLive(scene: Scene): LiveState {
  const emails = [...new Set(Object.values(scene.inKinde).flat())];
  const people = new Map(emails.map((email) => toPerson(email, scene)).map((one) => [one.userId, one]));
  const codes = Object.keys(scene.inKinde);
  return {
    environment: { code: 'production', name: 'Production' },
    values: new Map(),
    roles: [],
    reads: [],
    organizations: codes.map((code): LiveOrganization => {
      const externalId = scene.liveIds?.[code] ?? null;
      return {
        code,
        name: code,
        handle: null,
        externalId,
        isDefault: code === 'home',
        allowRegistrations: false,
      };
    }),
    people,
    members: new Map(
      codes.map((code) => [
        code,
        (scene.inKinde[code] ?? []).map((email): LiveMember => toPerson(email, scene)),
      ]),
    ),
    isMadeOfPeople: true,
    doubts: noDoubts,
    unreadOrganizations: 0,
  };
}

function tell(scene: Scene): readonly string[] {
  const desired = {
    environment: { signUp: [], values: new Map() },
    safety: defaultSafety,
    organizations: Object.keys(scene.listed).map((code) => toEntry(code, scene)),
    ...(scene.unselected === undefined
      ? {}
      : { unselected: scene.unselected.map((code) => toEntry(code, scene)) }),
  };
  const live = toLive(scene);
  const matches = matchOrganizations(desired.organizations, live.organizations);
  const { notices, problems } = diffStates(desired, live, matches);
  expect(problems).toEqual([]);
  return notices.map(({ code, email, organization, message }) => {
    const quoted = [...message.matchAll(/\(([a-z]+)\)/g)].map(([, found]) => found);
    return [code, email ?? organization?.name, ...quoted].join(' ');
  });
}

function tellChanged(scene: Scene): readonly string[] {
  return tell(scene).filter((line) => line.startsWith('address-changed'));
}

const others = ['c@acme.example', 'd@acme.example'];

it.each([
  ['the same part before the @', 'jane.roe@old.example', { email: 'jane.roe@new.example' }, {}],
  ['the same part but for dots and a tag', 'jane.roe@old.example', { email: 'janeroe+work@new.example' }, {}],
  [
    'the same names',
    'jroe@old.example',
    { email: 'jane@new.example', firstName: 'Jane', lastName: 'Roe' },
    { fullName: 'JANE  Roe' },
  ],
  [
    'the same names but for accents',
    'jroe@old.example',
    { email: 'jane@new.example', firstName: 'Jané', lastName: 'Röe' },
    { fullName: 'Jane Roe' },
  ],
  ['the same first name and domain', 'jane.roe@acme.example', { email: 'jane.miller@acme.example' }, {}],
])('one who leaves and one who is new may be one person: %s', (_, old, joining, known) => {
  const scene = {
    listed: { acme: [joining, ...others] },
    inKinde: { acme: [old, ...others] },
    people: [{ email: old, ...known }],
  };
  expect(tell(scene)).toEqual([`address-changed ${joining.email}`]);
  // An additive organization loses no member, so the old address stays in it.
  expect(tell({ ...scene, membership: 'additive' })).toEqual([]);
  expect(tellChanged({ ...scene, newcomers: 'invite' })).toEqual([`address-changed ${joining.email}`]);
});

it('one who is invited into two organizations is said once', () => {
  const joining = 'jane.roe@new.example';
  const scene = {
    listed: { acme: [joining, ...others], beta: [joining, ...others] },
    inKinde: { acme: ['jane.roe@old.example', ...others], beta: others },
    newcomers: 'invite',
  } as const;
  expect(tellChanged(scene)).toEqual([`address-changed ${joining}`]);
});

it('finds the one who leaves by any address, and in another organization of the plan', () => {
  const old = 'kp@old.example';
  const scene = {
    listed: { acme: others, beta: ['jane.roe@new.example'] },
    inKinde: { acme: [old, ...others], beta: [] },
    people: [{ email: old, emails: [old, 'jane.roe@private.example'] }],
  };
  expect(tell(scene)).toEqual(['address-changed jane.roe@new.example']);
});

it.each([
  ['nothing in common', 'bob@acme.example', 'jane@acme.example'],
  ['a first name of two people in other domains', 'jane.roe@acme.example', 'jane.miller@globex.example'],
])('one who leaves and one who is new have %s', (_, old, joining) => {
  expect(tell({ listed: { acme: [joining, ...others] }, inKinde: { acme: [old, ...others] } })).toEqual([]);
});

it('names ten who may have changed their address, and counts the others', () => {
  const names = Array.from({ length: 14 }, (_, index) => `person${'abcdefghijklmn'.charAt(index).repeat(3)}`);
  const told = tell({
    listed: { acme: names.map((name) => `${name}@new.example`) },
    inKinde: { acme: names.map((name) => `${name}@old.example`) },
  });
  expect(told).toHaveLength(11);
  expect(new Set(told.map((line) => line.split(' ')[0]))).toEqual(new Set(['address-changed']));
});

it('somebody suspended who is listed, or joins, is said once with the number of organizations', () => {
  const scene = {
    listed: {
      acme: ['gone@acme.example', 'ann@acme.example'],
      beta: ['gone@acme.example', 'asleep@acme.example'],
    },
    inKinde: { acme: ['gone@acme.example', 'ann@acme.example'], beta: [], home: ['asleep@acme.example'] },
    people: ['gone', 'asleep'].map((name) => ({ email: `${name}@acme.example`, isSuspended: true })),
  };
  expect(tell(scene)).toEqual(['suspended-member gone@acme.example', 'suspended-member asleep@acme.example']);
});

const team = ['ann@acme.example', 'bob@acme.example'];

it('a new organization with the people of one that no entry names may be that one', () => {
  const scene = { listed: { incorporated: team }, inKinde: { home: team, acme: team } };
  expect(tell(scene)).toEqual(['renamed-organization incorporated acme']);
  expect(tell({ ...scene, listed: { incorporated: [...team, 'new@acme.example'] } })).toEqual([
    'renamed-organization incorporated acme',
  ]);
});

it.each([
  ['one is not in it', { listed: { next: team }, inKinde: { acme: team.slice(1), beta: team.slice(0, 1) } }],
  ['an entry names it', { listed: { next: team, acme: team }, inKinde: { acme: team } }],
  [
    'an entry that is not selected names it',
    { listed: { next: team }, inKinde: { acme: team }, unselected: ['acme'] },
  ],
  ['it is the default one', { listed: { next: team }, inKinde: { home: team } }],
  ['most are new', { listed: { next: [...team, 'x@n.example', 'y@n.example'] }, inKinde: { acme: team } }],
  ['one person is in several', { listed: { next: team.slice(1) }, inKinde: { acme: team, beta: team } }],
])('a new organization is another one where %s', (_, scene) => {
  expect(tell(scene).filter((line) => line.startsWith('renamed-organization'))).toEqual([]);
});

it('external ids that differ in case only are said at the entry', () => {
  const inKinde = { acme: team, beta: [] };
  const liveIds = { acme: 'globex' };
  expect(tell({ listed: { next: [] }, inKinde, liveIds, externalIds: { next: 'Globex' } })).toEqual([
    'similar-organization next acme',
  ]);
  expect(tell({ listed: { acme: team }, inKinde, liveIds, externalIds: { acme: 'Globex' } })).toEqual([]);
  expect(tell({ listed: { beta: [] }, inKinde, liveIds, externalIds: { beta: 'other' } })).toEqual([]);
  const two = { one: 'Initech', two: 'initech' };
  expect(tell({ listed: { one: [], two: [] }, inKinde, externalIds: two })).toEqual([
    'similar-organization two new',
  ]);
});
