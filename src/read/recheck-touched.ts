// Reads again what a kept plan touches, and only that, before it is applied.
import { completeOrganizations } from '../kinds/complete-organizations.js';
import { showsInRoles } from '../kinds/choose-rereading.js';
import type { Recheck } from '../kinds/kind.js';
import { isSetting } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { ListRead, LiveOrganization } from '../model/live.js';
import { rereadMembers } from './reread-members.js';
import { lookUpIds, resolvePeople } from './resolve-people.js';

/**
 * Returns the touched things as they are now; of a new person's address also the proof that nobody has it. `reads` are
 * those that planning took, none if they are not known. Throws what the client throws: never a part of a list.
 */
export async function recheckTouched(
  changes: readonly Change[],
  client: ReadClient,
  reads: readonly ListRead[] = [],
): Promise<Recheck> {
  const organizations = await readOrganizations(changes, client);
  const byCode = new Map(organizations.map((one) => [one.code, one]));
  const lists = touchedLists(changes, new Map(organizations.map(({ name, code }) => [name, code])));
  const [{ members }, passkeys, flags, people, roles] = await Promise.all([
    rereadMembers(
      lists.filter(({ code }) => byCode.has(code)),
      reads,
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
function touchedLists(
  changes: readonly Change[],
  codeByName: ReadonlyMap<string, string>,
): readonly { readonly code: string; readonly needsRoles: boolean }[] {
  const needsRoles = new Map<string, boolean>();
  for (const change of changes) {
    if (change.resource !== 'member') continue;
    const { code, name } = change.organization;
    const now = code ?? codeByName.get(name);
    if (now === undefined) continue;
    // Whoever is to leave must still hold what the plan has shown.
    const needs = showsInRoles(change) || (change.action === 'remove' && change.roles !== undefined);
    needsRoles.set(now, needs || needsRoles.get(now) === true);
  }
  return [...needsRoles].map(([code, needs]) => ({ code, needsRoles: needs }));
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
