// The kind of the environment's feature flag values. The flags themselves must exist in Kinde.
import { collection } from './collection/collection.js';
import { diagnoseFlag, healableFlagCodes } from './flag-rules.js';

export const featureFlag = collection({
  name: 'feature-flag',
  parent: 'environment',
  section: 'featureFlags',
  resource: 'environment',
  prefix: 'featureFlags.',
  noun: 'feature flag',
  plural: 'feature flags',
  isFreeText: true,
  healable: healableFlagCodes,
  list: 'feature flags',
  operations: { read: 'listFeatureFlags', set: 'setFeatureFlag' },
  check: diagnoseFlag,
});
