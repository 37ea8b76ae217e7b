// The kind of the environment's feature flag values. The flags themselves must exist in Kinde.
import { collection } from './collection.js';
import { diagnoseFlag } from './flag-rules.js';

export const featureFlag = collection({
  name: 'feature-flag',
  parent: 'environment',
  section: 'featureFlags',
  resource: 'environment',
  prefix: 'featureFlags.',
  noun: 'feature flag',
  list: 'feature flags',
  operations: { read: 'listFeatureFlags', set: 'setFeatureFlag' },
  read: (client) => client.listFeatureFlags(),
  set: (client, _, key, value) => client.setFeatureFlag(key, String(value)),
  check: diagnoseFlag,
});
