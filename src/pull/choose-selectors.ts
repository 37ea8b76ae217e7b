// Decides how new entries name their organizations: by code, or by external id, which is the same in every environment.
import type { DesiredOrganization } from '../model/desired.js';
import { groupBy } from '../model/group-by.js';
import type { LiveOrganization } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { quoteText } from '../model/text/quote-text.js';
import type { SelectorChoice } from '../model/selector-choice.js';
import { acceptsText } from '../validate/accepts-text.js';

export interface Choosing {
  /** Null: as the existing entries do. */
  readonly by: SelectorChoice | null;
  /** All organizations in Kinde. */
  readonly live: readonly LiveOrganization[];
  /** The existing entries. */
  readonly entries: readonly DesiredOrganization[];
}

export interface ChosenSelectors {
  /** The codes of the organizations that their entries name by external id. */
  readonly byExternalId: ReadonlySet<string>;
  /** A notice for each organization whose external id does not suffice. */
  readonly notices: readonly Notice[];
}

/** Returns the selectors of new entries. An organization without an external id is always named by its code. */
export function chooseSelectors(
  organizations: readonly LiveOrganization[],
  { by, live, entries }: Choosing,
): ChosenSelectors {
  const choice = by ?? followEntries(entries);
  if (choice === 'code') return { byExternalId: new Set(), notices: [] };
  const named = organizations.filter(({ externalId }) => externalId !== null);
  const rivals: Rivals = {
    externalIds: groupBy(live, ({ externalId }) => externalId),
    names: groupBy(named, ({ name }) => name),
    entries,
  };
  const judged = named.map((one) => ({ one, obstacle: findObstacle(one, rivals) }));
  return {
    byExternalId: new Set(judged.flatMap(({ one, obstacle }) => (obstacle === null ? [one.code] : []))),
    notices: judged.flatMap(({ one, obstacle }) => (obstacle === null ? [] : [notifyByCode(one, obstacle)])),
  };
}

/** An entry that states both decides for the code, which is then its selector. */
function followEntries(entries: readonly DesiredOrganization[]): SelectorChoice {
  const isByCode = entries.some(
    ({ selector, externalId }) => selector.by === 'code' && externalId !== undefined,
  );
  return !isByCode && entries.some(({ selector }) => selector.by === 'externalId') ? 'external-id' : 'code';
}

interface Rivals {
  readonly externalIds: ReadonlyMap<string | null, readonly LiveOrganization[]>;
  /** The organizations with an external id, by name. */
  readonly names: ReadonlyMap<string, readonly LiveOrganization[]>;
  readonly entries: readonly DesiredOrganization[];
}

/** Two entries that may create an organization can't have the same name, so their code has to tell them apart. */
function findObstacle(one: LiveOrganization, { externalIds, names, entries }: Rivals): string | null {
  const { name, externalId } = one;
  if (externalId === null || !acceptsText(externalId)) return "its external id can't be written in a file";
  const owners = externalIds.get(externalId) ?? [];
  if (owners.length > 1) {
    const codes = owners.filter(({ code }) => code !== one.code).map(({ code }) => code);
    return `its external id ${quoteText(externalId)} is also that of ${codes.join(', ')}`;
  }
  if (entries.some((entry) => entry.externalId?.value === externalId))
    return `an entry states its external id ${quoteText(externalId)} already`;
  const isNamesake = ({ selector, name: stated }: DesiredOrganization): boolean =>
    stated?.value === name && (selector.by === 'externalId' || selector.by === 'handle');
  if ((names.get(name)?.length ?? 0) > 1 || entries.some(isNamesake))
    return 'another organization with an external id has the same name';
  return null;
}

function notifyByCode({ code, name }: LiveOrganization, obstacle: string): Notice {
  return {
    code: 'not-writable',
    message: `${name} is named by its code ${code}: ${obstacle}.`,
    organization: { code, name },
  };
}
