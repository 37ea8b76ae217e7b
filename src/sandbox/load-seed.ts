// A seed becomes a tenant. Rows without an id get one, and one organization becomes the default.
import { UsageError } from '../model/errors.js';
import { checkSeed } from './check-seed.js';
import type { SandboxSeed, SeedOrganization, SeedUser } from './seed.js';
import {
  makeConnection,
  makeFeatureFlag,
  makeOrganization,
  makePermission,
  makeProperty,
  makeRole,
} from './state/from-seed.js';
import { mintOrganizationCode, mintUserId } from './state/mint-id.js';
import type { SignedIn } from './state/rows.js';
import { Tenant } from './state/tenant.js';

const dayInMs = 86_400_000;

/** Returns a time in ISO 8601; `12 days ago` counts back from `now`, which is in ISO 8601, too. */
function readSeedTime(written: string, now: string): string {
  const ago = /^(\d+) days? ago$/.exec(written)?.[1];
  return new Date(ago === undefined ? written : Date.parse(now) - Number(ago) * dayInMs).toISOString();
}

/** Returns the time, null if the seed says null, and `absent` if it says nothing. */
function readSeedTimeOr<Absent>(
  written: string | null | undefined,
  now: string,
  absent: Absent,
): string | null | Absent {
  if (written === undefined) return absent;
  return written === null ? null : readSeedTime(written, now);
}

function loadSettings(tenant: Tenant, seed: SandboxSeed): void {
  if (seed.environment) tenant.environment = { ...seed.environment };
  tenant.passkeys = seed.passkeys ?? 'off';
  for (const [key, value] of Object.entries(seed.featureFlags ?? {}))
    tenant.featureFlags.set(key, makeFeatureFlag(value));
  for (const row of seed.permissions ?? []) tenant.permissions.put(row.key, makePermission(row));
  for (const row of seed.roles ?? []) tenant.roles.put(row.key, makeRole(row));
  for (const row of seed.properties ?? []) tenant.properties.put(row.key, makeProperty(row));
  for (const row of seed.connections ?? []) tenant.connections.put(row.name, makeConnection(row));
}

function readSignedIn({ lastSignedIn, signIns, lastSignIns = {} }: SeedUser, now: string): SignedIn {
  const last = readSeedTimeOr(lastSignedIn, now, null);
  return {
    last,
    count: signIns === undefined ? Number(last !== null) : signIns,
    lastByOrganization: new Map(
      Object.entries(lastSignIns).map(([code, time]) => [code, readSeedTime(time, now)]),
    ),
  };
}

function loadUser(tenant: Tenant, user: SeedUser, now: string): void {
  const { emails = [], firstName = null, lastName = null, phone = null, username = null } = user;
  const source = emails[0]?.toLowerCase() ?? phone ?? username ?? '';
  tenant.putUser({
    id: user.id ?? mintUserId(source, (id) => tenant.users.has(id)),
    firstName,
    lastName,
    emails,
    phone,
    username,
    isSuspended: user.isSuspended ?? false,
    sessions: user.sessions ?? 0,
    providedId: null,
    createdOn: readSeedTimeOr(user.createdOn, now, now),
    signedIn: readSignedIn(user, now),
  });
}

interface OrganizationSeed {
  readonly row: SeedOrganization;
  readonly isDefault: boolean;
}

function loadOrganization(tenant: Tenant, { row, isDefault }: OrganizationSeed, now: string): void {
  const source = row.externalId ?? row.handle ?? row.name;
  const code = row.code ?? mintOrganizationCode(source, (id) => tenant.organizations.has(id));
  const organization = makeOrganization({ ...row, isDefault }, { code, createdOn: now });
  tenant.organizations.put(code, organization);
  for (const { user, roles = [], permissions = [], isSuspended = false, ...times } of row.members ?? []) {
    const userId = tenant.users.has(user) ? user : tenant.findOwner('email', user)?.id;
    if (userId === undefined) continue;
    const joinedOn = readSeedTimeOr(times.joinedOn, now, now);
    const lastAccessedOn = readSeedTimeOr(times.lastAccessedOn, now, null);
    const keys = { roles: [...new Set(roles)], permissions: [...new Set(permissions)] };
    const member = { userId, ...keys, isSuspended, joinedOn, lastAccessedOn };
    tenant.putMember(organization, member);
  }
}

function refuseWrong(seed: SandboxSeed): void {
  const [problem] = checkSeed(seed);
  if (problem)
    throw new UsageError(
      'invalid-seed',
      `The seed is wrong at /${problem.path.join('/')}: ${problem.message}`,
    );
}

const nothingSeeded: readonly SeedOrganization[] = [{ name: 'Default Organization' }];

/** Returns a tenant with the seed's content. Throws `UsageError` (`invalid-seed`) for a seed that contradicts itself. */
export function loadSeed(seed: SandboxSeed, now: string): Tenant {
  refuseWrong(seed);
  const tenant = new Tenant();
  loadSettings(tenant, seed);
  for (const user of seed.users ?? []) loadUser(tenant, user, now);
  const rows = seed.organizations?.length ? seed.organizations : nothingSeeded;
  const given = rows.findIndex((row) => row.isDefault);
  rows.forEach((row, index) => {
    loadOrganization(tenant, { row, isDefault: index === Math.max(given, 0) }, now);
  });
  return tenant;
}
