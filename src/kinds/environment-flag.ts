// The environment's values of feature flags that exist in Kinde.
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
