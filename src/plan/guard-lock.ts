// The lock: a configuration for one environment never changes another.
import type { DesiredState } from '../model/desired.js';
import type { LiveEnvironment } from '../model/live.js';
import type { Refusal } from '../model/notice.js';
import { formatPlace } from '../model/place.js';

/** Returns the refusal if `environment.code` names another environment than the live one, else null. */
export function guardLock({ environment }: DesiredState, live: LiveEnvironment): Refusal | null {
  const { code } = environment;
  if (code === undefined || code.value === live.code) return null;
  return {
    guard: 'environment-lock',
    message: `${formatPlace(code.place)} locks this configuration to the environment "${code.value}", but these credentials belong to "${live.code}" (${live.name}). Use the credentials of "${code.value}", or the configuration of "${live.code}".`,
    override: null,
  };
}
