// Rules for the entries of organizations: each has a selector, no two mean the same organization, and open registrations state
// a membership.
import type { SelectorKey } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import type { ConfigParts, OrganizationPart } from './gather-parts.js';
import { diagnoseAt, diagnoseAtKey, fieldOf, isWrittenNull, placeOf, quote } from './written-value.js';
import type { Written } from './written-value.js';

/** Returns a diagnostic for each entry without a selector. */
export function diagnoseSelectors(parts: ConfigParts): readonly Diagnostic[] {
  return parts.organizations.flatMap(({ entry, selector }) => {
    if (
      selector !== null ||
      Array.isArray(entry.value) ||
      typeof entry.value !== 'object' ||
      entry.value === null
    )
      return [];
    const message = 'This entry does not say which organization it means.';
    const hint = 'Add "default: true", "code", "externalId", "handle" or "name".';
    return [diagnoseAt(entry, { code: 'missing-selector', message, hint })];
  });
}

/** Returns a diagnostic for each `handle:` without a value, which could mean "not managed" or "no handle". */
export function diagnoseEmptyHandles(parts: ConfigParts): readonly Diagnostic[] {
  return parts.organizations.flatMap(({ noHandle }) => {
    if (noHandle === null || isWrittenNull(noHandle)) return [];
    const message = 'Nothing follows "handle:", which could mean "not managed" or "no handle".';
    const hint = 'Remove the key to leave the handle unmanaged, or write "handle: null" to empty it.';
    return [diagnoseAtKey(noHandle, 'handle', { code: 'missing-value', message, hint })];
  });
}

/** Returns a diagnostic for each entry of an organization that has an earlier entry, and for each name of two new ones. */
export function diagnoseSameOrganization(parts: ConfigParts): readonly Diagnostic[] {
  const seen = new Map<string, Written>();
  return parts.organizations.flatMap((organization) => {
    const claims = claimsOf(organization);
    const clash = claims.find((claim) => claim.against.some((key) => seen.has(key)));
    for (const claim of claims) for (const key of claim.as) if (!seen.has(key)) seen.set(key, claim.written);
    const first = clash?.against.map((key) => seen.get(key)).find((written) => written !== undefined);
    return clash === undefined || first === undefined ? [] : [diagnoseClash(clash, first)];
  });
}

interface Claim {
  readonly code: 'duplicate-organization' | 'duplicate-name';
  readonly by: SelectorKey;
  readonly written: Written;
  /** The keys that this entry claims. */
  readonly as: readonly string[];
  /** The keys that no earlier entry may have claimed. */
  readonly against: readonly string[];
}

function claimsOf(organization: OrganizationPart): readonly Claim[] {
  const { selector, name } = organization;
  const keys = (['code', 'externalId', 'handle'] as const).flatMap((by) => {
    const written = organization[by];
    return written === null ? [] : [identify(by, written, written.value)];
  });
  const byDefault = selector?.by === 'default' ? [identify('default', selector.written, '')] : [];
  return [...byDefault, ...keys, ...(name === null ? [] : claimName(organization, name.value, name))];
}

function identify(by: SelectorKey, written: Written, value: string): Claim {
  const key = `${by} ${value}`;
  return { code: 'duplicate-organization', by, written, as: [key], against: [key] };
}

/**
 * Names need not be unique in Kinde. Two equal names collide only if one of them is a selector, or if both entries create an
 * organization.
 */
function claimName({ selector }: OrganizationPart, name: string, written: Written): readonly Claim[] {
  const [any, selecting, creating] = [`name ${name}`, `selected name ${name}`, `created name ${name}`];
  if (selector?.by === 'name') {
    return [
      { code: 'duplicate-organization', by: 'name', written, as: [any, selecting, creating], against: [any] },
    ];
  }
  const isCreated = selector?.by === 'externalId' || selector?.by === 'handle';
  const created: Claim = { code: 'duplicate-name', by: 'name', written, as: [creating], against: [creating] };
  const claim: Claim = {
    code: 'duplicate-organization',
    by: 'name',
    written,
    as: [any],
    against: [selecting],
  };
  return isCreated ? [claim, created] : [claim];
}

function diagnoseClash(claim: Claim, first: Written): Diagnostic {
  const where = formatPlace(placeOf(first));
  const { code, by, written } = claim;
  const what =
    by === 'default' ? 'the default organization' : `the organization with the ${by} ${quote(written)}`;
  const message =
    code === 'duplicate-name'
      ? `Another organization with the name ${quote(written)} is to be created, at ${where}.`
      : `Two entries mean ${what}; the other is at ${where}.`;
  const hint = code === 'duplicate-name' ? 'Give them different names.' : 'Merge them into one entry.';
  return diagnoseAt(written, { code, message, hint });
}

/** Returns a diagnostic for each `newcomers` without a member list, where the key would do nothing. */
export function diagnoseNewcomers(parts: ConfigParts): readonly Diagnostic[] {
  return parts.organizations.flatMap(({ entry, newcomers }) => {
    if (newcomers === null || fieldOf(entry, 'members') !== null) return [];
    const message = '"newcomers" decides about listed addresses, but this entry has no "members".';
    const hint = 'List the members, or remove the key.';
    return [diagnoseAtKey(newcomers, 'newcomers', { code: 'wrong-key', message, hint })];
  });
}

/**
 * Returns a diagnostic for each organization with open registrations and a member list, but without `membership`. The default
 * `exact` would remove the people who register.
 */
export function diagnoseMembershipStated(parts: ConfigParts): readonly Diagnostic[] {
  return parts.organizations.flatMap(({ allowRegistrations, members, membership }) => {
    if (allowRegistrations?.value !== true || members === null || membership !== null) return [];
    const message =
      'Registrations are allowed here, so "membership:" must say whether people who register stay.';
    const hint =
      'Add "membership: additive" to keep them, or "membership: exact" to remove them at the next apply.';
    return [diagnoseAtKey(members, 'members', { code: 'membership-not-stated', message, hint })];
  });
}
