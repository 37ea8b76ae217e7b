// Reads additions back before anything is sent that relies on them. An addition that Kinde confirmed and does not show has
// failed; nobody is taken out for it.
import type { AddMember, MemberChange, RemoveMember, UpdateMember } from '../../model/change.js';
import type { LiveMember } from '../../model/live.js';
import type { Outcome } from '../../model/outcome.js';
import type { ReliedList } from '../../model/plan.js';
import type { ApplyRun } from '../kind.js';
import { toOutcome } from '../outcomes.js';
import { readOrganizationsOf } from './member-batches.js';
import { findMoves } from './movers.js';

type Gain = AddMember | UpdateMember;

/**
 * Reads the member lists that the plan names, corrects every addition and gain of a role that they do not show, and skips
 * what relies on a list that can't be read.
 */
export async function confirmLists(run: ApplyRun): Promise<void> {
  await Promise.all(run.reliedLists.map((list) => confirmList(list, run)));
}

async function confirmList(list: ReliedList, run: ApplyRun): Promise<void> {
  const { organization } = list;
  const code = run.codeOf(organization);
  const own = run.changesIn(organization);
  const gains = own.filter((change) => change.action !== 'remove');
  if (code === null || !gains.some((gain) => isOpen(gain, run))) return;
  try {
    const { rows } = await run.client.listMembers(code);
    const members = new Map(rows.map((member) => [member.userId, member]));
    for (const gain of gains) {
      const member = members.get(run.userIdOf(gain) ?? '');
      if (!isOpen(gain, run)) continue;
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

/** Returns whether a role that is handed over would be left to people who are suspended, and so hold nothing. */
function isLeftTo(
  role: string,
  { organization, roles }: ReliedList,
  members: readonly LiveMember[],
  run: ApplyRun,
): boolean {
  if (!roles.includes(role)) return false;
  const losing = new Set(
    run
      .changesIn(organization)
      .filter((change) => !rolesAfter(change).includes(role))
      .map((change) => run.userIdOf(change)),
  );
  return !members.some(
    (one) => one.isSuspended !== true && one.roles?.includes(role) === true && !losing.has(one.userId),
  );
}

function rolesAfter(change: MemberChange): readonly string[] {
  if (change.action === 'remove') return [];
  return change.action === 'add' ? (change.roles ?? []) : change.fields[0].after;
}

function explainSuspended({ email, userId }: Gain, name: string): Outcome {
  const message = `${email ?? userId ?? 'The person'} is suspended in Kinde, and so does not count as the new holder of a role in ${name}. Give the role to another member, or lift the suspension.`;
  return { result: 'failed', error: { code: 'not-verified', message } };
}

/** A change without an outcome has its loss still to come: of its gains, only roles that are handed over were sent. */
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
 * Looks up everybody who moves, a request for each hundred, and corrects the additions that Kinde does not show. Where the
 * list of people does not show one, the organization's own list decides.
 */
export async function confirmMoves(run: ApplyRun): Promise<void> {
  const moves = new Map(
    [...findMoves(run.changes, run.reliedLists, (change) => run.userIdOf(change))].filter(([userId]) =>
      run.hasArrived(userId),
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
