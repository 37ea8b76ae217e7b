// Converts one YAML scalar to its plain value and substitutes its variables. A variable's value never becomes YAML structure.
import type { Scalar } from 'yaml';
import type { Conversion } from './conversion.js';
import type { OffsetDiagnostic } from './parsed-source.js';
import { findVariables, readPlainScalar, substituteVariables } from './substitute-variables.js';
import type { VariableDiagnostic } from './substitute-variables.js';
import type { Variables } from './variables.js';

/** Returns the scalar's value. If a variable has no value, it adds a diagnostic to the conversion and returns null. */
export function convertScalar(scalar: Scalar, conversion: Conversion): unknown {
  const value = scalar.value;
  const { env } = conversion;
  if (typeof value === 'string')
    return env !== null && value.includes('${') ? fillScalar(scalar, value, { ...conversion, env }) : value;
  // The library parses a plain `<<` to a symbol, also where it is no key.
  return typeof value === 'symbol' ? '<<' : value;
}

function fillScalar(
  scalar: Scalar,
  value: string,
  conversion: Conversion & { readonly env: Variables },
): unknown {
  const [start, end] = scalar.range ?? [0, 0];
  const { text, diagnostics } = substituteVariables(value, conversion.env);
  const written = conversion.text.slice(start, end);
  conversion.substituted.set(start, written);
  if (diagnostics.length > 0) {
    const offsets = matchOffsets(value, written);
    for (const one of diagnostics) conversion.diagnostics.push(placeVariable(one, start, offsets));
    conversion.unresolved.add(start);
    return null;
  }
  const isPlain = scalar.type === 'PLAIN' && scalar.tag === undefined;
  return isPlain ? readPlainScalar(text) : text;
}

/** Maps the offset of each variable in the value to its offset in the written text. Empty where escapes make the two differ. */
function matchOffsets(value: string, written: string): ReadonlyMap<number, number> {
  const inValue = findVariables(value);
  const inWritten = findVariables(written);
  if (inValue.length !== inWritten.length) return new Map();
  return new Map(inValue.map((offset, index) => [offset, inWritten[index] ?? 0]));
}

function placeVariable(
  found: VariableDiagnostic,
  base: number,
  offsets: ReadonlyMap<number, number>,
): OffsetDiagnostic {
  const offset = offsets.get(found.start);
  const start = base + (offset ?? 0);
  const marked = offset === undefined ? {} : { end: start + found.end - found.start };
  return { start, ...marked, ...describeVariable(found) };
}

function describeVariable({
  code,
  name,
}: VariableDiagnostic): Pick<OffsetDiagnostic, 'code' | 'message' | 'hint'> {
  if (code === 'bad-variable' && name !== '') {
    const message = `${name} is a secret and can't be used in the files.`;
    const hint = 'Use a variable with another name: plans show the values of the files.';
    return { code, message, hint };
  }
  if (code === 'secret-value') {
    const message = `The value of ${name} contains a secret and can't be used in the files.`;
    const hint =
      'Plans show the values of the files: use a variable without credentials, tokens and links that hold one.';
    return { code: 'bad-variable', message, hint };
  }
  if (code === 'bad-variable') {
    const hint = 'Write ${NAME} or ${NAME:-default}; for a literal ${ write $${.';
    return { code, message: 'This is not a valid variable.', hint };
  }
  const state = code === 'empty-variable' ? 'is empty in the environment' : 'is not set';
  const message = `The environment variable ${name} ${state}.`;
  const hint = `Set it, or give a default: \${${name}:-default}.`;
  return { code: 'unset-variable', message, hint };
}
