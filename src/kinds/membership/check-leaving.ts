// Decides which members leave and why the others stay: those whom an exact list does not name, whose listing has ended, or who
// are leavers. A person with an unknown address stays: the files may list or protect them by that address.
import type { OrganizationRef, RemoveMember } from '../../model/change.js';
import type { Comparison, OutsideLeaver } from '../../model/comparison.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { DesiredLeaver, DesiredOrganization, EndedMember } from '../../model/desired.js';
import { normalizeEmail } from '../../model/email.js';
import type { LiveMember, LivePerson } from '../../model/live.js';
import type { Notice } from '../../model/notice.js';
import { nameOf } from '../../model/person-name.js';
import { formatPlace } from '../../model/place.js';
import type { Place } from '../../model/place.js';
import { keepFew } from '../few-notices.js';
import { isProtected } from '../person/protection.js';
import { findHalfMoves } from './find-half-moves.js';
import type { FindHalfMove } from './find-half-moves.js';
import { nameInKinde } from './name-in-kinde.js';

/** A member whom the exact list of an organization does not name, whose listing has ended, or who is a leaver. */
export interface Leaving {
  readonly ref: OrganizationRef;
  /** The place of the entry or listing that causes the removal. */
  readonly place: Place;
  readonly live: LiveMember;
  /** Null for a member without an ended listing. */
  readonly ended: EndedMember | null;
  /** Null for a member who is no leaver. */
  readonly leaver: DesiredLeaver | null;
  /** Only for a leaver in an organization whose members the files do not list. */
  readonly outside?: OutsideLeaver['outside'];
}

export type Verdict = { readonly change: RemoveMember } | { readonly notice: Notice };

/** Returns one verdict for each member: the removal, or the notice with the reason why they stay. */
export function checkLeaving(leaving: readonly Leaving[], comparison: Comparison): readonly Verdict[] {
  if (leaving.length === 0) return [];
  const joining: Joining = { undecided: listWaiting(comparison), findHalfMove: findHalfMoves(comparison) };
  return leaving.map((one) => check(one, comparison, joining));
}

/** The facts that tell whether a person is to join an organization that this plan does not change. */
interface Joining {
  /** The addresses and ids in undecided entries. */
  readonly undecided: ReadonlySet<string>;
  readonly findHalfMove: FindHalfMove;
}

/** Returns the addresses and ids in undecided entries: it is unknown whether their organizations exist. */
function listWaiting({ undecided }: Comparison): ReadonlySet<string> {
  const named = undecided.flatMap(({ members = [] }) => members.map(nameOf));
  return new Set(named);
}

function check(
  { ref, place, live, ended, leaver, outside }: Leaving,
  { desired, live: state }: Comparison,
  { undecided, findHalfMove }: Joining,
): Verdict {
  const source = formatPlace(place);
  const who = live.email ?? live.userId;
  const explain = (code: Notice['code'], message: string): Verdict => {
    const about = live.email === null ? {} : { email: live.email };
    return { notice: { code, message, organization: ref, ...about, source } };
  };
  const cause = { ...(leaver === null ? {} : { leaver: true as const }), until: ended?.until };
  const standing = describeStanding(cause);
  if (live.email === null && leaver === null && ended?.id !== live.userId)
    return explain('member-without-email', describeWithoutEmail(ref, live));
  const person = state.people.get(live.userId);
  const emails = person?.emails ?? (live.email === null ? [] : [normalizeEmail(live.email)]);
  if (isProtected(emails, desired.safety)) {
    const message = `${who} is in ${ref.name} and ${standing}, but stays because safety.protect protects them.`;
    return explain('protected-member', message);
  }
  const names = [...emails, live.userId];
  if (names.some((name) => undecided.has(name))) {
    const message = `${who} stays in ${ref.name} for now: they are listed in an entry that may or may not have an organization in Kinde.`;
    return explain('unreadable-row', message);
  }
  const other = findHalfMove({ names, organizations: person?.organizations ?? null });
  if (other !== null) return explain('removal-held-back', describeHalfMove(ref, who, other));
  if (ref.code !== null && state.doubts.members.has(ref.code)) {
    const message = `Kinde's list of the members of ${ref.name} has a row that kinde-sync can't read, so no one is removed from it. Run again; if it happens again, look at the members in Kinde's dashboard and report the answer of Kinde.`;
    return {
      notice: { code: 'unidentified-member', message, organization: ref, source },
    };
  }
  if (!isIdentified(person)) {
    const message = `${who} (${live.userId}) is in ${ref.name} and ${standing}, but stays because Kinde does not show all of their addresses. ${leaver === null ? `List { id: ${live.userId} }, or remove` : 'Remove'} the person in Kinde's dashboard.`;
    return explain('unidentified-member', message);
  }
  const roles = live.roles === null ? {} : { roles: live.roles };
  const until = ended === null || leaver !== null ? {} : { until: ended.until };
  const { email, userId } = live;
  return {
    change: {
      action: 'remove',
      resource: 'member',
      organization: ref,
      email,
      userId,
      ...nameInKinde(live),
      ...roles,
      ...until,
      ...(leaver === null ? {} : { leaver: true }),
      ...(outside === undefined ? {} : { outside }),
      source,
    },
  };
}

/** Returns the words for why a person is to leave: `not listed`. */
export function describeStanding({
  leaver,
  until,
}: Pick<RemoveMember, 'leaver'> & { readonly until?: string | undefined }): string {
  if (leaver === true) return 'a leaver';
  return until === undefined ? 'not listed' : `listed only until ${until}`;
}

/** Returns whether every address of a person is known. */
export function isIdentified(person: LivePerson | undefined): boolean {
  return person !== undefined && person.hidesIdentities !== true;
}

/** Returns the notices without repetitions, with at most ten about unidentified people and one that counts the others. */
export function joinNotices(notices: readonly Notice[]): readonly Notice[] {
  const unlike = [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()];
  const unidentified = unlike.filter(({ code }) => code === 'unidentified-member');
  const few = keepFew(
    unidentified,
    (count) =>
      `${countNoun(count, "more member can't be identified, and stays", "more members can't be identified, and stay")}.`,
  );
  return [...unlike.filter(({ code }) => code !== 'unidentified-member'), ...few];
}

function describeHalfMove({ name }: OrganizationRef, who: string, other: DesiredOrganization): string {
  const { by, value } = other.selector;
  const selector = by === 'default' ? by : value;
  return `${who} stays in ${name} for now: the files list them in ${other.name?.value ?? selector}, where they are not yet, and --organization leaves it out. Select both organizations (--organization ${selector}), or run without --organization.`;
}

function describeWithoutEmail(
  { name: organization }: OrganizationRef,
  { userId, fullName }: LiveMember,
): string {
  const name = fullName === '' ? '' : ` (${fullName})`;
  return `${userId}${name} is in ${organization} without an email address. kinde-sync does not remove people without an address; list { id: ${userId} } to manage this one.`;
}
