// Two configurations as one, only to be read for: what either of them needs to know is read once. The result means
// nothing to any other stage, since it names organizations twice.
import type { Base } from '../model/base.js';
import type { DesiredState } from '../model/desired.js';

/** Returns what to read so that both configurations can be diffed; without a base that is the first one alone. */
export function uniteDesired(head: DesiredState, given: Base | null): DesiredState {
  const base = given?.desired ?? null;
  if (base === null) return head;
  return {
    environment: {
      ...base.environment,
      ...head.environment,
      featureFlags: [...head.environment.featureFlags, ...base.environment.featureFlags],
    },
    safety: { ...head.safety, keepHolder: [...head.safety.keepHolder, ...base.safety.keepHolder] },
    organizations: [...head.organizations, ...base.organizations],
  };
}
