// One YAML scalar to its plain value, variables filled in. A variable's value never becomes YAML structure.
import type { Scalar } from 'yaml';
import type { Conversion } from './conversion.js';
import type { Mistake } from './mistake.js';
import { findVariables, readPlainScalar, substituteVariables } from './substitute-variables.js';
import type { VariableMistake, Variables } from './substitute-variables.js';

/** Returns the scalar's value; where a variable has none, null, with the mistake added to the conversion. */
export function convertScalar(scalar: Scalar, conversion: Conversion): unknown {
  const value = scalar.value;
  const { env } = conversion;
  if (typeof value === 'string')
    return env !== null && value.includes('${') ? fillScalar(scalar, value, { ...conversion, env }) : value;
  // A plain `<<` that is not a key is just text.
  return typeof value === 'symbol' ? '<<' : value;
}

function fillScalar(
  scalar: Scalar,
  value: string,
  conversion: Conversion & { readonly env: Variables },
): unknown {
  const [start, end] = scalar.range ?? [0, 0];
  const { text, mistakes } = substituteVariables(value, conversion.env);
  const written = conversion.text.slice(start, end);
  conversion.substituted.set(start, written);
  if (mistakes.length > 0) {
    const offsets = matchOffsets(value, written);
    for (const mistake of mistakes) conversion.mistakes.push(placeMistake(mistake, start, offsets));
    conversion.unresolved.add(start);
    return null;
  }
  const isPlain = scalar.type === 'PLAIN' && scalar.tag === undefined;
  return isPlain ? readPlainScalar(text) : text;
}

/** Offsets in the value to offsets in the text as written; none where escapes make the two differ. */
function matchOffsets(value: string, written: string): ReadonlyMap<number, number> {
  const inValue = findVariables(value);
  const inWritten = findVariables(written);
  if (inValue.length !== inWritten.length) return new Map();
  return new Map(inValue.map((offset, index) => [offset, inWritten[index] ?? 0]));
}

function placeMistake(mistake: VariableMistake, base: number, offsets: ReadonlyMap<number, number>): Mistake {
  const offset = offsets.get(mistake.start);
  const start = base + (offset ?? 0);
  const marked = offset === undefined ? {} : { end: start + mistake.end - mistake.start };
  if (mistake.code === 'bad-variable' && mistake.name !== '') {
    const hint = 'Use a variable with another name: plans show the values of the files.';
    return {
      code: mistake.code,
      start,
      ...marked,
      message: `${mistake.name} is a secret and can't be used in the files.`,
      hint,
    };
  }
  if (mistake.code === 'bad-variable') {
    const hint = 'Write ${NAME} or ${NAME:-default}; for a literal ${ write $${.';
    return { code: mistake.code, start, ...marked, message: 'This is not a valid variable.', hint };
  }
  const state = mistake.code === 'empty-variable' ? 'is empty in the environment' : 'is not set';
  const message = `The environment variable ${mistake.name} ${state}.`;
  const hint = `Set it, or give a default: \${${mistake.name}:-default}.`;
  return { code: 'unset-variable', start, ...marked, message, hint };
}
