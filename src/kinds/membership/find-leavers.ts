// Finds the people behind `leavers`, and the organizations beside the managed lists in which they still are.
import { compareRefs } from '../../model/change.js';
import { compareText } from '../../model/text/compare-text.js';
import type { Comparison, OutsideLeaver } from '../../model/comparison.js';
import type { DesiredLeaver } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LivePerson, LiveState } from '../../model/live.js';
import type { Notice } from '../../model/notice.js';
import { nameOf } from '../../model/person-name.js';
import { formatPlace } from '../../model/place.js';
import { keepFew } from '../few-notices.js';
import type { PeopleIndex } from '../person/people-index.js';
import type { LeaverPeople } from './diagnose-leavers.js';

/** The people behind the leavers. A leaver whom Kinde does not know needs nothing. */
export interface FoundLeavers {
  readonly byId: ReadonlyMap<string, DesiredLeaver>;
  readonly people: LeaverPeople;
  /** An error for each address that several people have, of whom one is in an organization. */
  readonly problems: readonly Diagnostic[];
}

/** Returns the people behind the leavers. */
export function findLeavers(
  leavers: readonly DesiredLeaver[],
  { people, members }: Pick<LiveState, 'people' | 'members'>,
  index: PeopleIndex,
): FoundLeavers {
  const named = new Set(leavers.map(({ id }) => id));
  const byId = new Map<string, DesiredLeaver>();
  const found = new Map<DesiredLeaver, readonly LivePerson[]>();
  const problems: Diagnostic[] = [];
  const isMember = (id: string): boolean => {
    const organizations = people.get(id)?.organizations ?? null;
    if (organizations !== null) return organizations.length > 0;
    return [...members.values()].some((list) => list.some(({ userId }) => userId === id));
  };
  for (const leaver of leavers) {
    const ids = index.findIds(leaver);
    if (ids.length > 1 && !ids.every((id) => named.has(id)) && ids.some(isMember))
      problems.push(diagnoseAmbiguity(leaver, ids));
    for (const id of ids) if (!byId.has(id)) byId.set(id, leaver);
    found.set(
      leaver,
      ids.flatMap((id) => people.get(id) ?? []),
    );
  }
  return { byId, people: found, problems };
}

function diagnoseAmbiguity(leaver: DesiredLeaver, ids: readonly string[]): Diagnostic {
  return {
    code: 'ambiguous-person',
    severity: 'error',
    message: `${ids.length} people in Kinde have the address ${nameOf(leaver)}, which leavers names: ${ids.join(', ')}.`,
    place: leaver.place,
    hint: `Replace the address with the id of each person who leaves: ${ids.map((id) => `{ id: ${id} }`).join(', ')}.`,
  };
}

/** Returns the leavers in organizations whose members the files do not list. With `--organization`, only in selected ones. */
export function listOutside(
  leavers: ReadonlyMap<string, DesiredLeaver>,
  { desired, live, organizations }: Pick<Comparison, 'desired' | 'live' | 'organizations'>,
): readonly OutsideLeaver[] {
  if (leavers.size === 0) return [];
  const entries = new Map(organizations.map((pair) => [pair.live?.code, pair]));
  const names = new Map(live.organizations.map(({ code, name }) => [code, name]));
  const outsideOf = (code: string): OutsideLeaver['outside'] | null => {
    const entry = entries.get(code);
    if (entry !== undefined) return entry.members === null ? 'members' : null;
    return desired.unselected === undefined ? 'organization' : null;
  };
  const found = [...leavers].flatMap(([userId, leaver]) => {
    const person = live.people.get(userId);
    return (person?.organizations ?? []).flatMap((code): readonly OutsideLeaver[] => {
      const outside = outsideOf(code);
      if (person === undefined || outside === null) return [];
      return [{ ref: { code, name: names.get(code) ?? code }, leaver, person, outside }];
    });
  });
  return found.sort(
    (one, other) =>
      compareRefs(one.ref, other.ref) ||
      compareText(one.person.email ?? '\uffff', other.person.email ?? '\uffff') ||
      compareText(one.person.userId, other.person.userId),
  );
}

/** Returns a notice for each leaver who may be in organizations that Kinde does not show. */
export function notifyLeavers({ desired, live }: Comparison): readonly Notice[] {
  const { leavers = [] } = desired;
  if (leavers.length === 0) return [];
  const silent = new Map<string, LivePerson>();
  for (const person of live.people.values()) {
    if (person.organizations !== null) continue;
    for (const name of [...person.emails, person.userId]) silent.set(name, person);
  }
  const notices = leavers.flatMap((leaver): readonly Notice[] => {
    const who = nameOf(leaver);
    const source = formatPlace(leaver.place);
    if (leaver.email !== null && live.doubts.absent.has(leaver.email)) {
      const message = `Kinde found no one with the address ${who}, which leavers names, but this does not prove that no one has it. If the person is still in Kinde, replace the address with their id: { id: kp_… }.`;
      return [{ code: 'absence-not-proven', message, source }];
    }
    if (!silent.has(who)) return [];
    const message = `Kinde does not show the organizations of the leaver ${who}, who may stay in some that the files do not list. Look at the person in Kinde's dashboard.`;
    return [{ code: 'leaver-not-shown', message, source }];
  });
  return ['absence-not-proven', 'leaver-not-shown'].flatMap((code) =>
    keepFew(
      notices.filter((notice) => notice.code === code),
      (count) => `${count} more leavers may be in organizations that Kinde did not show.`,
    ),
  );
}
