// Random tenants and random configurations over them: people with several addresses, in odd capitals or without
// any, in several organizations; lists that are exact or additive; newcomers; leavers; the default organization.
import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { sessionRules } from '../../src/model/desired.js';
import type { SessionRule } from '../../src/model/desired.js';
import type {
  SandboxSeed,
  SeedMember,
  SeedOrganization,
  SeedUser,
  Unknowns,
} from '../../src/sandbox/index.js';
import { drawSome } from './draw-some.js';
import { identify, isProtected } from './goal.js';

export interface SceneMember {
  readonly email?: string;
  readonly id?: string;
  readonly firstName?: string;
  readonly roles?: readonly string[];
}

export type SceneLeaver = string | { readonly id: string };

export interface SceneOrganization {
  readonly default?: true;
  readonly code?: string;
  readonly externalId?: string;
  readonly handle?: string | null;
  readonly name?: string;
  readonly allowRegistrations?: boolean;
  readonly registrationDomains?: readonly string[];
  readonly membership?: 'exact' | 'additive';
  readonly featureFlags?: Readonly<Record<string, boolean | number | null>>;
  readonly properties?: Readonly<Record<string, string>>;
  readonly members?: readonly SceneMember[];
}

export interface SceneEntity {
  readonly key: string;
  readonly name?: string;
  readonly description?: string;
  readonly permissions?: readonly string[];
}

export interface SceneBusiness {
  readonly managedFrom: string;
  readonly permissions?: readonly SceneEntity[];
  readonly roles?: readonly SceneEntity[];
}

export interface SceneConfiguration {
  readonly version: 1;
  readonly business?: SceneBusiness;
  readonly safety?: {
    readonly protect?: readonly string[];
    readonly maxRemovals?: { readonly count?: number; readonly percent?: number };
    readonly endSessions?: SessionRule;
  };
  /** Addresses and ids of people whom no list names. */
  readonly leavers?: readonly SceneLeaver[];
  readonly organizations: readonly SceneOrganization[];
}

export interface FullSeed extends SandboxSeed {
  readonly users: readonly (SeedUser & { readonly id: string; readonly emails: readonly string[] })[];
  readonly organizations: readonly (SeedOrganization & {
    readonly code: string;
    readonly members: readonly SeedMember[];
  })[];
}

export interface Scene {
  readonly seed: FullSeed;
  readonly configuration: SceneConfiguration;
  readonly unknowns: Partial<Unknowns>;
}

export const roleKeys = ['admin', 'owner', 'viewer'] as const;
const permissionKeys = ['read:x', 'write:x', 'pay:x', 'new:x'] as const;
const names = ['ann', 'bo', 'chidi', 'dana', 'emeka', 'fatima', 'gustav', 'hana', 'ivo', 'jolanda'] as const;
const newcomers = ['quentin@new.example', 'rosalind@new.example', 'siobhan@acme.example'] as const;

/** Draws one whole scene. */
export function drawScene(g: GeneratorValue): Scene {
  const seed = drawSeed(g);
  return { seed, configuration: drawConfiguration(g, seed), unknowns: drawUnknowns(g) };
}

/** Draws a tenant whose first organization is the default one. */
export function drawSeed(g: GeneratorValue): FullSeed {
  const users = names.slice(0, g(fc.integer, { min: 1, max: names.length })).map((name) => drawUser(g, name));
  const count = g(fc.integer, { min: 1, max: 4 });
  const organizations = Array.from({ length: count }, (_, index) => drawOrganization(g, index, users));
  return {
    environment: { code: 'production', name: 'Production' },
    featureFlags: { beta: { type: 'bool', value: 'false' }, seats: { type: 'int', value: '10' } },
    properties: [{ key: 'plan' }, { key: 'token', isPrivate: true }],
    permissions: permissionKeys.slice(0, 3).map((key) => ({ id: `permission_${key}`, key, name: key })),
    roles: roleKeys.map((key) => ({
      id: `role_${key}`,
      key,
      permissions: drawSome(g, permissionKeys.slice(0, 3)),
    })),
    users,
    organizations,
  };
}

function drawUser(g: GeneratorValue, name: string): FullSeed['users'][number] {
  const addresses = [`${name}@acme.example`, `${name}.second@corp.example`, `${name}@home.example`];
  const emails = drawSome(g, addresses).map((email) => drawCapitals(g, email));
  return {
    id: `kp_${name}`,
    firstName: name,
    emails,
    sessions: g(fc.integer, { min: 0, max: 2 }),
    phone: emails.length === 0 ? `+61${name.length}${names.indexOf(name as 'ann')}` : null,
  };
}

