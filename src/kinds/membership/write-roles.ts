// Writes the roles of members in bulk calls. Gains go first. The losses that rely on them follow after a reading back.
import type { AddMember, UpdateMember } from '../../model/change.js';
import type { WriteClient } from '../../model/client.js';
import type { ApplyRun } from '../kind.js';
import { confirmLists } from './confirm-additions.js';
import { hasExactly } from './held-roles.js';
import { tellHandled, writeInBatches } from '../bulk-answers.js';
import { groupByOrganization } from '../../model/group-by.js';
import { splitLosses } from './split-losses.js';
import type { RoleStep } from './split-losses.js';

/** Sets the roles of members and of new members, and reports each change. Throws nothing of Kinde's. */
export async function writeRoles(
  changes: readonly (UpdateMember | AddMember)[],
  run: ApplyRun,
): Promise<void> {
  const split = [...groupByOrganization(changes).values()].map((group) =>
    splitLosses(withoutEarlyLosses(group, run), run.members.reliedLists),
  );
  await Promise.all(split.map(({ first }) => writeSteps(first, run)));
  await confirmLists(run);
  await Promise.all(split.map(({ later }) => writeSteps(withoutUnreliedLosses(later, run), run)));
}

interface RoleRow extends RoleStep {
  readonly userId: string;
}

async function writeSteps(steps: readonly RoleStep[], run: ApplyRun): Promise<void> {
  const rows = steps.flatMap((step) => toRow(step, run));
  const code = steps[0] === undefined ? null : run.codeOf(steps[0].change.organization);
  if (code === null) return;
  await writeInBatches<RoleRow>({
    rows,
    send: async (batch) => {
      const changes = batch.map(({ change }) => change);
      const send = (client: WriteClient) => client.updateMembers(code, batch);
      return (await run.send(changes, 'updateMembers', send, tellHandled)).updated;
    },
    userIdOf: ({ userId }) => userId,
    findDone: async (batch) => {
      const { rows: members } = await run.client.listMembers(code);
      const held = new Map(members.map(({ userId, roles }) => [userId, roles]));
      return batch.filter(({ userId, roles }) => hasExactly(held.get(userId) ?? null, roles));
    },
    report: ({ change, isLast }, outcome) => {
      if (isLast || outcome.result !== 'applied') run.report(change, outcome);
    },
    describe: ({ change, userId }) =>
      `Kinde left ${change.email ?? userId} out when setting roles in ${change.organization.name}. Plan and apply again; if it happens again, look at the person in Kinde's dashboard.`,
  });
}

/** Skips every loss of a role if an addition or invitation to the organization failed: the next holder may be missing. */
function withoutEarlyLosses(
  group: readonly (UpdateMember | AddMember)[],
  run: ApplyRun,
): readonly (UpdateMember | AddMember)[] {
  const isFailing = group.some(({ organization }) => run.members.hasFailedAddition(organization));
  if (!isFailing) return group;
  return group.filter((change) => {
    const losesRole =
      change.action === 'update' &&
      change.fields[0].before.some((key) => !change.fields[0].after.includes(key));
    if (!losesRole) return true;
    const message = `Adding or inviting people to ${change.organization.name} failed for some, so no one loses a role there.`;
    run.report(change, { result: 'skipped', error: { code: 'additions-failed', message } });
    return false;
  });
}

/** Skips the losses of roles whose next holders did not get them. */
function withoutUnreliedLosses(steps: readonly RoleStep[], run: ApplyRun): readonly RoleStep[] {
  return steps.filter(({ change }) => {
    if (run.outcomeOf(change) !== null) return false;
    if (!run.members.hasFailedGain(change.organization)) return true;
    const { name } = change.organization;
    const message = `Adding people to ${name}, inviting them or setting their roles failed for some, so the last holder of a role keeps it.`;
    run.report(change, { result: 'skipped', error: { code: 'additions-failed', message } });
    return false;
  });
}

function toRow(step: RoleStep, run: ApplyRun): readonly RoleRow[] {
  const userId = run.userIdOf(step.change);
  const { change } = step;
  const roles = change.action === 'add' ? (run.members.unite(change).roles ?? []) : step.roles;
  return userId === null ? [] : [{ ...step, roles, userId }];
}
