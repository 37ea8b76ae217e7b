// Decides whether a sign-up switch is attested: with its value, in its environment, and not expired.
import type { Attestation, SwitchStatus } from '../model/attestation.js';

export interface SwitchFacts {
  /** The attestations beside the file that declares the switch. */
  readonly attestations: readonly Attestation[];
  /** The environment code that the configuration is locked to; null without a lock. */
  readonly environment: string | null;
  /** Days until an attestation expires. */
  readonly attestedFor: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const day = 86_400_000;
/** The range of JavaScript's `Date`, in milliseconds before and after 1970. */
const lastTime = 8.64e15;

/** Returns whether the switch is attested with this value, or the reason why it is open. */
export function statusOfSwitch(
  { setting, value }: Pick<Attestation, 'setting' | 'value'>,
  { attestations, environment, attestedFor, now }: SwitchFacts,
): SwitchStatus {
  const found = attestations.find((one) => one.setting === setting && one.environment === environment);
  if (found === undefined) return { is: 'never' };
  const { by, at } = found;
  if (found.value !== value) return { is: 'otherwise', by, at };
  const end = Math.max(-lastTime, Math.min(Date.parse(at) + attestedFor * day, lastTime));
  const until = new Date(end).toISOString().slice(0, 10);
  return { is: end <= now ? 'expired' : 'attested', by, at, until };
}
