// What is gathered while one document is converted from YAML nodes. Shared by the converters; does no converting.
import type { Positions } from '../model/source-document.js';
import type { Mistake } from './mistake.js';
import type { Variables } from './substitute-variables.js';

/** `size` counts the nodes below, aliases counted as what they stand for. */
export interface Converted {
  readonly value: unknown;
  readonly positions: Positions;
  readonly size: number;
}

export interface Conversion {
  readonly text: string;
  /** Null where `${` has no meaning. */
  readonly env: Variables | null;
  /** What each anchor stands for so far; null while its own node is being converted. */
  readonly anchors: Map<string, Converted | null>;
  readonly mistakes: Mistake[];
  readonly unresolved: Set<number>;
  readonly substituted: Map<number, string>;
  aliasedNodes: number;
}

/** Returns the empty beginning of a conversion. */
export function startConversion(text: string, env: Variables | null): Conversion {
  const gathered = { mistakes: [], unresolved: new Set<number>(), substituted: new Map<number, string>() };
  return { text, env, anchors: new Map(), ...gathered, aliasedNodes: 0 };
}

/** Adds the mistake and remembers the value as unknown, so that nothing more is said about it. Returns null's place. */
export function giveUp(conversion: Conversion, mistake: Mistake): Converted {
  conversion.mistakes.push(mistake);
  conversion.unresolved.add(mistake.start);
  return { value: null, positions: mistake.start, size: 1 };
}
