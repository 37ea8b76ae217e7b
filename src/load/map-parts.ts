// A map under construction, for both parsers. Has no rules about keys.
import type { Positions } from '../model/source-document.js';

/** The values of a map, the offsets of its keys, and the positions of its values. */
export interface MapParts {
  readonly values: Record<string, unknown>;
  readonly keys: Record<string, number>;
  readonly positions: Record<string, Positions>;
}

/** Returns the parts of an empty map. */
export function startMap(): MapParts {
  return { values: emptyRecord(), keys: emptyRecord(), positions: emptyRecord() };
}

/** The record has no prototype, so that `__proto__` and `constructor` are ordinary keys. */
function emptyRecord<Value>(): Record<string, Value> {
  return { __proto__: null } as unknown as Record<string, Value>;
}
