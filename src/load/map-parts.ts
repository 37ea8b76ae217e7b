// A map while it grows, whoever reads it. Holds no rules about keys.
import type { Positions } from '../model/source-document.js';

/** Values, and the offsets of their keys and of themselves. */
export interface MapParts {
  readonly values: Record<string, unknown>;
  readonly keys: Record<string, number>;
  readonly positions: Record<string, Positions>;
}

/** Returns the parts of an empty map. */
export function startMap(): MapParts {
  return { values: emptyRecord(), keys: emptyRecord(), positions: emptyRecord() };
}

/** Without prototype, so that `__proto__` and `constructor` are ordinary keys. */
function emptyRecord<Value>(): Record<string, Value> {
  return { __proto__: null } as unknown as Record<string, Value>;
}
