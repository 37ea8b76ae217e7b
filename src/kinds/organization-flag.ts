// The kind of an organization's feature flag values. `null` in a file restores the environment's value.
import { collection } from './collection.js';
import { diagnoseFlag } from './flag-rules.js';

export const organizationFlag = collection({
  name: 'organization-flag',
  parent: 'organization',
  section: 'featureFlags',
  resource: 'organization-flag',
  prefix: '',
  noun: 'feature flag',
  list: 'organization flags',
  inherits: 'feature-flag',
  operations: {
    read: 'listOrganizationFlags',
    readInherited: 'listFeatureFlags',
    set: 'setOrganizationFlag',
    clear: 'clearOrganizationFlag',
  },
  read: (client, code) => client.listOrganizationFlags(code),
  set: (client, code, key, value) => client.setOrganizationFlag(code, key, String(value)),
  clear: (client, code, key) => client.clearOrganizationFlag(code, key),
  check: diagnoseFlag,
});
