// A second collection of organizations for tests. Nothing is inherited, no value can be taken away, and
// another list says which keys exist, as with properties. The sandbox keeps the values as the organization's feature flags.
import { collection } from '../../../src/kinds/collection/collection.js';
import { diagnoseFlag } from '../../../src/kinds/flag-rules.js';
import type { Kind } from '../../../src/kinds/kind.js';
import { kinds } from '../../../src/kinds/registry.js';
import type { FieldChange, OrganizationRef, UpdateOrganizationValue } from '../../../src/model/change.js';
import type { DesiredState } from '../../../src/model/desired.js';
import type { KeyedValue } from '../../../src/model/values.js';

const resource = 'organization-entitlement' as string as UpdateOrganizationValue['resource'];

export const entitlement = collection({
  name: resource,
  parent: 'organization',
  section: 'entitlements',
  resource,
  prefix: '',
  noun: 'entitlement',
  plural: 'entitlements of customers',
  list: 'entitlements',
  definitions: {
    name: 'entitlement-definition',
    list: 'definitions of entitlements',
    read: 'listFeatureFlags',
  },
  operations: { read: 'listOrganizationFlags', set: 'setOrganizationFlag' },
  check: diagnoseFlag,
});

/** Registers the kind, and returns the function that takes it out again. A registered kind stays as it is. */
export function register(kind: Kind): () => void {
  if (kinds.includes(kind)) return () => undefined;
  const open = kinds as Kind[];
  open.push(kind);
  return () => void open.splice(open.indexOf(kind), 1);
}

/** Returns the change of one entitlement. */
export function changeEntitlement(
  organization: OrganizationRef,
  field: FieldChange,
): UpdateOrganizationValue {
  return { action: 'update', resource, organization, fields: [field], source: 'kinde.yaml:9:7' };
}

/** Returns the state with values for the environment, or for every organization; the schema knows no test section. */
export function wantValues(
  desired: DesiredState,
  { values }: Pick<Kind, 'values'>,
  wanted: Readonly<Record<string, KeyedValue | null>>,
): DesiredState {
  if (values === null) return desired;
  const place = { file: 'kinde.yaml', line: 9, column: 7 };
  const list = Object.entries(wanted).map(([key, value]) => ({ key, value, place }));
  const own = new Map([[values.section, list]]);
  const add = <Parent extends { readonly values: DesiredState['environment']['values'] }>(
    parent: Parent,
  ) => ({
    ...parent,
    values: new Map([...parent.values, ...own]),
  });
  return values.parent === 'environment'
    ? { ...desired, environment: add(desired.environment) }
    : { ...desired, organizations: desired.organizations.map(add) };
}
