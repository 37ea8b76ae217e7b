// `${NAME}` and `${NAME:-default}` inside one scalar, and what a plain scalar means once they are filled in.
// Never puts a variable's value into a message: it may be a secret.

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that could not be filled in. `start` and `end` are offsets in the searched text. */
export interface VariableMistake {
  readonly code: 'unset-variable' | 'empty-variable' | 'bad-variable';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface Substituted {
  readonly text: string;
  readonly mistakes: readonly VariableMistake[];
}

/**
 * How variables that hold a secret are named, in capitals. A secret in the configuration would come out again in the plan, and
 * whoever writes a pull request could read it there.
 */
const secretName =
  /(?:^|_)(?:SECRETS?|TOKENS?|PASSWORDS?|PASSWD|PWD|PASS|PASSPHRASE|CREDENTIALS?|PAT|JWT|COOKIE)(?:_|$)|(?:SECRET|TOKEN|PASSWORD|PASSPHRASE|CREDENTIALS?|API_?KEY)$|(?:^|_)KEYS?$/;

/** The settings that are secrets: their values are refused under any other name, too. */
const secretSettings = ['KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN', 'KINDE_SYNC_MASK_KEY'] as const;

function isSecret(name: string, env: Variables): boolean {
  const value = Object.hasOwn(env, name) ? (env[name] ?? '') : '';
  return (
    secretName.test(name.toUpperCase()) || (value !== '' && secretSettings.some((one) => env[one] === value))
  );
}

/** One `${…}`, or what begins like one. */
interface Match {
  readonly index: number;
  readonly whole: string;
  readonly name: string | undefined;
  /** Undefined where no default is given. */
  readonly fallback: string | undefined;
}

const pattern = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;

/**
 * Returns the text with its variables filled in and every one that has no value. An empty variable counts as
 * unset where a default is given, as in a shell. `$${` becomes `${`.
 */
export function substituteVariables(text: string, env: Variables): Substituted {
  const mistakes: VariableMistake[] = [];
  let result = '';
  let end = 0;
  for (const match of matchVariables(text)) {
    const filled = refuseNothing(match, text, fillIn(match, env));
    if (typeof filled === 'string') result += text.slice(end, match.index) + filled;
    else mistakes.push(filled);
    end = match.index + match.whole.length;
  }
  return { text: result + text.slice(end), mistakes };
}

/** Behind the last brace no variable ends, and looking for its end from each opening takes the square of the length. */
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

/** A variable that is all of a text and leaves nothing of it is a mistake of the environment, not of the file. */
function refuseNothing(
  { index, whole, name = '', fallback }: Match,
  text: string,
  filled: string | VariableMistake,
): string | VariableMistake {
  if (filled !== '' || fallback !== undefined || text !== whole) return filled;
  return { code: 'empty-variable', name, start: index, end: index + whole.length };
}

function fillIn({ index, whole, name, fallback }: Match, env: Variables): string | VariableMistake {
  if (whole === '$${') return '${';
  const span = { start: index, end: index + whole.length };
  if (name !== undefined && isSecret(name, env)) return { code: 'bad-variable', name, ...span };
  if (name === undefined) return { code: 'bad-variable', name: '', ...span };
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (fallback !== undefined) return value === undefined || value === '' ? fallback : value;
  return value ?? { code: 'unset-variable', name, ...span };
}

/** Returns where the variables of a text are, each with its offset, in order. */
export function findVariables(text: string): readonly number[] {
  return matchVariables(text).map(({ index }) => index);
}

/** Returns what a plain (unquoted) scalar means in YAML 1.2: null, a truth value, a number, or the text itself. */
export function readPlainScalar(text: string): string | number | boolean | null {
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? NaN : text;
}
