// Compares the managed fields of each organization with Kinde. An organization that Kinde lacks is created closed, and opened by
// a change of its own.
import type {
  CreateOrganization,
  OrganizationChange,
  OrganizationRef,
  UpdateOrganization,
} from '../../model/change.js';
import type { Comparison, OrganizationPair } from '../../model/comparison.js';
import type { DesiredOrganization } from '../../model/desired.js';
import type { LiveOrganization } from '../../model/live.js';
import { nameSome } from '../../model/text/name-some.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import { findSimilarNames } from '../../likeness/similar-organizations.js';
import type { Findings } from '../kind.js';
import { isSame } from '../status.js';
import { notifyExternalIds } from './notify-external-ids.js';
import { notifyRenamedOrganizations } from './notify-renamed-organizations.js';
import { managedFields, splitIntoChanges } from './organization-fields.js';
import type { ManagedField, ManagedFieldChange } from './organization-fields.js';

/** Returns the changes and notices of all organizations of the files. */
export function diffOrganizations(comparison: Comparison): Findings<OrganizationChange> {
  const { organizations, live } = comparison;
  const found = organizations.map(diffOrganization);
  return {
    changes: found.flatMap(({ changes }) => changes),
    notices: [
      ...notifySimilar(organizations, live.organizations),
      ...notifyRenamedOrganizations(comparison),
      ...notifyExternalIds(comparison),
    ],
    unchanged: found.reduce((sum, { unchanged }) => sum + unchanged, 0),
  };
}

/** A misspelt name would create a second organization, with the people who should join the first one. */
function notifySimilar(
  pairs: readonly OrganizationPair[],
  known: readonly LiveOrganization[],
): readonly Notice[] {
  const created = pairs.filter(({ live }) => live === null);
  const similar = findSimilarNames(
    created.map(({ ref }) => ref.name),
    known.map(({ name }) => name),
  );
  return created.flatMap(({ ref, desired }) => {
    const other = similar.get(ref.name);
    if (other === undefined) return [];
    const codes = known.filter(({ name }) => name === other).map(({ code }) => code);
    const message = `There is no "${ref.name}" in Kinde, but "${other}" (${nameSome(codes, 3)}). If this entry means that organization, add its code; otherwise a second one is created.`;
    return [{ code: 'similar-organization', message, organization: ref, source: formatPlace(desired.place) }];
  });
}

function diffOrganization(pair: OrganizationPair): Findings<OrganizationChange> {
  const { desired, live, ref } = pair;
  if (live === null) return { changes: createChanges(desired, ref), notices: [], unchanged: 0 };
  const fields = managedFields.flatMap((field) => compareField(field, desired, live));
  const changes = splitIntoChanges(fields).map((own) => toUpdate(own, pair));
  return { changes, notices: [], unchanged: changes.length === 0 ? 1 : 0 };
}

function toUpdate(
  fields: readonly ManagedFieldChange[],
  { desired, ref }: Pick<OrganizationPair, 'desired' | 'ref'>,
): UpdateOrganization {
  const [first] = fields;
  const sourceOf = (field: ManagedField | undefined): string =>
    formatPlace((field === undefined ? undefined : desired[field]?.place) ?? desired.place);
  const source = sourceOf(first?.field);
  const placed = fields.map((one) => {
    const own = sourceOf(one.field);
    return own === source ? one : { ...one, source: own };
  });
  return {
    action: 'update',
    resource: 'organization',
    organization: ref,
    fields: placed,
    source,
  };
}

function compareField(
  field: ManagedField,
  desired: DesiredOrganization,
  live: LiveOrganization,
): readonly ManagedFieldChange[] {
  const wanted = desired[field];
  const before = live[field] ?? null;
  if (wanted === undefined || isSame(wanted.value, before)) return [];
  return [{ field, before, after: wanted.value }];
}

/**
 * Creates the organization with registrations closed and for any address, because Kinde's creation takes no domains. A
 * change of its own sets the domains, and opens registrations after everyone has joined.
 */
function createChanges(desired: DesiredOrganization, ref: OrganizationRef): readonly OrganizationChange[] {
  const fields = createdFields.flatMap((field) => {
    const wanted = desired[field];
    if (wanted === undefined || wanted.value === null) return [];
    return [{ field, before: null, after: field === 'allowRegistrations' ? false : wanted.value }];
  });
  const create: CreateOrganization = {
    action: 'create',
    resource: 'organization',
    organization: ref,
    fields,
    source: formatPlace(desired.place),
  };
  const { allowRegistrations, registrationDomains } = desired;
  const opening = [
    ...(allowRegistrations?.value === true
      ? [{ field: 'allowRegistrations', before: false, after: true } as const]
      : []),
    ...(registrationDomains === undefined || registrationDomains.value.length === 0
      ? []
      : [{ field: 'registrationDomains', before: [], after: registrationDomains.value } as const]),
  ];
  return opening.length === 0 ? [create] : [create, toUpdate(opening, { desired, ref })];
}

const createdFields = ['name', 'handle', 'externalId', 'allowRegistrations'] as const;
