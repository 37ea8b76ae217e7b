// Renders one sign-up switch for a terminal: its required value, its attestation and its place in the dashboard.
import type { ManualSetting } from '../model/change.js';
import { describeAttestation, describeChange } from './describe-change.js';
import { createPaint } from './paint.js';
import { toSafeText } from './safe-text.js';

/** Returns the switch as two lines without line breaks; `place` is its place in the files. */
export function renderSwitchText(
  change: ManualSetting,
  { color, place }: { readonly color: boolean; readonly place: string },
): readonly [string, string] {
  const paint = createPaint(color);
  const [{ sign, subject, detail } = { sign: '!', subject: change.field, detail: '' }] = describeChange(
    change,
    false,
  );
  const why = toSafeText(describeAttestation(change));
  const line = paint.change(`${sign} ${toSafeText(subject)}: ${detail}`);
  return [`  ${line}  ${paint.faint(why)}`, `      ${toSafeText(change.where)}  ${place}`];
}
