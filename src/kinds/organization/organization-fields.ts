// The managed fields of an organization: reads them, names them, and joins them into changes.
import type { FieldChange, FieldValue, OrganizationChange, UpdateOrganization } from '../../model/change.js';
import { compareText } from '../../model/compare-text.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveOrganization } from '../../model/live.js';
import { describeValue } from '../change-words.js';

export const managedFields = ['name', 'handle', 'externalId', 'allowRegistrations'] as const;
export type ManagedField = (typeof managedFields)[number];

export interface ManagedFieldChange extends FieldChange {
  readonly field: ManagedField;
}

const fieldNames: Readonly<Record<string, string>> = {
  allowRegistrations: 'registrations',
  externalId: 'external id',
};

/** Returns the live value of a managed field; undefined for any other field. */
export function readField(live: LiveOrganization, field: string): FieldValue | undefined {
  const known = managedFields.find((one) => one === field);
  return known === undefined ? undefined : live[known];
}

/** Returns the field's name in words. */
export function nameField(field: string): string {
  return fieldNames[field] ?? field;
}

/** Returns the fields of a new organization in words, without its name. */
export function describeCreation(fields: readonly FieldChange[]): string {
  const shown = fields
    .filter(({ field }) => field !== 'name')
    .map(({ field, after }) => `${nameField(field)} ${describeValue(field, after)}`);
  return shown.length === 0 ? 'created' : `created, ${shown.join(', ')}`;
}

/**
 * Returns the fields of one organization, split into changes: one, or two for a handle and registrations. All handles are
 * written in the step `organizations`, so that none waits for a step that opens or closes registrations.
 */
export function splitByHandle<Field extends FieldChange>(
  fields: readonly Field[],
): readonly (readonly Field[])[] {
  const registrations = fields.filter(({ field }) => field === 'allowRegistrations');
  const isSplit = registrations.length > 0 && fields.some(({ field }) => field === 'handle');
  if (isSplit) return [fields.filter((one) => !registrations.includes(one)), registrations];
  return fields.length === 0 ? [] : [fields];
}

/** Returns the changes, with the updates of each organization joined as a plan has them. */
export function combineFields(changes: readonly OrganizationChange[]): readonly OrganizationChange[] {
  const updates = changes.filter((change) => change.action === 'update');
  const groups = [...groupBy(updates, ({ organization }) => organization.code).values()];
  return [...changes.filter(({ action }) => action === 'create'), ...groups.flatMap(joinUpdates)];
}

function joinUpdates(group: readonly UpdateOrganization[]): readonly UpdateOrganization[] {
  const [first] = group;
  if (first === undefined) return [];
  const fields = group
    .flatMap((change) => change.fields)
    .toSorted((one, other) => compareText(one.field, other.field));
  return splitByHandle(fields).map((own) => {
    const { source } = group.find((change) => own.some((field) => change.fields.includes(field))) ?? first;
    return { ...first, fields: own, source };
  });
}
