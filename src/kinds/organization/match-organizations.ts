// Matches each entry of the files with a live organization. The strongest selector decides. An uncertain match is a
// diagnostic with a place, never a guess.
import type { DesiredOrganization, SelectorKey } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveOrganization } from '../../model/live.js';
import {
  diagnoseAbsence,
  diagnoseAmbiguity,
  diagnoseDoubleMatches,
  diagnoseForeign,
  isByCode,
} from './diagnose-matches.js';

export interface OrganizationMatch {
  readonly desired: DesiredOrganization;
  /** Null for an organization that the plan creates. */
  readonly live: LiveOrganization | null;
}

export interface OrganizationMatches {
  /** The entries with a certain match, in the files' order. */
  readonly matches: readonly OrganizationMatch[];
  readonly problems: readonly Diagnostic[];
  /** Entries that match no readable organization, and may mean an unreadable one. */
  readonly undecided: readonly DesiredOrganization[];
}

/** Organizations without the value have the key null, which no entry looks up. */
type Index = ReadonlyMap<string | null, readonly LiveOrganization[]>;

/** Builds each index on first use. */
type FindIndex = (by: SelectorKey) => Index;

const readKey: Record<SelectorKey, (live: LiveOrganization) => string | null> = {
  default: (live) => (live.isDefault ? '' : null),
  code: (live) => live.code,
  externalId: (live) => live.externalId,
  handle: (live) => live.handle,
  name: (live) => live.name,
};

/** The matches before Kinde's organizations are read. */
export const noMatches: OrganizationMatches = { matches: [], problems: [], undecided: [] };

/**
 * Returns each entry with its live organization, and a diagnostic for each uncertain entry. A plan calls this once and
 * passes the result on. If Kinde's list has unreadable rows, an entry without a match is undecided.
 */
export function matchOrganizations(
  desired: readonly DesiredOrganization[],
  live: readonly LiveOrganization[],
  unreadOrganizations = 0,
): OrganizationMatches {
  const findIndex = indexWhenAsked(live);
  const isNowhere = ({ selector: { by, value } }: DesiredOrganization): boolean =>
    (findIndex(by).get(value) ?? []).length === 0;
  const undecided = unreadOrganizations === 0 ? [] : desired.filter(isNowhere);
  const foreign = undecided.length > 0 ? [] : findForeign(desired, isNowhere);
  const left = new Set([...undecided, ...foreign]);
  const decided = left.size === 0 ? desired : desired.filter((entry) => !left.has(entry));
  const results = decided.map((entry) => matchOne(entry, findIndex));
  const matches = results.flatMap((result) => (result.match === null ? [] : [result.match]));
  return {
    matches,
    problems: [
      ...diagnoseForeign(foreign, desired),
      ...results.flatMap((result) => result.problems),
      ...diagnoseDoubleMatches(matches),
    ],
    undecided,
  };
}

/** Returns the codes of all live organizations that an entry may mean. Several fit an ambiguous entry. */
export function findNamed(
  desired: readonly DesiredOrganization[],
  live: readonly LiveOrganization[],
): ReadonlySet<string> {
  const findIndex = indexWhenAsked(live);
  const fits = desired.flatMap(({ selector: { by, value } }) => findIndex(by).get(value) ?? []);
  return new Set(fits.map(({ code }) => code));
}

/** Returns the matches with the live organizations of this list, which may be more complete. */
export function renewMatches(
  { matches, ...others }: OrganizationMatches,
  live: readonly LiveOrganization[],
): OrganizationMatches {
  const byCode = new Map(live.map((one) => [one.code, one]));
  const renewed = matches.map((match) =>
    match.live === null ? match : { ...match, live: byCode.get(match.live.code) ?? match.live },
  );
  return { matches: renewed, ...others };
}

function indexWhenAsked(live: readonly LiveOrganization[]): FindIndex {
  const indexes = new Map<SelectorKey, Index>();
  return (by) => {
    const index = indexes.get(by) ?? groupBy(live, readKey[by]);
    indexes.set(by, index);
    return index;
  };
}

interface MatchResult {
  readonly match: OrganizationMatch | null;
  readonly problems: readonly Diagnostic[];
}

function matchOne(entry: DesiredOrganization, findIndex: FindIndex): MatchResult {
  const { by, value } = entry.selector;
  const fits = findIndex(by).get(value) ?? [];
  const [first, second] = fits;
  if (first !== undefined && second === undefined)
    return { match: { desired: entry, live: first }, problems: [] };
  const problem =
    first === undefined
      ? diagnoseAbsence(entry, (name) => findIndex('name').get(name) ?? [])
      : diagnoseAmbiguity(entry, fits);
  return problem === null
    ? { match: { desired: entry, live: null }, problems: [] }
    : { match: null, problems: [problem] };
}

/** Returns the entries with unknown codes if most codes are unknown: then the files may be of another environment. */
function findForeign(
  desired: readonly DesiredOrganization[],
  isNowhere: (entry: DesiredOrganization) => boolean,
): readonly DesiredOrganization[] {
  const byCode = desired.filter(isByCode);
  const unknown = byCode.filter(isNowhere);
  return unknown.length > 1 && unknown.length > byCode.length / 2 ? unknown : [];
}
