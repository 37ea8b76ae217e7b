// `--organization` of the report: chooses live organizations. A selector may also be a value of an organization's entry, but the
// files are not needed.
import type { OrganizationMatch } from '../kinds/organization/match-organizations.js';
import { fitsLive, requireOne } from '../kinds/organization/select-organizations.js';
import type { LiveOrganization } from '../model/live.js';

/**
 * Returns the organizations that a selector names by code, external id, handle, name or `default`, or all without selectors.
 * Throws `UsageError`: `no-such-organization` for a selector that fits none, `ambiguous-organization` for one that fits
 * several.
 */
export function chooseOrganizations(
  live: readonly LiveOrganization[],
  matches: readonly OrganizationMatch[],
  selectors: readonly string[],
): readonly LiveOrganization[] {
  if (selectors.length === 0) return live;
  const codes = new Set(selectors.map((selector) => findCode(live, matches, selector)));
  return live.filter(({ code }) => codes.has(code));
}

function findCode(
  live: readonly LiveOrganization[],
  matches: readonly OrganizationMatch[],
  selector: string,
): string {
  const written = matches.filter((match) => isNamed(match, selector)).map((match) => match.live?.code);
  const own = live.filter((one) => fitsLive(one, selector)).map(({ code }) => code);
  const codes = new Set([...own, ...written].filter((one) => one !== undefined));
  return requireOne([...codes], selector, 'in Kinde');
}

function isNamed({ desired }: OrganizationMatch, selector: string): boolean {
  const { externalId, handle, name } = desired;
  return [externalId, handle, name].some((placed) => placed?.value === selector);
}
