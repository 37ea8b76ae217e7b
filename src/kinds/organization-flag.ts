// The kind of an organization's feature flag values. `null` in a file restores the environment's value.
import { collection } from './collection/collection.js';
import { diagnoseFlag, healableFlagCodes } from './flag-rules.js';

export const organizationFlag = collection({
  name: 'organization-flag',
  parent: 'organization',
  section: 'featureFlags',
  resource: 'organization-flag',
  prefix: '',
  noun: 'feature flag',
  plural: 'feature flags',
  isFreeText: true,
  healable: healableFlagCodes,
  list: 'organization flags',
  inherits: 'feature-flag',
  operations: {
    read: 'listOrganizationFlags',
    readInherited: 'listFeatureFlags',
    set: 'setOrganizationFlag',
    clear: 'clearOrganizationFlag',
  },
  check: diagnoseFlag,
});
