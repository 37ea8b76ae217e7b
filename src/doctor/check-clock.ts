// The clock check compares this machine's clock with Kinde's. A wrong clock makes tokens look expired and
// attestations lie in the future.
import type { Check } from '../model/results/doctor-report.js';

/** A difference of so many seconds does no harm: a token is renewed earlier than that before its end. */
const toleratedSeconds = 60;

/** Returns the check of the clock. `difference` is Kinde's time minus ours in milliseconds; null if unknown. */
export function checkClock(difference: number | null): Check {
  const check = 'clock';
  if (difference === null) return { check, status: 'skipped', message: 'No answer with a time came.' };
  const seconds = Math.round(Math.abs(difference) / 1000);
  if (seconds <= toleratedSeconds)
    return { check, status: 'ok', message: `It is within ${Math.max(1, seconds)} s of Kinde's clock.` };
  const way = difference > 0 ? 'behind' : 'ahead of';
  return {
    check,
    status: 'warning',
    message: `This machine's clock is ${describeSpan(seconds)} ${way} Kinde's.`,
    cure: 'Synchronize it with a time server: tokens and attestations depend on it.',
    where: 'the date and time settings of this machine',
  };
}

function describeSpan(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`;
}
