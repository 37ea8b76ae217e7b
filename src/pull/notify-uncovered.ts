// The notices of organizations that a pull leaves as they are, because only Kinde or only the files have them.
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import { compareRefs } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import { countNoun } from '../model/text/count-noun.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOrganization, LiveState } from '../model/live.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';

export interface Uncovered {
  readonly live: LiveState;
  /** The configuration before `--organization` narrowed it. */
  readonly whole: DesiredState;
  /** Organizations that this pull adds to the files. */
  readonly adopted: readonly LiveOrganization[];
}

/** Returns a notice for each entry that Kinde does not have yet, and one for all organizations that no file names. */
export function notifyUncovered(comparison: Comparison, uncovered: Uncovered): readonly Notice[] {
  const missing = comparison.organizations.filter(({ live }) => live === null);
  return [
    ...missing.map(({ desired, ref }) => notifyMissing(ref.name, formatPlace(desired.place))),
    ...notifyUnlisted(uncovered),
  ];
}

function notifyMissing(name: string, source: string): Notice {
  const message = `${name} is not in Kinde yet, so its entry is left as it is: apply would create it.`;
  return { code: 'not-in-kinde', message, organization: { code: null, name }, source };
}

/** Returns a notice for each role and permission of the files that Kinde does not have yet. */
export function notifyAbsentEntities(stated: DesiredState, kept: DesiredState): readonly Notice[] {
  return [...(stated.business?.entities ?? [])].flatMap(([section, own]) => {
    const left = new Set(kept.business?.entities.get(section));
    return own
      .filter((one) => !left.has(one))
      .map(({ key, place }): Notice => {
        const message = `"${key}" of business.${section} is not in Kinde yet, so its entry is left as it is: apply would create it.`;
        return { code: 'not-in-kinde', message, source: formatPlace(place) };
      });
  });
}

const mostNamed = 10;

function notifyUnlisted({ live, whole, adopted }: Uncovered): readonly Notice[] {
  const { matches } = matchOrganizations(whole.organizations, live.organizations);
  const named = new Set([...matches.map((match) => match.live?.code), ...adopted.map(({ code }) => code)]);
  const unlisted = live.organizations.filter(({ code }) => !named.has(code)).sort(compareRefs);
  const [first] = unlisted;
  if (first === undefined) return [];
  const listed = nameSome(
    unlisted.map(({ code, name }) => `${name} (${code})`),
    mostNamed,
  );
  const count = countNoun(unlisted.length, 'organization is', 'organizations are');
  const message = `${count} in Kinde but in no file, and not managed: ${listed}. To add one: kinde-sync pull --organization ${first.code}`;
  return [{ code: 'not-in-files', message }];
}
