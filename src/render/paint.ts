// The colours of the text formats; the caller decides once whether they are on.
import { createColors } from 'picocolors';

export interface Paint {
  readonly gain: (text: string) => string;
  readonly lose: (text: string) => string;
  readonly change: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Returns functions that colour a text, or return it unchanged if colour is off. */
export function createPaint(color: boolean): Paint {
  const colors = createColors(color);
  return {
    gain: colors.green,
    lose: colors.red,
    change: colors.yellow,
    strong: colors.bold,
    faint: colors.dim,
  };
}