/** Returns the address with a few letters in capitals. */
function drawCapitals(g: GeneratorValue, email: string): string {
  const mask = g(fc.integer, { min: 0, max: 7 });
  return email
    .split('')
    .map((letter, index) => (((mask >> (index % 3)) & 1) === 1 ? letter.toUpperCase() : letter))
    .join('');
}

function drawOrganization(
  g: GeneratorValue,
  index: number,
  users: FullSeed['users'],
): FullSeed['organizations'][number] {
  const members = drawSome(g, users).map(({ id }) => ({
    user: id,
    roles: drawRoles(g),
  }));
  return {
    code: `org_${index}`,
    name: `Organization ${index}`,
    externalId: g(fc.boolean) ? `ext-${index}` : null,
    handle: g(fc.boolean) ? `handle-${index}` : null,
    isDefault: index === 0,
    allowRegistrations: g(fc.boolean),
    ...(g(fc.boolean) ? { allowedDomains: drawDomains(g) } : {}),
    ...(g(fc.boolean) ? { featureFlags: { seats: '50' }, properties: { plan: 'gold', token: 'k1' } } : {}),
    members,
  };
}

function drawRoles(g: GeneratorValue): readonly string[] {
  return drawSome(g, roleKeys);
}

function drawUnknowns(g: GeneratorValue): Partial<Unknowns> {
  return {
    emailFilterCase: g(fc.constantFrom<Unknowns['emailFilterCase'][]>, 'insensitive', 'sensitive'),
    emailFilterReach: g(fc.constantFrom<Unknowns['emailFilterReach'][]>, 'any-identity', 'preferred'),
    patchRoles: g(fc.constantFrom<Unknowns['patchRoles'][]>, 'replace', 'add'),
    createdUsers: g(fc.constantFrom<Unknowns['createdUsers'][]>, 'given-organization', 'also-default'),
    endOfList: g(fc.constantFrom<Unknowns['endOfList'][]>, 'absent', 'null', 'empty'),
    rolePermissions: g(fc.constantFrom<Unknowns['rolePermissions'][]>, 'add', 'replace'),
    addExistingMember: g(fc.constantFrom<Unknowns['addExistingMember'][]>, 'skipped', 'refused'),
    endedSessions: g(fc.constantFrom<Unknowns['endedSessions'][]>, 'gone', 'listed'),
    noSessions: g(fc.constantFrom<Unknowns['noSessions'][]>, 'accepted', 'not-found'),
    unsetProperties: g(fc.constantFrom<Unknowns['unsetProperties'][]>, 'null', 'absent'),
  };
}

/** Draws a configuration over a tenant. */
export function drawConfiguration(g: GeneratorValue, seed: FullSeed): SceneConfiguration {
  const managed = drawSome(g, seed.organizations);
  const known = managed.map((live) => drawEntry(g, live, seed));
  const fresh = g(fc.boolean) ? [drawNewEntry(g, seed)] : [];
  const protect = g(fc.boolean)
    ? [g(fc.constantFrom<string[]>, '*@home.example', 'BO@acme.example', 'dana.second@corp.example')]
    : [];
  const business = g(fc.boolean) ? { business: drawBusiness(g) } : {};
  const endSessions = g(fc.constantFrom<SessionRule[]>, ...sessionRules);
  const configuration = {
    ...business,
    safety: { protect, endSessions },
    organizations: [...known, ...fresh],
  };
  return { version: 1, ...addLeavers(g, configuration, seed) };
}

type Unversioned = Omit<SceneConfiguration, 'version'>;

/** Returns the configuration with up to two leavers for every other one, none of whom is protected or listed any more. */
function addLeavers(g: GeneratorValue, configuration: Unversioned, seed: FullSeed): Unversioned {
  if (g(fc.boolean)) return configuration;
  const free = seed.users.filter(({ emails }) => !isProtected(emails, configuration));
  const chosen = drawSome(g, free, { maxLength: Math.min(free.length, 2) });
  const unknown = g(
    fc.constantFrom<(readonly SceneLeaver[])[]>,
    [],
    [],
    ['gone@acme.example'],
    [{ id: 'kp_gone' }],
  );
  const known = chosen.flatMap((user) => drawMentions(g, user)).map(({ email, id = '' }) => email ?? { id });
  const ids = new Set(chosen.map(({ id }) => id));
  const organizations = configuration.organizations.map((entry) =>
    entry.members === undefined
      ? entry
      : { ...entry, members: entry.members.filter((member) => !ids.has(identify(member, seed))) },
  );
  return { ...configuration, leavers: [...known, ...unknown], organizations };
}

