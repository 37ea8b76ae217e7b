// Lays desired and live side by side, organization by organization, so that the kinds only compare columns.
import { compareText } from '../model/compare-text.js';
import { indexPeople } from '../kinds/people-index.js';
import type { PeopleIndex } from '../kinds/people-index.js';
import { matchOrganizations } from '../kinds/match-organizations.js';
import type { OrganizationMatch } from '../kinds/match-organizations.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { once } from '../model/once.js';
import type { FindPairs } from './call-roll.js';
import { pairMembers, tellPlainly } from './pair-members.js';

export interface ComparedStates {
  readonly comparison: Comparison;
  readonly problems: readonly Diagnostic[];
  readonly notices: readonly Notice[];
}

/**
 * Returns the comparison, sorted by organization name and code, and what could not be decided. `findPairs` knows the pairs
 * that were made while `live` was read.
 */
export function compareStates(
  desired: DesiredState,
  live: LiveState,
  findPairs: FindPairs = () => null,
): ComparedStates {
  const { matches } = matchOrganizations(desired.organizations, live.organizations);
  // An index over everyone is made only if anybody asks.
  const indexAll = once(() =>
    indexPeople(live.people.values(), live.isMadeOfPeople ? [] : live.members.values()),
  );
  const paired = matches
    .map((match) => pairOrganization(match, live, { findPairs, indexAll }))
    .sort(compareByName);
  return {
    comparison: {
      desired,
      live,
      organizations: paired.map(({ pair }) => pair),
      listAddresses: () =>
        live.isMadeOfPeople
          ? [...live.people.values()].flatMap(({ emails }) => emails)
          : indexAll().addresses,
    },
    problems: paired.flatMap(({ problems }) => problems),
    notices: paired.flatMap(({ notices }) => notices),
  };
}

interface Paired {
  readonly pair: OrganizationPair;
  readonly problems: readonly Diagnostic[];
  readonly notices: readonly Notice[];
}

/** Where pairs come from: those that were made before, and else an index over everyone. */
interface Sources {
  readonly findPairs: FindPairs;
  readonly indexAll: () => PeopleIndex;
}

function pairOrganization(
  match: OrganizationMatch,
  state: LiveState,
  { findPairs, indexAll }: Sources,
): Paired {
  const { desired, live } = match;
  const ref = { code: live?.code ?? null, name: live?.name ?? desired.name?.value ?? '' };
  if (desired.members === undefined) {
    return { pair: { desired, live, ref, members: null, settled: [] }, problems: [], notices: [] };
  }
  const pairs = findPairs(desired);
  const { open, settled, problems, notices } =
    pairs === null
      ? pairMembers({
          organization: ref,
          desired: desired.members,
          live: live === null ? [] : (state.members.get(live.code) ?? []),
          index: indexAll(),
          people: state.people,
        })
      : tellPlainly(pairs);
  return { pair: { desired, live, ref, members: open, settled }, problems, notices };
}

function compareByName({ pair: { ref: one } }: Paired, { pair: { ref: other } }: Paired): number {
  return compareText(one.name, other.name) || compareText(one.code ?? '', other.code ?? '');
}
