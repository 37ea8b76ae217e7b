// The kind of organizations and their managed fields. An organization that Kinde lacks is created, and none is deleted.
// Registrations are closed before all other changes and opened after them.
import { organizationKey } from '../../model/change.js';
import type { Change, FieldChange, OrganizationChange } from '../../model/change.js';
import { groupBy } from '../../model/group-by.js';
import { diagnoseOrganizations } from './diagnose-organizations.js';
import { diffOrganizations } from './diff-organizations.js';
import { orderByHandle } from './handles.js';
import { deedsOfFields, describeStep } from '../change-words.js';
import type { ReviewSection } from '../change-words.js';
import { usual } from '../kind.js';
import type { ApplyRun, Kind } from '../kind.js';
import {
  combineFields,
  describeCreation,
  managedFields,
  nameField,
  stepOfFields,
} from './organization-fields.js';
import { notifyStays, statusOfCreation, statusOfUpdate } from './organization-status.js';
import { nothingTouched } from '../touched.js';
import { describeDomains, describeDomainStep, isNarrower } from './registration-domains.js';
import { emptiesHandle, limitsOpening, writeOrganization } from './write-organizations.js';

export const organization: Kind<OrganizationChange> = {
  ...usual,
  name: 'organization',
  healable: ['membership-not-stated', 'handle-taken', 'external-id-taken'],
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
  describe: (change, { opensLater }) =>
    change.action === 'create'
      ? [{ sign: '+', subject: 'organization', detail: describeCreation(change.fields, opensLater) }]
      : change.fields.map((field) => ({
          sign: '~',
          subject: nameField(field.field),
          detail: describeField(field, change.organization.code === null),
          section: chooseSection(field),
          ...(field.source === undefined ? {} : { source: field.source }),
        })),
  describeMiss: ({ organization: { name }, fields }) =>
    `${name} differs from the plan (${fields.map(({ field }) => field).join(', ')})`,
};

/** Returns the step of one field in words. A new organization has no earlier state that a reader knows. */
function describeField(field: FieldChange, isNew: boolean): string {
  if (field.field === 'registrationDomains')
    return isNew ? describeDomains(field.after) : describeDomainStep(field.before, field.after);
  return isNew && field.field === 'allowRegistrations' ? 'opened as the last step' : describeStep(field);
}

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
