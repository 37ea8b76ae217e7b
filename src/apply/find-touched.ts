// What was written and is therefore read once more: only the touched things, each list once.
import { completeOrganizations } from '../kinds/complete-organizations.js';
import { isSetting, organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { LiveOrganization } from '../model/live.js';
import type { Plan } from '../model/plan.js';
import { showsInRoles } from '../kinds/choose-rereading.js';
import type { TouchedList } from '../kinds/choose-rereading.js';
import type { Rereading } from '../kinds/kind.js';
import type { ApplyDesk } from './write-desk.js';

export interface TouchedMembers extends TouchedList {
  readonly code: string;
}

/** What to read again: codes of organizations for their fields and for their members, and two settings. */
export interface Touched {
  readonly organizations: readonly string[];
  readonly memberLists: readonly TouchedMembers[];
  readonly passkeys: boolean;
  readonly featureFlags: boolean;
}

/**
 * Returns whether reading back can tell how a change ended: it was applied, or nobody knows. A person is not read
 * by address again, so one whose creation is unclear stays so.
 */
export function isInQuestion(change: Change, desk: Pick<ApplyDesk, 'outcomeOf'>): boolean {
  const outcome = desk.outcomeOf(change);
  if (outcome?.result === 'applied') return true;
  return outcome?.error.code === 'unclear-outcome' && change.resource !== 'user';
}

/** Returns what the changes that may have been written have touched, and the default organization if it may have been. */
export function findTouched(plan: Plan, desk: ApplyDesk): Touched {
  const written = plan.changes.filter((change) => isInQuestion(change, desk));
  return {
    organizations: codesOf(written, 'organization', desk),
    memberLists: findMemberLists(plan, written, desk),
    passkeys: written.some((change) => isSetting(change, 'passkeys')),
    featureFlags: written.some((change) => isSetting(change, 'featureFlags.')),
  };
}

function findMemberLists(plan: Plan, written: readonly Change[], desk: ApplyDesk): readonly TouchedMembers[] {
  const codes = new Set(codesOf(written, 'member', desk));
  if (plan.exactDefaultOrganization !== undefined && desk.createdPeople().size > 0) {
    codes.add(plan.exactDefaultOrganization.code);
  }
  const withRoles = new Set(
    codesOf(
      written.filter((change) => change.resource === 'member' && showsInRoles(change)),
      'member',
      desk,
    ),
  );
  return [...codes].map((code) => ({ code, needsRoles: withRoles.has(code) }));
}

function codesOf(
  changes: readonly Change[],
  resource: 'member' | 'organization',
  desk: ApplyDesk,
): readonly string[] {
  const codes = new Map<string, string>();
  for (const change of changes) {
    if (change.resource !== resource || !('organization' in change)) continue;
    const key = organizationKey(change.organization);
    const code = codes.has(key) ? null : desk.codeOf(change.organization);
    if (code !== null) codes.set(key, code);
  }
  return [...new Set(codes.values())];
}

/** Returns the touched organizations and settings as they are now. Throws what the client throws. */
export async function rereadSettings(
  touched: Touched,
  client: ReadClient,
  organizationPages: number,
): Promise<Omit<Rereading, 'members'>> {
  const [organizations, passkeys, flags] = await Promise.all([
    rereadOrganizations(touched.organizations, client, organizationPages),
    touched.passkeys ? client.getPasskeyPolicy() : null,
    touched.featureFlags ? client.listFeatureFlags() : null,
  ]);
  return {
    organizations: new Map(organizations.map((one) => [one.code, one])),
    passkeys,
    featureFlags: flags?.rows ?? [],
  };
}

/** Returns the members of organizations by code and user id, read from the own list of each. */
export async function readOwnLists(
  codes: readonly string[],
  client: Pick<ReadClient, 'listMembers'>,
): Promise<Rereading['members']> {
  const lists = await Promise.all(codes.map(async (code) => [code, await client.listMembers(code)] as const));
  return new Map(lists.map(([code, { rows }]) => [code, new Map(rows.map((one) => [one.userId, one]))]));
}

/** One by one while that takes fewer requests than the whole list. */
async function rereadOrganizations(
  codes: readonly string[],
  client: ReadClient,
  organizationPages: number,
): Promise<readonly LiveOrganization[]> {
  if (codes.length < organizationPages) {
    return Promise.all(codes.map((code) => client.getOrganization(code)));
  }
  if (codes.length === 0) return [];
  const { rows } = await client.listOrganizations();
  return completeOrganizations(rows, new Set(codes), client);
}
