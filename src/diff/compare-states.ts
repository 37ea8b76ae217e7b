// Pairs desired and live organizations and members, so that the kinds compare only fields.
import { splitInvitees } from '../kinds/invitation/split-invitees.js';
import { indexPeople } from '../kinds/person/people-index.js';
import type { PeopleIndex } from '../kinds/person/people-index.js';
import { diagnoseLeavers } from '../kinds/membership/diagnose-leavers.js';
import { findLeavers, listOutside } from '../kinds/membership/find-leavers.js';
import type { OrganizationMatch, OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { compareRefs } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import type { DesiredLeaver, DesiredOrganization, DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import { pairMembers } from './pair-members.js';

/** The comparison, and the entries that it can't decide. */
export interface ComparedStates {
  readonly comparison: Comparison;
  readonly problems: readonly Diagnostic[];
  readonly notices: readonly Notice[];
}

/** Returns the comparison, sorted by organization name and code, with errors and notices for undecided entries. */
export function compareStates(
  desired: DesiredState,
  live: LiveState,
  { matches, undecided }: OrganizationMatches,
): ComparedStates {
  const index = indexPeople(live.people.values(), live.isMadeOfPeople ? [] : live.members.values());
  const leavers = findLeavers(desired.leavers ?? [], live, index);
  const paired = matches
    .map((match) => pairOrganization(match, live, { index, leavers: leavers.byId }))
    .sort(compareByName);
  const organizations = splitInvitees(paired.map(({ pair }) => pair));
  return {
    comparison: {
      desired,
      live,
      organizations,
      leavers: leavers.byId,
      outsideLeavers: listOutside(leavers.byId, { desired, live, organizations }),
      undecided,
      listAddresses: () => index.addresses,
      findIds: index.findIds,
    },
    problems: [
      ...leavers.problems,
      ...diagnoseLeavers(desired, leavers.people),
      ...paired.flatMap(({ problems }) => problems),
    ],
    notices: [...undecided.map(notifyUndecided), ...paired.flatMap(({ notices }) => notices)],
  };
}

function notifyUndecided({ name, selector, place }: DesiredOrganization): Notice {
  const entry = name?.value ?? selector.value;
  const message = `Kinde's list of organizations has a row that kinde-sync can't read, which may be ${entry}: nothing is changed there, and its listed members are not removed from other organizations. Run again; if it happens again, report the answer of Kinde.`;
  return { code: 'unreadable-row', message, source: formatPlace(place) };
}

interface Paired {
  readonly pair: OrganizationPair;
  readonly problems: readonly Diagnostic[];
  readonly notices: readonly Notice[];
}

function pairOrganization(
  { desired, live }: OrganizationMatch,
  state: LiveState,
  known: { readonly index: PeopleIndex; readonly leavers: ReadonlyMap<string, DesiredLeaver> },
): Paired {
  const ref = { code: live?.code ?? null, name: live?.name ?? desired.name?.value ?? '' };
  if (desired.members === undefined) {
    return { pair: { desired, live, ref, members: null, unchanged: [] }, problems: [], notices: [] };
  }
  const { open, unchanged, nextEnd, problems, notices } = pairMembers({
    organization: ref,
    desired: desired.members,
    ended: desired.ended ?? [],
    isExact: desired.membership === 'exact',
    refusesNewcomers: desired.newcomers === 'refuse',
    live: live === null ? [] : (state.members.get(live.code) ?? []),
    ...known,
    people: state.people,
  });
  const end = nextEnd === undefined ? {} : { nextEnd };
  return { pair: { desired, live, ref, members: open, unchanged, ...end }, problems, notices };
}

function compareByName({ pair: { ref: one } }: Paired, { pair: { ref: other } }: Paired): number {
  return compareRefs(one, other);
}
