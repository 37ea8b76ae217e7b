// Puts right what Kinde may do differently from what was asked, as the reading back shows it: roles that a bulk
// call only added to instead of replacing, and new people who also landed in the default organization.
import type { AddMember, UpdateMember } from '../model/change.js';
import { UnclearError } from '../model/errors.js';
import type { Plan } from '../model/plan.js';
import type { LiveRole } from '../model/live.js';
import type { Rereading } from '../kinds/kind.js';
import { splitIntoBatches } from '../kinds/member-batches.js';
import { toOutcome } from '../kinds/outcomes.js';
import type { ApplyDesk } from './write-desk.js';

/** Returns the codes of the organizations in which something was put right, so that they are read once more. */
export async function settleDifferences(
  plan: Plan,
  found: Rereading,
  desk: ApplyDesk,
): Promise<readonly string[]> {
  const [withRoles, withStrays] = await Promise.all([
    takeLeftoverRoles(plan, found, desk),
    takeOutStrays(plan, found, desk),
  ]);
  return [...new Set([...withRoles, ...withStrays])];
}

/** Returns the codes of the organizations in which something would be put right. */
export function findUnsettled(plan: Plan, found: Rereading, desk: ApplyDesk): readonly string[] {
  const leftovers = plan.changes.flatMap((change) => findLeftover(change, found, desk));
  const home = findStrays(plan, found, desk).length === 0 ? undefined : plan.exactDefaultOrganization;
  return [...leftovers, ...(home === undefined ? [] : [home])].map(({ code }) => code);
}

interface Leftover {
  readonly change: AddMember | UpdateMember;
  readonly code: string;
  readonly userId: string;
  readonly keys: readonly string[];
}

async function takeLeftoverRoles(plan: Plan, found: Rereading, desk: ApplyDesk): Promise<readonly string[]> {
  const leftovers = plan.changes.flatMap((change) => findLeftover(change, found, desk));
  if (leftovers.length === 0) return [];
  const { rows: roles } = await desk.client.listRoles();
  await Promise.all(leftovers.map((leftover) => takeRoles(leftover, roles, desk)));
  return leftovers.map(({ code }) => code);
}

function findLeftover(
  change: Plan['changes'][number],
  found: Rereading,
  desk: ApplyDesk,
): readonly Leftover[] {
  if (change.resource !== 'member' || change.action === 'remove') return [];
  if (desk.outcomeOf(change)?.result !== 'applied') return [];
  const wanted = change.action === 'add' ? change.roles : change.fields[0].after;
  const code = desk.codeOf(change.organization);
  const userId = change.action === 'add' ? desk.userIdOf(change) : change.userId;
  if (wanted === undefined || code === null || userId === null) return [];
  const held = found.members.get(code)?.get(userId)?.roles ?? [];
  const keys = held.filter((key) => !wanted.includes(key));
  return keys.length === 0 ? [] : [{ change, code, userId, keys }];
}

async function takeRoles(
  { change, code, userId, keys }: Leftover,
  roles: readonly LiveRole[],
  desk: ApplyDesk,
): Promise<void> {
  try {
    for (const key of keys) {
      const role = roles.find((one) => one.key === key);
      if (role !== undefined) await desk.client.removeMemberRole(code, userId, role.id);
    }
  } catch (error) {
    // Whether an unclear one took effect, the next reading tells.
    if (!(error instanceof UnclearError)) desk.correct(change, toOutcome(error));
  }
}

/** Only people whom this run created, and only where the files say that they do not belong. */
async function takeOutStrays(plan: Plan, found: Rereading, desk: ApplyDesk): Promise<readonly string[]> {
  const { exactDefaultOrganization: home } = plan;
  const strays = findStrays(plan, found, desk);
  if (home === undefined || strays.length === 0) return [];
  for (const batch of splitIntoBatches(strays)) {
    try {
      await desk.client.removeMembers(
        home.code,
        batch.map(({ userId }) => userId),
      );
    } catch (error) {
      // Whether they are out, the next reading tells; all that is lost here is the reason why not.
      toOutcome(error);
    }
  }
  return [home.code];
}

export interface Stray {
  readonly email: string;
  readonly userId: string;
}

/** Returns the people created by this run who are in the default organization although the files say otherwise. */
export function findStrays(plan: Plan, found: Rereading, desk: ApplyDesk): readonly Stray[] {
  const { exactDefaultOrganization: home } = plan;
  const members = home === undefined ? undefined : found.members.get(home.code);
  if (home === undefined || members === undefined) return [];
  const belongs = (email: string): boolean =>
    desk.additionsFor(email).some(({ organization }) => desk.codeOf(organization) === home.code);
  return [...desk.createdPeople()].flatMap(([email, userId]) =>
    members.has(userId) && !belongs(email) ? [{ email, userId }] : [],
  );
}
