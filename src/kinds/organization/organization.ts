// The kind of organizations and their managed fields. An organization that Kinde lacks is created, and none is deleted.
// Registrations are closed before all other changes and opened after them.
import { organizationKey } from '../../model/change.js';
import type {
  Change,
  CreateOrganization,
  FieldChange,
  OrganizationChange,
  OrganizationRef,
  UpdateOrganization,
} from '../../model/change.js';
import type { Comparison, OrganizationPair } from '../../model/comparison.js';
import type { DesiredOrganization } from '../../model/desired.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveOrganization } from '../../model/live.js';
import { nameSome } from '../../model/name-some.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import { diagnoseOrganizations } from './diagnose-organizations.js';
import { orderByHandle } from './handles.js';
import { deedsOfFields, describeStep } from '../change-words.js';
import type { ReviewSection } from '../change-words.js';
import { usual } from '../kind.js';
import type { ApplyRun, Findings, Kind } from '../kind.js';
import {
  combineFields,
  describeCreation,
  managedFields,
  nameField,
  splitByStep,
  stepOfFields,
} from './organization-fields.js';
import type { ManagedField, ManagedFieldChange } from './organization-fields.js';
import { notifyExternalIds } from './notify-external-ids.js';
import { notifyRenamedOrganizations } from './notify-renamed-organizations.js';
import { findSimilarNames } from '../../likeness/similar-organizations.js';
import { isSame } from '../status.js';
import { notifyStays, statusOfCreation, statusOfUpdate } from './organization-status.js';
import { nothingTouched } from '../touched.js';
import { describeDomainStep, isNarrower } from './registration-domains.js';
import { emptiesHandle, limitsOpening, writeOrganization } from './write-organizations.js';

export const organization: Kind<OrganizationChange> = {
  ...usual,
  name: 'organization',
  owns: (change: Change): change is OrganizationChange => change.resource === 'organization',
  check: diagnoseOrganizations,
  diff: diffOrganizations,
  stepOf: ({ action, organization: { code }, fields }) => {
    if (action === 'create') return 'organizations';
    // The domains of a new organization wait for its creation, whether they narrow its registrations or not.
    return code === null ? 'open-registrations' : stepOfFields(fields);
  },
  operations: ({ organizations }) => ({
    listOrganizations: true,
    getOrganization: true,
    createOrganization: organizations.some(({ selector: { by } }) => by !== 'default' && by !== 'code'),
    updateOrganization: organizations.some(({ selector, ...desired }) =>
      managedFields.some((field) => (desired[field]?.value ?? null) !== null && selector.by !== field),
    ),
    clearOrganizationHandle: organizations.some(({ handle }) => handle?.value === null),
  }),
  cost: (changes) => ({
    createOrganization: changes.filter(({ action }) => action === 'create').length,
    updateOrganization:
      changes.filter((change) => change.action === 'update' && !emptiesHandle(change)).length +
      changes.filter(limitsOpening).length,
    clearOrganizationHandle: changes.filter(emptiesHandle).length,
  }),
  confirmingReads: (changes) => changes.filter(limitsOpening).length,
  write: async (changes, run) => {
    for (const group of orderByHandle(changes)) {
      await writeEach(group, run);
    }
  },
  touches: ({ organization: ref, fields }) => {
    const hasDomains = fields.some(({ field }) => field === 'registrationDomains');
    return { ...nothingTouched, organizations: [ref], withDomains: hasDomains ? [ref] : [] };
  },
  status: (change, live, ids, changes) =>
    change.action === 'create'
      ? statusOfCreation(change, { live, ids, changes })
      : statusOfUpdate(change, { live, ids, changes }),
  invert: (change) => {
    if (change.action === 'create') return null;
    const fields = change.fields.map(({ field, before, after }) => ({ field, before: after, after: before }));
    const lost = fields.find(({ field, after }) => after === null && field !== 'handle');
    if (lost === undefined) return { change: { ...change, fields } };
    return { irreversible: `Kinde has no API call that removes the value of ${lost.field}.` };
  },
  combine: combineFields,
  notifyCreated: (created, live, ids) => created.flatMap((change) => notifyStays(change, live, ids)),
  deeds: ({ action, organization: ref, fields }) => {
    const subject = [action, 'organization', organizationKey(ref)];
    return [...(action === 'create' ? [JSON.stringify(subject)] : []), ...deedsOfFields(subject, fields)];
  },
  describe: (change) =>
    change.action === 'create'
      ? [{ sign: '+', subject: 'organization', detail: describeCreation(change.fields) }]
      : change.fields.map((field) => ({
          sign: '~',
          subject: nameField(field.field),
          detail:
            field.field === 'registrationDomains'
              ? describeDomainStep(field.before, field.after)
              : describeStep(field),
          section: chooseSection(field),
          ...(field.source === undefined ? {} : { source: field.source }),
        })),
  describeMiss: ({ organization: { name }, fields }) =>
    `${name} differs from the plan (${fields.map(({ field }) => field).join(', ')})`,
};

function chooseSection({ field, before, after }: FieldChange): ReviewSection {
  if (field === 'allowRegistrations') return after === true ? 'opening' : 'closing';
  if (field === 'registrationDomains') return isNarrower(before, after) ? 'closing' : 'opening';
  return 'settings';
}

/** Writes the changes of one organization one after the other, and several organizations at the same time. */
async function writeEach(changes: readonly OrganizationChange[], run: ApplyRun): Promise<void> {
  const groups = [...groupBy(changes, (change) => organizationKey(change.organization)).values()];
  await Promise.all(
    groups.map(async (group) => {
      for (const change of group) await writeOrganization(change, run);
    }),
  );
}

function diffOrganizations(comparison: Comparison): Findings<OrganizationChange> {
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
  const changes = splitByStep(fields).map((own) => toUpdate(own, pair));
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
