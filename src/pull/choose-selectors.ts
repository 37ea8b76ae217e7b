// Decides how new entries name their organizations: by code, or for files of several environments by external id. The default
// organization without an external id is named as such there, since each environment has one.
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

/** The selector of each new entry by the code of its organization. Without one the entry has the code. */
export type Selectors = ReadonlyMap<string, 'externalId' | 'default'>;

export interface ChosenSelectors {
  readonly selectors: Selectors;
  /** A notice for each organization whose external id does not suffice. */
  readonly notices: readonly Notice[];
}

/** Returns the selectors of new entries. */
export function chooseSelectors(
  organizations: readonly LiveOrganization[],
  { by, live, entries }: Choosing,
): ChosenSelectors {
  const choice = by ?? followEntries(entries);
  if (choice === 'code') return { selectors: new Map(), notices: [] };
  const named = organizations.filter(({ externalId }) => externalId !== null);
  const rivals: Rivals = {
    externalIds: groupBy(live, ({ externalId }) => externalId),
    names: groupBy(named, ({ name }) => name),
    entries,
  };
  const selectors = new Map<string, 'externalId' | 'default'>();
  const notices: Notice[] = [];
  for (const one of organizations) {
    const obstacle = findObstacle(one, rivals);
    if (obstacle === null) selectors.set(one.code, 'externalId');
    else if (one.isDefault) selectors.set(one.code, 'default');
    else if (one.externalId !== null) notices.push(notifyByCode(one, obstacle));
  }
  return { selectors, notices };
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
  if (externalId === null) return 'it has no external id';
  if (!acceptsText(externalId)) return "its external id can't be written in a file";
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
