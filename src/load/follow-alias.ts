// What a YAML alias stands for. The library searches the document again for each alias; this keeps what it has seen.
import type { Alias } from 'yaml';
import { giveUp } from './conversion.js';
import type { Conversion, Converted } from './conversion.js';

// Aliases share their value, but what comes after walks through every one of them.
const mostAliasedNodes = 1_000_000;

/** Returns the anchored value, positions where it is written; an alias without one is a mistake and unresolved. */
export function followAlias(alias: Alias, conversion: Conversion): Converted {
  const anchored = conversion.anchors.get(alias.source);
  const [start, end] = alias.range ?? [0, 0];
  if (anchored === undefined) {
    const isPattern = /[@.]/.test(alias.source);
    const message = isPattern
      ? `*${alias.source} is not quoted: YAML takes the * for an alias.`
      : `There is no anchor &${alias.source} before this alias.`;
    const hint = isPattern
      ? `Put quotes around it: "*${alias.source}".`
      : 'An anchor must be in the same file, above its aliases.';
    return giveUp(conversion, { code: 'undefined-alias', start, end, message, hint });
  }
  if (anchored === null) {
    const message = 'This alias contains itself.';
    return giveUp(conversion, { code: 'cyclic-alias', start, end, message });
  }
  conversion.aliasedNodes += anchored.size;
  if (conversion.aliasedNodes <= mostAliasedNodes) return anchored;
  const message = `The aliases of this file stand for more than ${mostAliasedNodes} values.`;
  return giveUp(conversion, { code: 'too-many-aliases', start, end, message });
}
