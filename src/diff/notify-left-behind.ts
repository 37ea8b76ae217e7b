// Finds people who stay in Kinde although a pull request removes them from the files. An additive list loses a line, or the
// files lose an organization. The notice tells the reviewer that the removed line does not end access.
import type { Change } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import { countNoun } from '../model/text/count-noun.js';
import { groupBy } from '../model/group-by.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import { listPresent } from '../kinds/membership/list-staying.js';

/** The largest number of people that a notice names. */
const mostNamed = 5;

/** Returns one notice for each organization that keeps a member whom the base lists and the head does not. */
export function notifyLeftBehind(base: Comparison, head: Comparison): readonly Notice[] {
  const pairs = new Map(head.organizations.map((pair) => [pair.live?.code, pair]));
  return base.organizations.flatMap((before) => {
    if (before.live === null || before.members === null) return [];
    const after = pairs.get(before.live.code);
    const listed = listPresent(before);
    if (after === undefined || after.members === null) return notifyUnmanaged(before, after, listed.size);
    // An exact list removes them, or another notice says why not.
    if (after.desired.membership === 'exact') return [];
    const leaving = new Set(
      after.members.flatMap(({ ended, leaver, userId }) => ((ended ?? leaver) ? [userId] : [])),
    );
    const wanted = listPresent(after);
    const names = [...listed, ...listEnded(before)].flatMap(([userId, name]) =>
      wanted.has(userId) || leaving.has(userId) ? [] : [name],
    );
    return notifyStaying(after, names.sort());
  });
}

/** An ended listing still takes its person out, but only as long as it is in the files. */
function listEnded({ members }: OrganizationPair): readonly (readonly [string, string])[] {
  return (members ?? []).flatMap(({ ended, live, email }) =>
    ended === undefined || live === null ? [] : [[live.userId, email ?? live.userId] as const],
  );
}

function notifyStaying({ ref, desired }: OrganizationPair, names: readonly string[]): readonly Notice[] {
  if (names.length === 0) return [];
  const who = nameSome(names, mostNamed);
  const message = `No longer in the list of ${ref.name}, but still members: ${who}. A list with membership: additive removes no one. To remove them, put the entry back with a last day (until) that has passed, list them under leavers, or remove them in Kinde.`;
  return [{ code: 'stays-member', message, organization: ref, source: formatPlace(desired.place) }];
}

/** Returns a notice for each person whom the base removes as a leaver, and who now stays in an organization. */
export function notifyFormerLeavers(changes: readonly Change[], head: Comparison): readonly Notice[] {
  const former = changes.flatMap((change) =>
    change.action === 'remove' && change.leaver === true && !head.leavers.has(change.userId) ? [change] : [],
  );
  const left = new Set(former.map(({ organization }) => organization.code));
  const pairs = head.organizations.filter(({ ref }) => left.has(ref.code));
  const findStaying = new Map(pairs.map((pair) => [pair.ref.code, knowStaying(pair)]));
  const staying = former.filter(
    ({ organization, userId }) => findStaying.get(organization.code)?.(userId) !== false,
  );
  return [...groupBy(staying, ({ userId }) => userId)].map(([userId, own]) => {
    const who = own[0]?.email ?? userId;
    const where = nameSome(
      own.map(({ organization }) => organization.name),
      mostNamed,
    );
    const message = `${who} is no longer listed under leavers, so apply does not remove them from ${where}. Keep the line until an apply has removed them.`;
    return { code: 'no-longer-leaver', message, ...(who === userId ? {} : { email: who }) };
  });
}

/** Returns whether a former leaver stays in the organization, by user id. */
function knowStaying(pair: OrganizationPair): (userId: string) => boolean {
  if (pair.members === null) return () => true;
  if (pair.desired.membership === 'exact') return () => false;
  const ended = pair.members.flatMap((one) => (one.ended === undefined ? [] : [one.userId]));
  const others = new Set([...ended, ...listPresent(pair).keys()]);
  return (userId) => !others.has(userId);
}

function notifyUnmanaged(
  { ref }: OrganizationPair,
  after: OrganizationPair | undefined,
  count: number,
): readonly Notice[] {
  const what = after === undefined ? `${ref.name} is` : `The members of ${ref.name} are`;
  const message = `${what} no longer in the files, so apply removes no one there: ${countNoun(count, 'formerly listed member keeps', 'formerly listed members keep')} access. To remove them, keep the entry with membership: exact and an empty list, and apply that first.`;
  const source = after === undefined ? {} : { source: formatPlace(after.desired.place) };
  return [{ code: 'no-longer-managed', message, organization: ref, ...source }];
}
