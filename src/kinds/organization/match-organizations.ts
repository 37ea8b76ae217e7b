// Matches each entry of the files with a live organization. The strongest selector decides. An uncertain match is a
// diagnostic with a place, never a guess.
import type { DesiredOrganization, SelectorKey } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveOrganization } from '../../model/live.js';
import { nameSome } from '../../model/name-some.js';
import { formatPlace } from '../../model/place.js';

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

const words: Record<SelectorKey, string> = {
  default: 'default organization',
  code: 'code',
  externalId: 'external id',
  handle: 'handle',
  name: 'name',
};

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
  const problem = first === undefined ? diagnoseAbsence(entry, findIndex) : diagnoseAmbiguity(entry, fits);
  return problem === null
    ? { match: { desired: entry, live: null }, problems: [] }
    : { match: null, problems: [problem] };
}

function diagnoseAmbiguity(entry: DesiredOrganization, fits: readonly LiveOrganization[]): Diagnostic {
  const { by, value } = entry.selector;
  return {
    code: 'ambiguous-organization',
    severity: 'error',
    message: `${fits.length} organizations in Kinde have the ${words[by]} "${value}": ${fits.map((one) => one.code).join(', ')}.`,
    place: placeOfSelector(entry),
    hint: 'Choose one with `code:`.',
  };
}

const isByCode = ({ selector }: DesiredOrganization): boolean => selector.by === 'code';

/** Returns the entries with unknown codes if most codes are unknown: then the files may be of another environment. */
function findForeign(
  desired: readonly DesiredOrganization[],
  isNowhere: (entry: DesiredOrganization) => boolean,
): readonly DesiredOrganization[] {
  const byCode = desired.filter(isByCode);
  const unknown = byCode.filter(isNowhere);
  return unknown.length > 1 && unknown.length > byCode.length / 2 ? unknown : [];
}

function diagnoseForeign(
  foreign: readonly DesiredOrganization[],
  desired: readonly DesiredOrganization[],
): readonly Diagnostic[] {
  const [first] = foreign;
  if (first === undefined) return [];
  const all = desired.filter(isByCode).length;
  const codes = nameSome(
    foreign.map(({ selector }) => selector.value),
    3,
  );
  return [
    {
      code: 'organization-not-found',
      severity: 'error',
      message: `Kinde has ${all - foreign.length} of the ${all} organizations that the files name by code: ${codes} are unknown. Are these the files of another environment?`,
      place: placeOfSelector(first),
      hint: 'Use the credentials of the environment that these files describe, or the files of this environment. `environment.code` in the files makes this check certain.',
    },
  ];
}

/** Returns null if the organization can be created. */
function diagnoseAbsence(entry: DesiredOrganization, findIndex: FindIndex): Diagnostic | null {
  const { by, value } = entry.selector;
  if (by === 'default' || by === 'code') {
    return {
      code: 'organization-not-found',
      severity: 'error',
      message:
        by === 'default'
          ? 'Kinde shows no default organization.'
          : `Kinde has no organization with the code "${value}".`,
      place: placeOfSelector(entry),
      hint:
        by === 'default'
          ? 'Check that the application has access to the whole environment, not to one organization only.'
          : 'Kinde assigns codes: copy the code from the dashboard, or use `externalId:` to create the organization.',
    };
  }
  if (entry.name === undefined) {
    return {
      code: 'name-needed',
      severity: 'error',
      message: `Kinde has no organization with the ${words[by]} "${value}", and creating one needs a name.`,
      place: placeOfSelector(entry),
      hint: 'Add `name:`, or correct the value if the organization exists.',
    };
  }
  const [namesake] = findIndex('name').get(entry.name.value) ?? [];
  if (namesake === undefined) return null;
  return {
    code: 'name-taken',
    severity: 'error',
    message: `Kinde has no organization with the ${words[by]} "${value}", but one named "${namesake.name}" exists: ${namesake.code}.`,
    place: entry.name.place,
    hint: `Add \`code: ${namesake.code}\` to this entry to adopt it, or choose another name to create a new one.`,
  };
}

function diagnoseDoubleMatches(matches: readonly OrganizationMatch[]): readonly Diagnostic[] {
  const first = new Map<string, DesiredOrganization>();
  const problems: Diagnostic[] = [];
  for (const { desired, live } of matches) {
    if (live === null) continue;
    const other = first.get(live.code);
    if (other === undefined) first.set(live.code, desired);
    else problems.push(diagnoseDouble(desired, other, live));
  }
  return problems;
}

function diagnoseDouble(
  entry: DesiredOrganization,
  other: DesiredOrganization,
  live: LiveOrganization,
): Diagnostic {
  return {
    code: 'duplicate-organization',
    severity: 'error',
    message: `This entry and the one at ${formatPlace(other.place)} both mean the organization ${live.code} ("${live.name}").`,
    place: placeOfSelector(entry),
    hint: 'Merge the two entries into one.',
  };
}

function placeOfSelector(entry: DesiredOrganization) {
  const { by } = entry.selector;
  return by === 'default' ? entry.place : (entry[by]?.place ?? entry.place);
}
