// Reads additions back before the writes that rely on them. An addition that Kinde confirmed but does not show has failed,
// and the removals that rely on it are not sent.
import type { AddMember, RemoveMember, UpdateMember } from '../../model/change.js';
import type { LiveMember } from '../../model/live.js';
import type { Outcome } from '../../model/outcome.js';
import type { ReliedList } from '../../model/plan.js';
import type { ApplyRun } from '../kind.js';
import { findUnshown, showsAddress } from '../person/check-created.js';
import { rolesAfter } from './held-roles.js';
import { toOutcome } from '../outcomes.js';
import { readOrganizationsOf } from './read-presence.js';
import { findMoves } from './movers.js';

type Gain = AddMember | UpdateMember;

/**
 * Reads the relied lists of the plan (GET organization users) and corrects each addition and role gain that they do not
 * show. If a list can't be read, the changes that rely on it are skipped. Throws nothing of Kinde's.
 */
export async function confirmLists(run: ApplyRun): Promise<void> {
  await Promise.all(run.members.reliedLists.map((list) => confirmList(list, run)));
}

async function confirmList(list: ReliedList, run: ApplyRun): Promise<void> {
  const { organization } = list;
  const code = run.codeOf(organization);
  const own = run.members.changesIn(organization);
  const gains = own.filter((change) => change.action !== 'remove');
  if (code === null || !gains.some((gain) => isOpen(gain, run))) return;
  try {
    const { rows } = await run.client.listMembers(code);
    const members = new Map(rows.map((member) => [member.userId, member]));
    const unshown = await findUnshown(listDoubtful(gains, members, run), run.client);
    for (const gain of gains) {
      const userId = run.userIdOf(gain) ?? '';
      const member = members.get(userId);
      if (!isOpen(gain, run)) continue;
      if (unshown.has(userId)) {
        run.correct(gain, explainUnshown(gain, userId));
        continue;
      }
      const sent = gainedRoles(gain).filter(
        (key) => run.outcomeOf(gain) !== null || list.roles.includes(key),
      );
      if (member === undefined || !sent.every((key) => member.roles?.includes(key))) correct(gain, run);
      else if (member.isSuspended === true && sent.some((key) => isLeftTo(key, list, rows, run)))
        run.correct(gain, explainSuspended(gain, organization.name));
    }
  } catch (error) {
    const joining = new Set(gains.map((gain) => run.userIdOf(gain)));
    const relying = run.changes.filter(
      (change) =>
        (change.action === 'remove' && joining.has(change.userId)) ||
        (own.some((one) => one === change) && (change.action === 'remove' || run.outcomeOf(change) === null)),
    );
    for (const change of relying) run.report(change, explainUnread(error, organization.name));
  }
}

/** Returns the address by id of each created person whose row in the list does not show it. */
function listDoubtful(
  gains: readonly Gain[],
  members: ReadonlyMap<string, LiveMember>,
  run: ApplyRun,
): ReadonlyMap<string, string> {
  const doubtful = gains.flatMap((gain) => {
    const { email } = gain;
    const userId = email === null ? undefined : run.createdPeople().get(email);
    const member = members.get(userId ?? '');
    if (email === null || userId === undefined || member === undefined || !isOpen(gain, run)) return [];
    return showsAddress(member, email) ? [] : [[userId, email] as const];
  });
  return new Map(doubtful);
}

function explainUnshown({ email, organization }: Gain, userId: string): Outcome {
  const message = `Kinde created ${userId} in ${organization.name}, and does not show the address ${email ?? ''} of this person. Look at the person in Kinde's dashboard, then plan and apply again.`;
  return { result: 'failed', error: { code: 'not-verified', message } };
}

