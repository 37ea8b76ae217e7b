// Makes small tenants: a list of members in short form makes the people and the roles that it names.
import type { SandboxSeed, SeedMember, SeedOrganization, SeedUser } from '../src/sandbox/index.js';

/** `jane admin viewer` is `kp_jane` with two roles; in full where Kinde tells more of a membership. */
type Member = string | SeedMember;

export interface Tenant extends Omit<SandboxSeed, 'organizations' | 'roles' | 'users'> {
  readonly organizations: readonly (Omit<SeedOrganization, 'members'> & {
    readonly members?: readonly Member[];
  })[];
  /** People in no list of members, and all of whom more is known than a name. */
  readonly people?: readonly (string | SeedUser)[];
  /** Keys, beside those that members hold. */
  readonly roles?: readonly string[];
  /** Of the address of everybody who is given by name; `acme.example` if absent. */
  readonly domain?: string;
}

type FullSeed = SandboxSeed & Required<Pick<SandboxSeed, 'organizations' | 'roles' | 'users'>>;

/** Returns the seed of a tenant. `jane` has the id `kp_jane` and the address `jane@acme.example`. */
export function makeTenant(tenant: Tenant): FullSeed {
  const { domain = 'acme.example', people = [], roles = [], organizations, ...settings } = tenant;
  const toUser = (name: string): SeedUser => ({ id: `kp_${name}`, emails: [`${name}@${domain}`] });
  const known = people.map((person) => (typeof person === 'string' ? toUser(person) : person));
  const listed = organizations.flatMap(({ members = [] }) => members);
  const names = listed.flatMap((member) => (typeof member === 'string' ? member.split(' ').slice(0, 1) : []));
  const others = unique(names)
    .map(toUser)
    .filter(({ id }) => !known.some((person) => person.id === id));
  const keys = unique([...roles, ...listed.flatMap((member) => toMember(member).roles ?? [])]);
  return {
    ...settings,
    roles: keys.map((key) => ({ key })),
    users: [...known, ...others],
    organizations: organizations.map(({ members = [], ...own }) => ({
      ...own,
      members: members.map(toMember),
    })),
  };
}

function toMember(member: Member): SeedMember {
  if (typeof member !== 'string') return member;
  const [name = '', ...roles] = member.split(' ');
  return { user: `kp_${name}`, roles };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
