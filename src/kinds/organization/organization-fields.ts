// The managed fields of an organization: reads them, names them, and joins them into changes.
import type { FieldChange, FieldValue, OrganizationChange, UpdateOrganization } from '../../model/change.js';
import { compareText } from '../../model/text/compare-text.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveOrganization } from '../../model/live.js';
import type { StepName } from '../../model/step-order.js';
import { describeValue } from '../change-words.js';
import { isNarrower, opensRegistrations } from './registration-domains.js';

export const managedFields = [
  'name',
  'handle',
  'externalId',
  'allowRegistrations',
  'registrationDomains',
] as const;
export type ManagedField = (typeof managedFields)[number];

export interface ManagedFieldChange extends FieldChange {
  readonly field: ManagedField;
}

const fieldNames: Readonly<Record<string, string>> = {
  allowRegistrations: 'registrations',
  externalId: 'external id',
  registrationDomains: 'registration domains',
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

/**
 * Returns the fields of a new organization in words, without its name. If its registrations open later, their own line says
 * so.
 */
export function describeCreation(fields: readonly FieldChange[], opensLater: boolean): string {
  const shown = fields
    .filter(({ field }) => field !== 'name' && !(opensLater && field === 'allowRegistrations'))
    .map(({ field, after }) => `${nameField(field)} ${describeValue(field, after)}`);
  return shown.length === 0 ? 'created' : `created, ${shown.join(', ')}`;
}

/**
 * Returns the step that writes these fields of one change. Registrations that become narrower are written first, and wider
 * ones last. The domains of registrations that open are written in the request that opens them.
 */
export function stepOfFields(fields: readonly FieldChange[]): StepName {
  const steps = new Set(fields.map((field) => stepOfField(field, fields)));
  if (steps.has('open-registrations')) return 'open-registrations';
  return steps.has('close-registrations') ? 'close-registrations' : 'organizations';
}

function stepOfField({ field, before, after }: FieldChange, all: readonly FieldChange[]): StepName {
  if (field === 'allowRegistrations') return after === true ? 'open-registrations' : 'close-registrations';
  if (field !== 'registrationDomains') return 'organizations';
  const isOpening = opensRegistrations(all);
  return !isOpening && isNarrower(before, after) ? 'close-registrations' : 'open-registrations';
}

/**
 * Returns the fields of one organization, split into changes. Handles are written in the step `organizations`, so that none
 * waits for a step that opens or closes registrations. Registration domains have a change of their own, because Kinde may
 * refuse them; only registrations that open share it, because the domains limit them.
 */
export function splitIntoChanges<Field extends FieldChange>(
  fields: readonly Field[],
): readonly (readonly Field[])[] {
  const isEmptied = ({ field, after }: Field): boolean => field === 'handle' && after === null;
  const rest = fields.filter((one) => !isEmptied(one));
  const registrations = rest.filter(({ field }) => field === 'allowRegistrations');
  const domains = rest.filter(({ field }) => field === 'registrationDomains');
  const plain = rest.filter((one) => !registrations.includes(one) && !domains.includes(one));
  const isWhole = domains.length === 0 && !plain.some(({ field }) => field === 'handle');
  const ways = opensRegistrations(registrations)
    ? [[...registrations, ...domains]]
    : [registrations, domains];
  const parts = [fields.filter(isEmptied), ...(isWhole ? [rest] : [plain, ...ways])];
  return parts.filter((part) => part.length > 0);
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
  return splitIntoChanges(fields).map((own) => {
    const { source } = group.find((change) => own.some((field) => change.fields.includes(field))) ?? first;
    return { ...first, fields: own, source };
  });
}
