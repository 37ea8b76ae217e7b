// The diagnostics of entries that match no live organization, or not exactly one.
import type { DesiredOrganization, SelectorKey } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LiveOrganization } from '../../model/live.js';
import { nameSome } from '../../model/text/name-some.js';
import { formatPlace } from '../../model/place.js';
import { findRepeats } from '../../model/find-repeats.js';

const words: Record<SelectorKey, string> = {
  default: 'default organization',
  code: 'code',
  externalId: 'external id',
  handle: 'handle',
  name: 'name',
};

/** Returns whether the entry's code decides. */
export function isByCode({ selector }: DesiredOrganization): boolean {
  return selector.by === 'code';
}

/** Returns the diagnostic of an entry that several live organizations fit. */
export function diagnoseAmbiguity(entry: DesiredOrganization, fits: readonly LiveOrganization[]): Diagnostic {
  const { by, value } = entry.selector;
  return {
    code: 'ambiguous-organization',
    severity: 'error',
    message: `${fits.length} organizations in Kinde have the ${words[by]} "${value}": ${fits.map((one) => one.code).join(', ')}.`,
    place: placeOfSelector(entry),
    hint: 'Choose one with `code:`.',
  };
}

/** Returns the diagnostic of entries that look like those of another environment. */
export function diagnoseForeign(
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

/** Returns the diagnostic of an entry that no live organization fits; null if the organization can be created. */
export function diagnoseAbsence(
  entry: DesiredOrganization,
  listNamesakes: (name: string) => readonly LiveOrganization[],
): Diagnostic | null {
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
  const [namesake] = listNamesakes(entry.name.value);
  if (namesake === undefined) return null;
  return {
    code: 'name-taken',
    severity: 'error',
    message: `Kinde has no organization with the ${words[by]} "${value}", but one named "${namesake.name}" exists: ${namesake.code}.`,
    place: entry.name.place,
    hint: `Add \`code: ${namesake.code}\` to this entry to adopt it, or choose another name to create a new one.`,
  };
}

/** Returns a diagnostic for each entry that means the live organization of an earlier entry. */
export function diagnoseDoubleMatches(
  matches: readonly { readonly desired: DesiredOrganization; readonly live: LiveOrganization | null }[],
): readonly Diagnostic[] {
  const found = matches.flatMap(({ desired, live }) => (live === null ? [] : [{ desired, live }]));
  return findRepeats(found, ({ live }) => live.code).map(({ row, first }) =>
    diagnoseDouble(row.desired, first.desired, row.live),
  );
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
