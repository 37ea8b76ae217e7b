// Sends and revokes the invitations of one organization. No mail is sent twice: the pending invitations are read first, each
// invitation is sent once, and one with an unclear answer is left to verify, which reads the list again.
import { normalizeEmail } from '../../model/email.js';
import type { Invite, RevokeInvitation } from '../../model/change.js';
import type { InvitationCode } from '../../model/invitation.js';
import type { Outcome } from '../../model/outcome.js';
import type { ApplyRun } from '../kind.js';
import { codeOrSkip, toOutcome } from '../outcomes.js';
import { findOwner, isTaken, nameOwner } from '../person/find-owner.js';
import { listPending } from './list-pending.js';
import { groupBy } from '../../model/group-by.js';

/** Invites the people of one organization, one after the other, and reports each. Throws nothing of Kinde's. */
export async function sendInvitations(changes: readonly Invite[], run: ApplyRun): Promise<void> {
  const code = codeOrSkip(changes, run);
  const known =
    code === null ? null : await readOrReport(changes, run, () => readInvited(changes, code, run));
  if (code === null || known === null) return;
  let limit: Outcome | null = null;
  for (const change of changes) {
    const isThere = known.has(normalizeEmail(change.email));
    const outcome: Outcome = isThere ? { result: 'applied' } : (limit ?? (await invite(change, code, run)));
    // Each further one would wait as long, and all other requests with it.
    if (outcome.result !== 'applied' && outcome.error.code === 'throttled') limit = outcome;
    run.report(change, outcome);
  }
}

/** Revokes the pending invitations of each address. One that was accepted or revoked meanwhile needs no request. */
export async function revokeInvitations(changes: readonly RevokeInvitation[], run: ApplyRun): Promise<void> {
  const code = codeOrSkip(changes, run);
  const codes =
    code === null ? null : await readOrReport(changes, run, () => run.client.listInvitationCodes(code));
  if (code === null || codes === null) return;
  const byEmail = groupBy(codes, ({ email }) => normalizeEmail(email));
  for (const change of changes) {
    const own = byEmail.get(normalizeEmail(change.email)) ?? [];
    run.report(change, await revoke(change, own, code, run));
  }
}

type Own = Invite | RevokeInvitation;

/** Returns what `read` returns; null, with an outcome for every change, if it fails. */
async function readOrReport<Read>(
  changes: readonly Own[],
  run: ApplyRun,
  read: () => Promise<Read>,
): Promise<Read | null> {
  try {
    return await read();
  } catch (error) {
    for (const change of changes) run.report(change, toOutcome(error));
    return null;
  }
}

/** Returns the invited addresses. An organization that this run created has none. */
async function readInvited(
  [first]: readonly Invite[],
  code: string,
  { client }: ApplyRun,
): Promise<ReadonlySet<string>> {
  if (first?.organization.code === null) return new Set();
  return new Set(listPending((await client.listInvitations(code)).rows).keys());
}

async function invite(change: Invite, code: string, run: ApplyRun): Promise<Outcome> {
  const { email, firstName, lastName, roles } = change;
  const invitation = {
    email,
    roles,
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
  };
  try {
    await run.send([change], 'createInvitation', (client) => client.createInvitation(code, invitation));
    return { result: 'applied' };
  } catch (error) {
    return isTaken(error) ? explainOwner(change, run, error) : toOutcome(error);
  }
}

/** The person is not added in place of the invitation: the plan showed a mail that asks them. */
async function explainOwner({ email }: Invite, run: ApplyRun, refusal: unknown): Promise<Outcome> {
  try {
    const owner = await findOwner(email, run);
    if (owner === null) return toOutcome(refusal);
    const message = `${email} is an address of ${nameOwner(owner)}, who is in Kinde already, so Kinde refused the invitation. List { id: ${owner.userId} } in place of the address.`;
    return { result: 'failed', error: { code: 'not-invited', message } };
  } catch (error) {
    return toOutcome(error);
  }
}

async function revoke(
  change: RevokeInvitation,
  codes: readonly InvitationCode[],
  code: string,
  run: ApplyRun,
): Promise<Outcome> {
  for (const { code: invitation } of codes) {
    try {
      await run.send([change], 'revokeInvitation', (client) => client.revokeInvitation(code, invitation));
    } catch (error) {
      return toOutcome(error);
    }
  }
  return { result: 'applied' };
}
