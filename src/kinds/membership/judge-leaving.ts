// Who of those that an exact list does not name may be taken out, and why the others stay. Nobody is taken out who is
// not known by every address: they may be protected, or listed, by one that Kinde did not show.
import type { OrganizationRef, RemoveMember } from '../../model/change.js';
import type { Comparison, OrganizationPair } from '../../model/comparison.js';
import type { Safety } from '../../model/desired.js';
import { domainOf, normalizeEmail } from '../../model/email.js';
import type { LiveMember, LivePerson } from '../../model/live.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import { keepFew } from '../person/few-notices.js';

/** A member of an organization whom its exact list does not name. */
export interface Leaving {
  readonly pair: OrganizationPair;
  readonly live: LiveMember;
}

export type Verdict = { readonly change: RemoveMember } | { readonly notice: Notice };

/** Returns one verdict for each of them: the removal, or the notice that says why they stay. */
export function judgeLeaving(leaving: readonly Leaving[], comparison: Comparison): readonly Verdict[] {
  const waiting = listWaiting(comparison);
  return leaving.map((one) => judge(one, comparison, waiting));
}

/** Addresses and ids that entries list of which it is not known whether their organization exists. */
function listWaiting({ undecided }: Comparison): ReadonlySet<string> {
  const named = undecided.flatMap(({ members = [] }) => members.map(({ email, id }) => email ?? id ?? ''));
  return new Set(named);
}

function judge(
  { pair: { desired: entry, ref }, live }: Leaving,
  { desired, live: state }: Comparison,
  waiting: ReadonlySet<string>,
): Verdict {
  const source = formatPlace(entry.place);
  const explain = (code: Notice['code'], message: string): Verdict => {
    const who = live.email === null ? {} : { email: live.email };
    return { notice: { code, message, organization: ref, ...who, source } };
  };
  if (live.email === null) return explain('member-without-email', describeWithoutEmail(ref, live));
  const person = state.people.get(live.userId);
  const emails = person?.emails ?? [normalizeEmail(live.email)];
  if (isProtected(emails, desired.safety)) {
    const message = `${live.email} is in ${ref.name} and not in the file, but is protected by safety.protect and stays.`;
    return explain('protected-member', message);
  }
  const isWaiting = [...emails, live.userId].some((name) => waiting.has(name));
  if (isWaiting) {
    const message = `${live.email} stays in ${ref.name} for now: an entry lists them of which it is not known whether its organization exists.`;
    return explain('unreadable-row', message);
  }
  if (ref.code !== null && state.doubts.members.has(ref.code)) {
    const message = `Kinde's list of the members of ${ref.name} has a row that can't be understood, so nobody is taken out of it. Run again; if it stays, look at the members in Kinde's dashboard and report what Kinde answers.`;
    return { notice: { code: 'unidentified-member', message, organization: ref, source } };
  }
  if (!isIdentified(person)) {
    const message = `${live.email} (${live.userId}) is in ${ref.name} and not in the file, but Kinde does not show all addresses of theirs, so they stay. List them as { id: ${live.userId} }, or take them out in Kinde's dashboard.`;
    return explain('unidentified-member', message);
  }
  const roles = live.roles === null ? {} : { roles: live.roles };
  const { email, userId } = live;
  return {
    change: { action: 'remove', resource: 'member', organization: ref, email, userId, ...roles, source },
  };
}

/** Returns whether every address of a person is known. */
export function isIdentified(person: LivePerson | undefined): boolean {
  return person !== undefined && person.hidesIdentities !== true;
}

/** Returns whether one of somebody's addresses is among those that are never taken out. */
export function isProtected(emails: readonly string[], { protect }: Safety): boolean {
  return protect.some((pattern) =>
    emails.some((email) =>
      pattern.by === 'email' ? email === pattern.email : domainOf(email) === pattern.domain,
    ),
  );
}

/** Returns the notices without those that say the same twice, and of unidentified people no more than ten. */
export function joinNotices(notices: readonly Notice[]): readonly Notice[] {
  const unlike = [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()];
  const unidentified = unlike.filter(({ code }) => code === 'unidentified-member');
  const few = keepFew(unidentified, (count) => `${count} more members can't be identified, and stay.`);
  return [...unlike.filter(({ code }) => code !== 'unidentified-member'), ...few];
}

function describeWithoutEmail(
  { name: organization }: OrganizationRef,
  { userId, fullName }: LiveMember,
): string {
  const name = fullName === '' ? '' : ` (${fullName})`;
  return `${userId}${name} is in ${organization} and has no e-mail address. kinde-sync leaves such people alone; list them as { id: ${userId} } to manage them.`;
}
