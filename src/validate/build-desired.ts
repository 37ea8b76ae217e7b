// Builds the desired state of a valid configuration: applies defaults, sorts settings, chooses selectors.
import { kinds } from '../kinds/registry.js';
import { attestationsBeside } from '../model/attestation.js';
import type { Attestation, SignUpSwitch } from '../model/attestation.js';
import { compareText } from '../model/text/compare-text.js';
import { normalizeDomain, normalizeEmail, sortDomains } from '../model/email.js';
import type {
  DesiredEnvironment,
  DesiredOrganization,
  DesiredState,
  DesiredSwitch,
  ProtectPattern,
  RemovalLimit,
  Safety,
} from '../model/desired.js';
import {
  defaultSafety,
  newcomerRules,
  refusableCodes,
  sessionRules,
  unmanagedRules,
} from '../model/desired.js';
import type { Placed } from '../model/place.js';
import type { DesiredValues, KeyedValue } from '../model/values.js';
import { buildBusiness } from './build-business.js';
import { prepareExpansion } from './expand-members.js';
import type { ExpandedMembers } from './expand-members.js';
import { readDesiredRoles, readName } from './listings.js';
import { statusOfSwitch } from './status-of-switch.js';
import { readSelector } from './selectors.js';
import type { ConfigParts, OrganizationPart, SettingPart } from './gather-parts.js';
import { asText, entriesOf, fieldOf, fieldsOf, placeOf } from './written-value.js';
import type { Written } from './written-value.js';

const defaultAttestedFor = 90;

