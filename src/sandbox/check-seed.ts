// The checks of a seed beyond its shape: nothing stands twice, and nothing names a missing row. Each problem has the path
// to its place.
import { checkOwnSettings, checkSettings } from './check-seed-settings.js';
import { findTwice, type SeedProblem } from './find-twice.js';
import type { SandboxSeed, SeedOrganization } from './seed.js';

export type { SeedProblem };

function checkUsers({ users = [] }: SandboxSeed): readonly SeedProblem[] {
  const emails = users.flatMap((user, index) =>
    (user.emails ?? []).map((email, place) => ({
      path: ['users', index, 'emails', place],
      name: email.toLowerCase(),
    })),
  );
  const nameless = users.flatMap((user, index) =>
    (user.id ?? user.emails?.[0] ?? user.phone ?? user.username)
      ? []
      : [
          {
            path: ['users', index],
            message: 'A user needs an id, an address, a phone number or a user name.',
          },
        ],
  );
  const byField = (field: 'id' | 'phone' | 'username') =>
    findTwice(
      field,
      users.map((user, index) => ({ path: ['users', index, field], name: user[field] })),
    );
  return [
    ...findTwice('address', emails),
    ...byField('id'),
    ...byField('phone'),
    ...byField('username'),
    ...nameless,
  ];
}

function checkOrganizations({ organizations = [] }: SandboxSeed): readonly SeedProblem[] {
  const byField = (field: 'code' | 'handle') =>
    findTwice(
      field,
      organizations.map((row, index) => ({ path: ['organizations', index, field], name: row[field] })),
    );
  const defaults = organizations.flatMap((row, index) => (row.isDefault ? [index] : []));
  const extra = defaults.slice(1).map((index) => ({
    path: ['organizations', index, 'isDefault'],
    message: 'Only one organization can be the default one.',
  }));
  return [...byField('code'), ...byField('handle'), ...extra];
}

interface Known {
  /** The index of each person in `users`, by id and by address in lower case. */
  readonly people: ReadonlyMap<string, number>;
  readonly roles: ReadonlySet<string>;
  readonly permissions: ReadonlySet<string>;
}

function listKnown({ users = [], roles = [], permissions = [] }: SandboxSeed): Known {
  const people = new Map<string, number>();
  users.forEach((user, index) => {
    if (user.id !== undefined) people.set(user.id, index);
    for (const email of user.emails ?? []) people.set(email.toLowerCase(), index);
  });
  return {
    people,
    roles: new Set(roles.map((role) => role.key)),
    permissions: new Set(permissions.map((permission) => permission.key)),
  };
}

function checkMembers(organization: SeedOrganization, at: number, known: Known): readonly SeedProblem[] {
  const seen = new Set<number>();
  return (organization.members ?? []).flatMap((member, index) => {
    const path = ['organizations', at, 'members', index];
    const person = known.people.get(member.user) ?? known.people.get(member.user.toLowerCase());
    if (person === undefined)
      return [{ path: [...path, 'user'], message: `There is no user ${member.user}.` }];
    const isTwice = seen.has(person);
    seen.add(person);
    const twice = isTwice
      ? [{ path: [...path, 'user'], message: `${member.user} is a member already.` }]
      : [];
    const unknown = (member.roles ?? []).filter((role) => !known.roles.has(role));
    const missing = (member.permissions ?? []).filter((key) => !known.permissions.has(key));
    return [
      ...twice,
      ...unknown.map((role) => ({ path: [...path, 'roles'], message: `There is no role ${role}.` })),
      ...missing.map((key) => ({
        path: [...path, 'permissions'],
        message: `There is no permission ${key}.`,
      })),
    ];
  });
}

/** Returns all problems of a seed of the right shape, in the order of its parts. */
export function checkSeed(seed: SandboxSeed): readonly SeedProblem[] {
  const { roles = [], organizations = [] } = seed;
  const known = listKnown(seed);
  return [
    ...findTwice(
      'role',
      roles.map((role, index) => ({ path: ['roles', index, 'key'], name: role.key })),
    ),
    ...checkSettings(seed),
    ...checkUsers(seed),
    ...checkOrganizations(seed),
    ...organizations.flatMap((organization, index) => [
      ...checkOwnSettings(organization, index, seed),
      ...checkMembers(organization, index, known),
    ]),
  ];
}
