// A small tenant, a configuration whose apply needs every kind of write, and what must be true in the end.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxSnapshot, Unknowns } from '../../src/sandbox/index.js';
import { makeTenant } from '../tenant.js';

export const seed = makeTenant({
  environment: { code: 'production', name: 'Production' },
  passkeys: 'off',
  featureFlags: { new_checkout: { type: 'bool', value: 'false' } },
  roles: ['admin', 'viewer'],
  domain: 'corp.example',
  people: [
    ...[
      'hal',
      'ivy',
      'kim',
      'ann',
      'bo',
      'cy',
      'dee',
      'ed',
      'fay',
      'gus',
      'gil',
      'old1',
      'old2',
      'past',
      'founder',
      'mo',
      'sam',
      'tia',
    ],
    { id: 'kp_lee', emails: ['lee@corp.example', 'lee.liu@mail.example'] },
    { id: 'kp_dock', phone: '+61400555010' },
  ],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true, members: ['hal admin', 'ivy viewer', 'past viewer'] },
    {
      code: 'org_alpha',
      name: 'Alpha Old',
      allowRegistrations: true,
      members: ['ann admin', 'bo viewer', 'cy viewer', 'old1 viewer', 'old2', 'founder admin', 'dock viewer'],
    },
    { code: 'org_beta', name: 'Beta', externalId: 'beta', members: ['ed viewer', 'fay'] },
    { code: 'org_gamma', name: 'Gamma', members: ['gil admin', 'ann viewer'] },
    { code: 'org_omega', name: 'Omega', members: ['ann owner', 'bo', 'mo', 'sam billing'] },
  ],
});

const configuration = `version: 1
environment:
  code: production
  passkeys: optional
  featureFlags: { new_checkout: true }
safety:
  protect: [founder@corp.example]
  keepHolder: [owner]
organizations:
  - default: true
    members:
      - { email: hal@corp.example, roles: [admin] }
      - { email: ivy@corp.example, roles: [viewer] }
      - kim@corp.example
      - mo@corp.example
  - code: org_alpha
    name: Alpha
    allowRegistrations: false
    members:
      - { email: ann@corp.example, roles: [admin] }
      - { email: bo@corp.example, roles: [admin] }
      - { email: cy@corp.example, roles: [viewer] }
      - { email: dee@corp.example, roles: [viewer] }
      - { email: lee.liu@mail.example, roles: [viewer] }
      - { email: new1@fresh.example, firstName: New, lastName: One, roles: [viewer] }
  - externalId: beta
    allowRegistrations: true
    membership: additive
    members:
      - { email: ed@corp.example, roles: [admin] }
      - { email: gus@corp.example, roles: [viewer] }
      - new1@fresh.example
  - code: org_omega
    members:
      - { email: ann@corp.example, roles: [] }
      - { email: bo@corp.example, roles: [owner] }
      - { email: tia@corp.example, roles: [billing] }
  - externalId: delta
    name: Delta
    allowRegistrations: true
    membership: additive
    members:
      - { email: second@fresh.example, roles: [admin] }
      - { email: kim@corp.example, roles: [viewer] }
`;

/** Writes the configuration into a folder of its own and returns its path. */
export function writeConfiguration(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-faults-'));
  writeFileSync(join(folder, 'kinde.yaml'), configuration);
  return folder;
}

/** What the three seeds of a cell make different: everything that is not known of Kinde. */
export const variants: readonly Partial<Unknowns>[] = [
  { patchRoles: 'add' },
  { patchRoles: 'add', createdUsers: 'also-default', addExistingMember: 'refused', endOfList: 'null' },
  { patchRoles: 'add', emailFilterCase: 'sensitive', emailFilterReach: 'preferred', endOfList: 'empty' },
];

/** The goal: who is in, by organization name and first address, and their roles; null where they do not matter. */
const goal: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>> = {
  Home: {
    'hal@corp.example': ['admin'],
    'ivy@corp.example': ['viewer'],
    'kim@corp.example': null,
    'mo@corp.example': null,
  },
  Alpha: {
    'ann@corp.example': ['admin'],
    'bo@corp.example': ['admin'],
    'cy@corp.example': ['viewer'],
    'dee@corp.example': ['viewer'],
    'lee@corp.example': ['viewer'],
    'new1@fresh.example': ['viewer'],
  },
  Beta: { 'ed@corp.example': ['admin'], 'gus@corp.example': ['viewer'], 'new1@fresh.example': null },
  Omega: { 'ann@corp.example': [], 'bo@corp.example': ['owner'], 'tia@corp.example': ['billing'] },
  Delta: { 'second@fresh.example': ['admin'], 'kim@corp.example': ['viewer'] },
};

/** Organizations where nobody else may be left, and who stays there all the same. */
const exact: Readonly<Record<string, readonly string[]>> = {
  Home: [],
  Alpha: ['founder@corp.example', 'kp_dock'],
  Omega: [],
};

/** Whom the configuration takes out, by organization code and user id. */
export const leavers: ReadonlySet<string> = new Set([
  'org_home kp_past',
  'org_alpha kp_old1',
  'org_alpha kp_old2',
  'org_omega kp_mo',
  'org_omega kp_sam',
]);

/** Who moves, by user id, and between which organizations. */
export const movers: ReadonlyMap<string, readonly string[]> = new Map([['kp_mo', ['org_omega', 'org_home']]]);

/** Roles that are handed over, by organization code: the former holder gives one up, and takes the other along. */
export const handedOver: ReadonlyMap<string, readonly string[]> = new Map([
  ['org_omega', ['owner', 'billing']],
]);

/** Returns how people are told apart: by their first address, whatever its letters, or by id. */
export function nameOf(snapshot: SandboxSnapshot, userId: string): string {
  const emails = snapshot.users.find(({ id }) => id === userId)?.emails ?? [];
  const address = emails.includes('lee.liu@mail.example') ? 'lee@corp.example' : emails[0];
  return address?.toLowerCase() ?? userId;
}

/** Returns what is still missing from the goal, in words; empty when it is reached. */
export function findMissing(snapshot: SandboxSnapshot): readonly string[] {
  const missing: string[] = [];
  if (snapshot.passkeys !== 'optional') missing.push('passkeys');
  if (snapshot.featureFlags['new_checkout']?.value !== 'true') missing.push('flag');
  for (const [name, wanted] of Object.entries(goal)) {
    const [organization, ...others] = snapshot.organizations.filter((one) => one.name === name);
    if (organization === undefined || others.length > 0) {
      missing.push(`${others.length + (organization === undefined ? 0 : 1)} organizations named ${name}`);
      continue;
    }
    if (organization.allowRegistrations !== (name === 'Beta' || name === 'Delta'))
      missing.push(`door of ${name}`);
    const members = new Map(organization.members.map((one) => [nameOf(snapshot, one.user), one.roles]));
    for (const [person, roles] of Object.entries(wanted)) {
      const held = members.get(person);
      if (held === undefined) missing.push(`${person} in ${name}`);
      else if (roles !== null && held.join() !== roles.join()) missing.push(`roles of ${person} in ${name}`);
    }
    for (const person of members.keys()) {
      const belongs = person in wanted || exact[name]?.includes(person) !== false;
      if (!belongs) missing.push(`${person} is left in ${name}`);
    }
  }
  return missing;
}

/** Whose additions an organization waits for before anybody is taken out, and before it opens. */
export function wantedIn(name: string): readonly string[] {
  return Object.keys(goal[name] ?? {});
}
