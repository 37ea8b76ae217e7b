// `--organization` for pull: besides entries of the files it may name an organization that only Kinde has.
import type { DesiredOrganization } from '../model/desired.js';
import { UsageError } from '../model/errors.js';
import type { LiveOrganization } from '../model/live.js';

/**
 * Returns the live organizations that the selectors mean, none twice. Throws `UsageError`: `no-such-organization` for a
 * selector that fits none, `ambiguous-organization` for one that fits several.
 */
export function chooseOrganizations(
  live: readonly LiveOrganization[],
  selectors: readonly string[],
): readonly LiveOrganization[] {
  const chosen = new Set(selectors.map((selector) => chooseOne(live, selector)));
  return live.filter((one) => chosen.has(one));
}

function chooseOne(live: readonly LiveOrganization[], selector: string): LiveOrganization {
  const byCode = live.filter(({ code }) => code === selector);
  const fitting = byCode.length > 0 ? byCode : live.filter((one) => isMeant(one, selector));
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    throw new UsageError(
      'no-such-organization',
      `--organization ${selector} fits no organization, neither in the files nor in Kinde.`,
      { hint: 'Give a code, external id, handle or name as the files or Kinde have it.' },
    );
  }
  throw new UsageError(
    'ambiguous-organization',
    `--organization ${selector} fits ${fitting.length} organizations in Kinde: ${fitting.map(({ code }) => code).join(', ')}.`,
    { hint: 'Give the code of the one that is meant.' },
  );
}

function isMeant({ name, handle, externalId, isDefault }: LiveOrganization, selector: string): boolean {
  return [name, handle, externalId].includes(selector) || (isDefault && selector === 'default');
}

/** Returns whether an entry of the files states a value, so that no other entry can. */
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
