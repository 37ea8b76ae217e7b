// The state of one document's conversion from YAML nodes, shared by the converters.
import type { Positions } from '../model/source-document.js';
import type { OffsetDiagnostic } from './parsed-source.js';
import type { Variables } from './variables.js';

/** `size` counts the nodes below; an alias counts as the nodes of its anchor. */
export interface Converted {
  readonly value: unknown;
  readonly positions: Positions;
  readonly size: number;
}

export interface Conversion {
  readonly text: string;
  /** Null where `${` has no meaning. */
  readonly env: Variables | null;
  /** The converted value of each anchor; null while the anchor's own node is being converted. */
  readonly anchors: Map<string, Converted | null>;
  readonly diagnostics: OffsetDiagnostic[];
  readonly unresolved: Set<number>;
  readonly substituted: Map<number, string>;
  aliasedNodes: number;
}

/** Returns the state before the first node. */
export function startConversion(text: string, env: Variables | null): Conversion {
  const gathered = { diagnostics: [], unresolved: new Set<number>(), substituted: new Map<number, string>() };
  return { text, env, anchors: new Map(), ...gathered, aliasedNodes: 0 };
}

/** Notes the diagnostic and marks the value as unresolved, so that `validate` is silent about it. Returns null in its place. */
export function giveUp(conversion: Conversion, found: OffsetDiagnostic): Converted {
  conversion.diagnostics.push(found);
  conversion.unresolved.add(found.start);
  return { value: null, positions: found.start, size: 1 };
}
