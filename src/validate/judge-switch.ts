// How a sign-up switch stands by what was attested: for its value, in its environment, not too long ago.
import type { Attestation, SwitchStanding } from '../model/attestation.js';

export interface SwitchFacts {
  /** Those that lie beside the file that declares the switch. */
  readonly attestations: readonly Attestation[];
  /** The lock of the configuration; null if it has none. */
  readonly environment: string | null;
  /** Whole days for which an attestation counts. */
  readonly attestedFor: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const day = 86_400_000;
/** Milliseconds from 1970 to the first and to the last time that there is a date for. */
const lastTime = 8.64e15;

/** Returns whether the switch is attested with this value, or why it is still open. */
export function judgeSwitch(
  { setting, value }: Pick<Attestation, 'setting' | 'value'>,
  { attestations, environment, attestedFor, now }: SwitchFacts,
): SwitchStanding {
  const found = attestations.find((one) => one.setting === setting && one.environment === environment);
  if (found === undefined) return { is: 'never' };
  const { by, at } = found;
  if (found.value !== value) return { is: 'otherwise', by, at };
  const end = Math.max(-lastTime, Math.min(Date.parse(at) + attestedFor * day, lastTime));
  const until = new Date(end).toISOString().slice(0, 10);
  return { is: end <= now ? 'expired' : 'attested', by, at, until };
}
