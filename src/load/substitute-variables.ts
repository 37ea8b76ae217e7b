// Substitutes `${NAME}` and `${NAME:-default}` in one scalar, and types a plain scalar afterwards.
// A message never holds a variable's value, since the value may be a secret.

import { findSecret } from './find-secret.js';
import type { Variables } from './variables.js';

/** A variable without a usable value. `start` and `end` are offsets in the searched text. */
export interface VariableDiagnostic {
  readonly code: 'unset-variable' | 'empty-variable' | 'bad-variable' | 'secret-value';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface Substituted {
  readonly text: string;
  readonly diagnostics: readonly VariableDiagnostic[];
}

/** One `${…}`, or an opening `${` without its end. */
interface Match {
  readonly index: number;
  readonly whole: string;
  readonly name: string | undefined;
  /** Undefined where no default is given. */
  readonly fallback: string | undefined;
}

const pattern = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;

/**
 * Returns the text with its variables substituted, and a diagnostic for each variable without a value. An empty variable
 * counts as unset where a default is given, as in a shell. `$${` becomes `${`.
 */
export function substituteVariables(text: string, env: Variables): Substituted {
  const diagnostics: VariableDiagnostic[] = [];
  let result = '';
  let end = 0;
  for (const match of matchVariables(text)) {
    const filled = refuseEmpty(match, text, fillIn(match, env));
    if (typeof filled === 'string') result += text.slice(end, match.index) + filled;
    else diagnostics.push(filled);
    end = match.index + match.whole.length;
  }
  return { text: result + text.slice(end), diagnostics };
}

/**
 * The search stops at the last `}`, since no variable ends after it. A search for the end from each opening would take
 * quadratic time.
 */
function matchVariables(text: string): readonly Match[] {
  const closed = text.lastIndexOf('}') + 1;
  const parts = [
    { offset: 0, matches: text.slice(0, closed).matchAll(pattern) },
    { offset: closed, matches: text.slice(closed).matchAll(/\$?\$\{/g) },
  ];
  return parts.flatMap(({ offset, matches }) =>
    Array.from(matches, ({ index, 0: whole, 1: name, 2: fallback }) => {
      return { index: offset + index, whole, name, fallback };
    }),
  );
}

/** An empty variable that is the whole text is a diagnostic: the environment is wrong, not the file. */
function refuseEmpty(
  { index, whole, name = '', fallback }: Match,
  text: string,
  filled: string | VariableDiagnostic,
): string | VariableDiagnostic {
  if (filled !== '' || fallback !== undefined || text !== whole) return filled;
  return { code: 'empty-variable', name, start: index, end: index + whole.length };
}

function fillIn({ index, whole, name, fallback }: Match, env: Variables): string | VariableDiagnostic {
  if (whole === '$${') return '${';
  const span = { start: index, end: index + whole.length };
  if (name === undefined) return { code: 'bad-variable', name: '', ...span };
  const secret = findSecret(name, env);
  if (secret !== null) return { code: secret === 'name' ? 'bad-variable' : 'secret-value', name, ...span };
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (fallback !== undefined) return value === undefined || value === '' ? fallback : value;
  return value ?? { code: 'unset-variable', name, ...span };
}

/** Returns the offsets of the variables in a text, in order. */
export function findVariables(text: string): readonly number[] {
  return matchVariables(text).map(({ index }) => index);
}

/** Returns the value of a plain (unquoted) scalar in YAML 1.2: null, a boolean, a number, or the text itself. */
export function readPlainScalar(text: string): string | number | boolean | null {
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? NaN : text;
}