/** Draws a business with a new role and a new permission beside those that exist, managed from here or elsewhere. */
function drawBusiness(g: GeneratorValue): SceneBusiness {
  const drawEntity = (key: string): SceneEntity => ({
    key,
    name: g(fc.constantFrom<string[]>, key, `Named ${key}`),
    ...(g(fc.boolean) ? { description: `About ${key}` } : {}),
  });
  const drawRole = (key: string): SceneEntity => ({
    ...drawEntity(key),
    ...(g(fc.boolean) ? { permissions: drawSome(g, permissionKeys.slice(0, 3)) } : {}),
  });
  return {
    managedFrom: g(fc.constantFrom<string[]>, 'production', 'production', 'staging'),
    permissions: drawSome(g, permissionKeys).map(drawEntity),
    roles: drawSome(g, [...roleKeys, 'auditor']).map(drawRole),
  };
}

function drawEntry(
  g: GeneratorValue,
  live: FullSeed['organizations'][number],
  seed: FullSeed,
): SceneOrganization {
  const selectors: SceneOrganization[] = [
    { code: live.code, ...(g(fc.boolean) ? { name: `Renamed ${live.code}` } : {}) },
    { name: live.name },
    ...(typeof live.externalId === 'string' ? [{ externalId: live.externalId }] : []),
    ...(typeof live.handle === 'string' ? [{ handle: live.handle, name: live.name }] : []),
    ...(live.isDefault === true ? [{ default: true } as const] : []),
  ];
  const selector = g(fc.constantFrom<SceneOrganization[]>, ...selectors);
  return {
    ...selector,
    ...(g(fc.boolean) ? { allowRegistrations: g(fc.boolean) } : {}),
    ...drawLimit(g),
    ...(!('handle' in selector) && g(fc.integer, { min: 0, max: 3 }) === 0 ? { handle: null } : {}),
    ...drawValues(g),
    ...(g(fc.integer, { min: 0, max: 5 }) > 0 ? drawMembership(g, seed) : {}),
  };
}

function drawNewEntry(g: GeneratorValue, seed: FullSeed): SceneOrganization {
  return {
    externalId: 'fresh',
    name: 'Fresh',
    ...(g(fc.boolean) ? { allowRegistrations: g(fc.boolean) } : {}),
    ...drawLimit(g),
    ...drawValues(g),
    ...(g(fc.boolean) ? drawMembership(g, seed) : {}),
  };
}

function drawDomains(g: GeneratorValue): readonly string[] {
  return drawSome(g, ['acme.example', 'corp.example', 'home.example']);
}

/** Returns the registration domains of one organization, for one entry in three. */
function drawLimit(g: GeneratorValue): Pick<SceneOrganization, 'registrationDomains'> {
  return g(fc.integer, { min: 0, max: 2 }) > 0 ? {} : { registrationDomains: drawDomains(g) };
}

/** Returns values of feature flags and properties of one organization, for one entry in four. */
function drawValues(g: GeneratorValue): Pick<SceneOrganization, 'featureFlags' | 'properties'> {
  if (g(fc.integer, { min: 0, max: 3 }) > 0) return {};
  const flags = { beta: g(fc.boolean), seats: g(fc.constantFrom<(number | null)[]>, null, 10, 25) };
  const plan = g(fc.constantFrom<string[]>, 'gold', 'silver', '25');
  return { featureFlags: flags, properties: { plan, ...(g(fc.boolean) ? { token: 'k2' } : {}) } };
}

function drawMembership(
  g: GeneratorValue,
  seed: FullSeed,
): Required<Pick<SceneOrganization, 'members' | 'membership'>> {
  const known = drawSome(g, seed.users).flatMap((user) => drawMentions(g, user));
  const fresh = drawSome(g, newcomers).map((email) => ({ email: drawCapitals(g, email) }));
  const members = [...known, ...fresh].map((member) => ({
    ...member,
    ...(g(fc.boolean) ? { roles: drawRoles(g) } : {}),
  }));
  return { membership: g(fc.constantFrom<('exact' | 'additive')[]>, 'exact', 'additive'), members };
}

/** A person is listed by id, by one address, or now and then by two. */
function drawMentions(g: GeneratorValue, user: FullSeed['users'][number]): readonly SceneMember[] {
  if (user.emails.length === 0 || g(fc.integer, { min: 0, max: 4 }) === 0) return [{ id: user.id }];
  const wanted = g(fc.integer, { min: 1, max: 5 }) === 5 ? 2 : 1;
  const first = g(fc.nat, { max: user.emails.length - 1 });
  const turned = [...user.emails.slice(first), ...user.emails.slice(0, first)];
  return turned.slice(0, wanted).map((email) => ({ email: drawCapitals(g, email.toLowerCase()) }));
}
