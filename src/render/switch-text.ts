// Renders one sign-up switch for a terminal: its required value, its attestation and its place in the dashboard.
import type { ManualSetting } from '../model/change.js';
import { describeAttestation, describeChange } from './describe-change.js';
import { createPaint } from './paint.js';
import { toSafeText } from './safe-text.js';
import { wrapText } from './wrap-text.js';

/**
 * Returns the switch, a line for what to set and one for where in the dashboard; with a width each in lines that fit. `place`
 * is its place in the files; it stands behind the last line, or alone below it.
 */
export function renderSwitchText(
  change: ManualSetting,
  {
    color,
    place,
    width = Infinity,
  }: { readonly color: boolean; readonly place: string; readonly width?: number },
): readonly string[] {
  const paint = createPaint(color);
  const [{ sign, subject, detail } = { sign: '!', subject: change.field, detail: '' }] =
    describeChange(change);
  const why = toSafeText(describeAttestation(change));
  const line = `${sign} ${toSafeText(subject)}: ${detail}`;
  const isShort = line.length + why.length + 4 <= width;
  const head = isShort
    ? [`  ${paint.change(line)}  ${paint.faint(why)}`]
    : [`  ${paint.change(line)}`, `      ${paint.faint(why)}`];
  const where = toSafeText(change.where);
  if (where.length + change.source.length + 8 <= width) return [...head, `      ${where}  ${place}`];
  return [...head, ...wrapText(`      ${where}`, width, ' '.repeat(8)), `      ${place}`];
}
