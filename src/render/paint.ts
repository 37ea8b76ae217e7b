// Colour, decided once by the caller; no other file of `render` knows an escape code.
import { createColors } from 'picocolors';

export interface Paint {
  readonly gain: (text: string) => string;
  readonly lose: (text: string) => string;
  readonly change: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Returns the colours of a plan, or plain text where colour is off. */
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
