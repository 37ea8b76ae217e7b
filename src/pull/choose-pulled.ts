// The selectors of `pull --organization`: they may name an organization that only Kinde has.
import { fitsLive, requireOne } from '../kinds/organization/select-organizations.js';
import type { DesiredOrganization } from '../model/desired.js';
import type { LiveOrganization } from '../model/live.js';

/**
 * Returns the live organizations that the selectors mean, each once. Throws `UsageError`: `no-such-organization` for a
 * selector that fits none, `ambiguous-organization` for one that fits several.
 */
export function chooseOrganizations(
  live: readonly LiveOrganization[],
  selectors: readonly string[],
): readonly LiveOrganization[] {
  const chosen = new Set(selectors.map((selector) => findCode(live, selector)));
  return live.filter(({ code }) => chosen.has(code));
}

/** A selector that is a code means that organization, and not another whose name looks the same. */
function findCode(live: readonly LiveOrganization[], selector: string): string {
  const fitting = live.filter((one) => fitsLive(one, selector)).map(({ code }) => code);
  const codes = fitting.includes(selector) ? [selector] : fitting;
  return requireOne(codes, selector, 'of the files or of Kinde');
}

/** Returns whether an entry of the files states a value, which no other entry may then repeat. */
export function isStated(
  entries: readonly DesiredOrganization[],
  field: 'name' | 'handle' | 'externalId',
  value: string,
): boolean {
  return entries.some((entry) => {
    if (entry[field]?.value !== value) return false;
    return field !== 'name' || entry.selector.by === 'name';
  });
}
