// Reads again what a kept plan touches, and only that, before it is applied.
import { completeOrganizations } from '../kinds/complete-organizations.js';
import type { Recheck } from '../kinds/kind.js';
import { isSetting } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { LiveMember, LiveOrganization } from '../model/live.js';
import { lookUpIds, resolvePeople } from './resolve-people.js';

/**
 * Returns the touched things as they are now; of a new person's address also the proof that nobody has it.
 * Throws what the client throws: never a part of a list.
 */
export async function recheckTouched(changes: readonly Change[], client: ReadClient): Promise<Recheck> {
  const organizations = await readOrganizations(changes, client);
  const byCode = new Map(organizations.map((one) => [one.code, one]));
  const codes = touchedCodes(changes, new Map(organizations.map(({ name, code }) => [name, code])));
  const [members, passkeys, flags, people, roles] = await Promise.all([
    readMembers(
      codes.filter((code) => byCode.has(code)),
      client,
    ),
    changes.some((change) => isSetting(change, 'passkeys')) ? client.getPasskeyPolicy() : null,
    changes.some((change) => isSetting(change, 'featureFlags.')) ? client.listFeatureFlags() : null,
    readPeople(changes, client),
    changes.some(givesRoles) ? client.listRoles() : null,
  ]);
  return {
    organizations: byCode,
    members,
    passkeys,
    featureFlags: flags?.rows ?? [],
    people,
    roles: roles === null ? null : new Set(roles.rows.map(({ key }) => key)),
  };
}

async function readOrganizations(
  changes: readonly Change[],
  client: ReadClient,
): Promise<readonly LiveOrganization[]> {
  if (!changes.some((change) => 'organization' in change)) return [];
  const { rows } = await client.listOrganizations();
  return completeOrganizations(rows, new Set(changes.flatMap(findDoor)), client);
}

function findDoor(change: Change): readonly string[] {
  if (change.resource !== 'organization' || change.organization.code === null) return [];
  return change.fields.some(({ field }) => field === 'allowRegistrations') ? [change.organization.code] : [];
}

function givesRoles(change: Change): boolean {
  if (change.resource !== 'member' || change.action === 'remove') return false;
  return (change.action === 'add' ? (change.roles ?? []) : change.fields[0].after).length > 0;
}

/** Somebody may have created an organization of the plan's by hand: then its members count, too. */
function touchedCodes(
  changes: readonly Change[],
  codeByName: ReadonlyMap<string, string>,
): readonly string[] {
  const codes = new Set<string>();
  for (const change of changes) {
    if (change.resource !== 'member') continue;
    const { code, name } = change.organization;
    const now = code ?? codeByName.get(name);
    if (now !== undefined) codes.add(now);
  }
  return [...codes];
}

async function readMembers(
  codes: readonly string[],
  client: ReadClient,
): Promise<ReadonlyMap<string, ReadonlyMap<string, LiveMember>>> {
  const lists = await Promise.all(codes.map(async (code) => [code, await client.listMembers(code)] as const));
  return new Map(lists.map(([code, { rows }]) => [code, new Map(rows.map((one) => [one.userId, one]))]));
}

async function readPeople(changes: readonly Change[], client: ReadClient): Promise<Recheck['people']> {
  const emails = changes.flatMap((change) => (change.resource === 'user' ? [change.email] : []));
  const ids = changes.flatMap((change) =>
    change.resource === 'member' && change.action !== 'remove' && change.userId !== null
      ? [change.userId]
      : [],
  );
  const nothing = { members: new Map(), people: [], peek: null };
  const [named, added] = await Promise.all([
    resolvePeople({ ...nothing, emails, ids: [] }, client),
    ids.length === 0 ? { people: [] } : lookUpIds([...new Set(ids)].sort(), client),
  ]);
  return new Map([...named.people, ...added.people].map((one) => [one.userId, one]));
}