/** The attestations by file, and the time that decides which of them have expired. */
export interface Attested {
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Returns the desired state of a configuration without errors. */
export function buildDesired(parts: ConfigParts, attested: Attested): DesiredState {
  const business = buildBusiness(parts);
  const expand = prepareExpansion(parts);
  const leavers = parts.leavers.map((leaver) => ({ ...readName(leaver), place: placeOf(leaver.entry) }));
  return {
    ...(parts.day === null ? {} : { asOf: parts.day }),
    environment: buildEnvironment(parts.settings, attested),
    ...(business === null ? {} : { business }),
    safety: buildSafety(parts.safeties[0] ?? null),
    organizations: parts.organizations.map((organization) => buildOrganization(organization, expand)),
    ...(leavers.length === 0 ? {} : { leavers }),
  };
}

function buildEnvironment(settings: readonly SettingPart[], attested: Attested): DesiredEnvironment {
  const sorted = [...settings].sort((left, right) => compareText(left.path, right.path));
  const code = settings.find(({ path }) => path === 'code');
  // The shape check guarantees the type of each value.
  return {
    ...(code === undefined ? {} : { code: placed<string>(code.written) }),
    signUp: below(sorted, 'signUp.').map((part) => buildSwitch(part, settings, attested)),
    values: readEnvironmentValues(sorted),
  };
}

/** A section is a map of values by key, or a single value (`passkeys`) under the empty key. */
function readEnvironmentValues(settings: readonly SettingPart[]): DesiredValues {
  const sections = listSections('environment').map((section) => {
    const own = settings.flatMap(({ path, key, written }) => {
      if (path === section) return [{ key: '', ...placed<KeyedValue>(written) }];
      return path.startsWith(`${section}.`) ? [{ key, ...placed<KeyedValue>(written) }] : [];
    });
    return [section, own] as const;
  });
  return new Map(sections.filter(([, own]) => own.length > 0));
}

function readOrganizationValues({ entry }: OrganizationPart): DesiredValues {
  const sections = listSections('organization').map((section) => {
    const fields = fieldsOf(fieldOf(entry, section));
    const own = fields.map(([key, written]) => ({ key, ...placed<KeyedValue | null>(written) }));
    return [section, own.toSorted((one, other) => compareText(one.key, other.key))] as const;
  });
  return new Map(sections.filter(([, own]) => own.length > 0));
}

function listSections(parent: 'environment' | 'organization'): readonly string[] {
  return kinds.flatMap(({ values }) => (values?.parent === parent ? [values.section] : []));
}

function buildSwitch(
  { key, written }: SettingPart,
  settings: readonly SettingPart[],
  { attestations, now }: Attested,
): DesiredSwitch {
  const one = { setting: key as SignUpSwitch, ...placed<boolean>(written) };
  const find = (wanted: string): Written | null =>
    settings.find(({ path }) => path === wanted)?.written ?? null;
  const status = statusOfSwitch(one, {
    attestations: attestations.get(attestationsBeside(one.place.file)) ?? [],
    environment: asText(find('code'))?.value ?? null,
    attestedFor: numberOf(find('attestedFor')) ?? defaultAttestedFor,
    now,
  });
  return { ...one, status };
}

function below(settings: readonly SettingPart[], prefix: string): readonly SettingPart[] {
  return settings.filter(({ path }) => path.startsWith(prefix));
}

function placed<Value>(written: Written): Placed<Value> {
  return { value: written.value as Value, place: placeOf(written) };
}

function buildSafety(safety: Written | null): Safety {
  const named = new Set(entriesOf(fieldOf(safety, 'refuseOn')).map(({ value }) => value));
  return {
    protect: entriesOf(fieldOf(safety, 'protect')).flatMap(readPattern),
    maxRemovals: readLimit(safety, 'maxRemovals'),
    maxRemovedPeople: readLimit(safety, 'maxRemovedPeople'),
    keepHolder: readDesiredRoles(fieldOf(safety, 'keepHolder')) ?? [],
    unmanagedOrganizations: readRule(safety, 'unmanagedOrganizations', unmanagedRules),
    maxInvitations: numberOf(fieldOf(safety, 'maxInvitations')) ?? defaultSafety.maxInvitations,
    requireReason: readDesiredRoles(fieldOf(safety, 'requireReason')) ?? [],
    refuseOn: refusableCodes.filter((code) => named.has(code)),
    endSessions: readRule(safety, 'endSessions', sessionRules),
  };
}

function readLimit(safety: Written | null, key: 'maxRemovals' | 'maxRemovedPeople'): RemovalLimit {
  const limit = fieldOf(safety, key);
  const usual = defaultSafety[key];
  return {
    count: numberOf(fieldOf(limit, 'count')) ?? usual.count,
    percent: numberOf(fieldOf(limit, 'percent')) ?? usual.percent,
  };
}

// The shape check guarantees one of the rules.
function readRule<Key extends 'unmanagedOrganizations' | 'endSessions'>(
  safety: Written | null,
  key: Key,
  rules: readonly Safety[Key][],
): Safety[Key] {
  const text = asText(fieldOf(safety, key))?.value;
  return rules.find((rule) => rule === text) ?? defaultSafety[key];
}

function readPattern(written: Written): readonly ProtectPattern[] {
  const text = asText(written)?.value;
  if (text === undefined) return [];
  const place = placeOf(written);
  if (!text.startsWith('*@')) return [{ by: 'email', email: normalizeEmail(text), place }];
  return [{ by: 'domain', domain: normalizeDomain(text.slice(2)), place }];
}

function numberOf(written: Written | null): number | null {
  return Number.isFinite(written?.value) ? (written?.value as number) : null;
}

function buildOrganization(
  organization: OrganizationPart,
  expand: (list: Written) => ExpandedMembers,
): DesiredOrganization {
  const { code, externalId, handle, name, allowRegistrations, membership, members } = organization;
  const { allowedEmailDomains, registrationDomains, noHandle } = organization;
  return {
    selector: readSelector(organization.entry.value),
    place: placeOf(organization.entry),
    ...(code === null ? {} : { code: placed<string>(code) }),
    ...(externalId === null ? {} : { externalId: placed<string>(externalId) }),
    ...(handle === null ? {} : { handle: placed<string>(handle) }),
    ...(noHandle === null ? {} : { handle: placed<null>(noHandle) }),
    ...(name === null ? {} : { name: placed<string>(name) }),
    ...(allowRegistrations === null ? {} : { allowRegistrations: placed<boolean>(allowRegistrations) }),
    ...(registrationDomains === null
      ? {}
      : {
          registrationDomains: {
            value: sortDomains(readDomains(registrationDomains)),
            place: placeOf(registrationDomains),
          },
        }),
    membership: membership?.value === 'additive' ? 'additive' : 'exact',
    isMembershipStated: membership !== null,
    ...readNewcomers(organization),
    ...(allowedEmailDomains === null ? {} : { allowedDomains: readDomains(allowedEmailDomains) }),
    ...(members === null ? {} : expand(members)),
    values: readOrganizationValues(organization),
  };
}

// The shape check guarantees one of the rules.
function readNewcomers({ newcomers }: OrganizationPart): Pick<DesiredOrganization, 'newcomers'> {
  const rule = newcomerRules.find((one) => one === newcomers?.value) ?? 'create';
  return rule === 'create' ? {} : { newcomers: rule };
}

function readDomains(written: Written): readonly string[] {
  return entriesOf(written).map((domain) => normalizeDomain(asText(domain)?.value ?? ''));
}