/** Returns whether a role that is handed over would be left only to suspended members, who do not count as holders. */
function isLeftTo(
  role: string,
  { organization, roles }: ReliedList,
  members: readonly LiveMember[],
  run: ApplyRun,
): boolean {
  if (!roles.includes(role)) return false;
  const losing = new Set(
    run.members
      .changesIn(organization)
      .filter((change) => !rolesAfter(change).includes(role))
      .map((change) => run.userIdOf(change)),
  );
  return !members.some(
    (one) => one.isSuspended !== true && one.roles?.includes(role) === true && !losing.has(one.userId),
  );
}

function explainSuspended({ email, userId }: Gain, name: string): Outcome {
  const message = `${email ?? userId ?? 'The person'} is suspended in Kinde, and so does not count as the new holder of a role in ${name}. Give the role to another member, or lift the suspension.`;
  return { result: 'failed', error: { code: 'not-verified', message } };
}

/** Returns whether a gain was sent. A role change without an outcome has sent its gains, but not yet its losses. */
function isOpen(gain: Gain, run: ApplyRun): boolean {
  const outcome = run.outcomeOf(gain);
  return outcome?.result === 'applied' || (outcome === null && gain.action === 'update');
}

function gainedRoles(gain: Gain): readonly string[] {
  if (gain.action === 'add') return gain.roles ?? [];
  const [{ before, after }] = gain.fields;
  return after.filter((key) => !before.includes(key));
}

/**
 * Looks up everyone who moves, one request a hundred people, and corrects the additions that Kinde does not show. If the
 * list of people does not show an addition, the organization's own list decides. Throws nothing of Kinde's.
 */
export async function confirmMoves(run: ApplyRun): Promise<void> {
  const moves = new Map(
    [...findMoves(run.changes, run.members.reliedLists, (change) => run.userIdOf(change))].filter(
      ([userId]) => run.members.hasArrived(userId),
    ),
  );
  if (moves.size === 0) return;
  try {
    const organizations = await readOrganizationsOf(run.client, [...moves.keys()]);
    const missing = [...moves].flatMap(([userId, own]) =>
      own.filter((move) => {
        const code = run.codeOf(move.organization);
        return code === null || organizations.get(userId)?.includes(code) !== true;
      }),
    );
    await decideByOwnLists(missing, run);
  } catch (error) {
    const relying = run.changes.filter(
      (change): change is RemoveMember => change.action === 'remove' && moves.has(change.userId),
    );
    for (const change of relying) {
      const [move] = moves.get(change.userId) ?? [];
      run.report(change, explainUnread(error, move?.organization.name ?? ''));
    }
  }
}

async function decideByOwnLists(missing: readonly AddMember[], run: ApplyRun): Promise<void> {
  const codes = new Set(missing.flatMap(({ organization }) => run.codeOf(organization) ?? []));
  const lists = new Map(
    await Promise.all(
      [...codes].map(async (code) => {
        const { rows } = await run.client.listMembers(code);
        return [code, new Set(rows.map(({ userId }) => userId))] as const;
      }),
    ),
  );
  for (const move of missing) {
    const list = lists.get(run.codeOf(move.organization) ?? '');
    if (list?.has(run.userIdOf(move) ?? '') !== true) correct(move, run);
  }
}

function correct(gain: Gain, run: ApplyRun): void {
  const who = gain.email ?? run.userIdOf(gain) ?? 'the person';
  const what = gain.action === 'add' ? 'is not in' : 'does not have the planned roles in';
  const message = `Kinde confirmed the change, but ${who} ${what} ${gain.organization.name}. Plan and apply again; if it happens again, look at the person in Kinde's dashboard.`;
  run.correct(gain, { result: 'failed', error: { code: 'not-verified', message } });
}

function explainUnread(error: unknown, name: string): Outcome {
  const outcome = toOutcome(error);
  if (outcome.result !== 'failed') return outcome;
  const message = `It relies on who was added to ${name}, and that could not be read back: ${outcome.error.message}`;
  return { result: 'skipped', error: { code: 'additions-failed', message } };
}
