// The clock check compares this machine's clock with Kinde's. A wrong clock makes tokens look expired and
// attestations lie in the future, and ends listings on the wrong day.
import { describeClock } from '../model/text/describe-clock.js';
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
  return {
    check,
    status: 'warning',
    message: describeClock(difference),
    cure: 'Synchronize it with a time server: tokens, attestations and the ends of listings depend on it.',
    where: 'the date and time settings of this machine',
  };
}
