// Reads what was written once more: only the touched things, each list once.
import { completeOrganizations } from '../kinds/complete-organizations.js';
import { isSetting, organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { LiveMember, LiveOrganization } from '../model/live.js';
import type { Plan } from '../model/plan.js';
import type { Rereading } from '../kinds/kind.js';
import type { ApplyDesk } from './write-desk.js';

/** What to read again: codes of organizations for their fields and for their members, and two settings. */
export interface Touched {
  readonly organizations: readonly string[];
  readonly memberLists: readonly string[];
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
  const memberLists = codesOf(written, 'member', desk);
  if (plan.exactDefaultOrganization !== undefined && desk.createdPeople().size > 0) {
    memberLists.add(plan.exactDefaultOrganization.code);
  }
  return {
    organizations: [...codesOf(written, 'organization', desk)],
    memberLists: [...memberLists],
    passkeys: written.some((change) => isSetting(change, 'passkeys')),
    featureFlags: written.some((change) => isSetting(change, 'featureFlags.')),
  };
}

function codesOf(
  changes: readonly Change[],
  resource: 'member' | 'organization',
  desk: ApplyDesk,
): Set<string> {
  const codes = new Map<string, string>();
  for (const change of changes) {
    if (change.resource !== resource || !('organization' in change)) continue;
    const key = organizationKey(change.organization);
    const code = codes.has(key) ? null : desk.codeOf(change.organization);
    if (code !== null) codes.set(key, code);
  }
  return new Set(codes.values());
}

/** Returns the touched things as they are now. Throws what the client throws. */
export async function rereadTouched(
  touched: Touched,
  client: ReadClient,
  organizationPages: number,
): Promise<Rereading> {
  const [organizations, members, passkeys, flags] = await Promise.all([
    rereadOrganizations(touched.organizations, client, organizationPages),
    Promise.all(touched.memberLists.map(async (code) => [code, await rereadMembers(code, client)] as const)),
    touched.passkeys ? client.getPasskeyPolicy() : null,
    touched.featureFlags ? client.listFeatureFlags() : null,
  ]);
  return {
    organizations: new Map(organizations.map((one) => [one.code, one])),
    members: new Map(members),
    passkeys,
    featureFlags: flags?.rows ?? [],
  };
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

async function rereadMembers(code: string, client: ReadClient): Promise<ReadonlyMap<string, LiveMember>> {
  const { rows } = await client.listMembers(code);
  return new Map(rows.map((member) => [member.userId, member]));
}
