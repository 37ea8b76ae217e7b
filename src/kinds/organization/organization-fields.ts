// The managed fields of an organization: reads them, names them, and joins them into changes.
import type { FieldChange, FieldValue, OrganizationChange, UpdateOrganization } from '../../model/change.js';
import { compareText } from '../../model/compare-text.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveOrganization } from '../../model/live.js';
import type { StepName } from '../../model/step.js';
import { describeValue } from '../change-words.js';
import { isNarrower } from './registration-domains.js';

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

/** Returns the fields of a new organization in words, without its name. */
export function describeCreation(fields: readonly FieldChange[]): string {
  const shown = fields
    .filter(({ field }) => field !== 'name')
    .map(({ field, after }) => `${nameField(field)} ${describeValue(field, after)}`);
  return shown.length === 0 ? 'created' : `created, ${shown.join(', ')}`;
}

/** Returns whether two values of a field are equal. A list is compared entry by entry. */
export function isSameField(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
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
  const isOpening = all.some((one) => one.field === 'allowRegistrations' && one.after === true);
  return !isOpening && isNarrower(before, after) ? 'close-registrations' : 'open-registrations';
}

/**
 * Returns the fields of one organization, split into changes. An emptied handle has a request of its own. All handles are
 * written in the step `organizations`, so that none waits for a step that opens or closes registrations.
 */
export function splitByStep<Field extends FieldChange>(
  fields: readonly Field[],
): readonly (readonly Field[])[] {
  const emptied = fields.filter(({ field, after }) => field === 'handle' && after === null);
  const rest = fields.filter((one) => !emptied.includes(one));
  const bySteps = groupBy(rest, (one) => stepOfField(one, rest));
  const [plain = [], closing = [], opening = []] = steps.map((step) => bySteps.get(step));
  const isWhole = closing.length === 0 || opening.length === 0;
  const hasHandle = plain.some(({ field }) => field === 'handle');
  const parts = isWhole && !hasHandle ? [rest] : [plain, closing, opening];
  return [emptied, ...parts].filter((part) => part.length > 0);
}

const steps = ['organizations', 'close-registrations', 'open-registrations'] as const;

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
  return splitByStep(fields).map((own) => {
    const { source } = group.find((change) => own.some((field) => change.fields.includes(field))) ?? first;
    return { ...first, fields: own, source };
  });
}
