// The kind of an organization's property values. Kinde's list of properties says which keys exist and which are private. A value
// can be replaced and never taken away.
import { closestMatch } from 'leven';
import type { Diagnostic } from '../model/diagnostic.js';
import { nameSome } from '../model/text/name-some.js';
import type { DesiredValue, LiveValue } from '../model/values.js';
import { collection } from './collection/collection.js';

export const organizationProperty = collection({
  name: 'organization-property',
  parent: 'organization',
  section: 'properties',
  resource: 'organization-property',
  prefix: '',
  noun: 'property',
  plural: 'properties',
  isFreeText: true,
  healable: ['unknown-property'],
  list: 'organization properties',
  definitions: { name: 'property', list: 'properties', read: 'listProperties' },
  operations: { read: 'listOrganizationProperties', set: 'setOrganizationProperty' },
  check: diagnoseProperty,
});

/** The number of existing keys that a diagnostic names. */
const mostKeys = 20;

/** Returns the diagnostic of a key that does not exist, with the keys that do. No message holds a value. */
function diagnoseProperty({ key, place }: DesiredValue, known: readonly LiveValue[]): readonly Diagnostic[] {
  const keys = known.map((one) => one.key).sort();
  if (keys.includes(key)) return [];
  const near = closestMatch(key, keys, { maxDistance: 3 });
  const existing =
    keys.length === 0
      ? 'Kinde has no property of organizations: create it there first (Settings > Properties), or remove it from the file.'
      : `Kinde has: ${nameSome(keys, mostKeys)}.`;
  return [
    {
      code: 'unknown-property',
      severity: 'error',
      message: `Kinde has no property "${key}" of organizations.`,
      place,
      hint: near === undefined ? existing : `Did you mean "${near}"? ${existing}`,
    },
  ];
}
