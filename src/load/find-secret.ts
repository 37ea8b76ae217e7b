// Decides which variables are secrets. The plan shows the values of the configuration, so the author of a pull request could read
// a secret there. Names, values and forms of values are checked; in doubt a variable is refused.
import type { Variables } from './variables.js';

/** Why a variable is refused: its name is that of a secret, or its value contains one. */
export type SecretReason = 'name' | 'value';

/** The verdicts of each set of variables, since one variable may stand in each of a million lines. */
const verdicts = new WeakMap<Variables, Map<string, SecretReason | null>>();

/** Returns the reason why a variable counts as a secret; null for any other. The variables must not change afterwards. */
export function findSecret(name: string, env: Variables): SecretReason | null {
  const known = verdicts.get(env) ?? new Map<string, SecretReason | null>();
  verdicts.set(env, known);
  const verdict = known.get(name);
  if (verdict !== undefined) return verdict;
  const found = judge(name, env);
  known.set(name, found);
  return found;
}

function judge(name: string, env: Variables): SecretReason | null {
  if (isSecretName(name)) return 'name';
  const value = Object.hasOwn(env, name) ? (env[name] ?? '') : '';
  if (value === '') return null;
  return secretForms.some((form) => form.test(value)) || containsSecret(value, env) ? 'value' : null;
}

/** Names of secrets. A word that has another meaning inside a longer one, such as KEY in MONKEY, must stand alone. */
const secretNames: readonly RegExp[] = [
  /(?:^|_)(?:PWD|PASS|PAT|JWT|COOKIE|SESSION|AUTH|AUTHORIZATION|BEARER|DSN|WEBHOOKS?|OTP|PEM|SALT|SK|CERTS?)(?:_|$)/,
  /PASSW(?:OR)?D|PASSPHRASE|CREDENTIAL|SECRET(?!AR(?:Y|IES))|TOKEN(?!I[ZS])/,
  /(?:SQL|DB|PG|ASK)PASS/,
  /(?:^|_)KEYS?$|(?:API|ACCESS|PRIVATE|MASTER|SIGNING|ENCRYPTION|DEPLOY|SSH|GPG)_?KEYS?(?:_|$)/,
  /(?:^|_)PROXY$|(?:^|_)CONNECTION_STRING$/,
  // Addresses by which programs sign in, also to the repository of a job in GitLab.
  /(?:^|_)(?:DATABASE|DB|REDIS|MONGO(?:DB)?|POSTGRES(?:QL)?|MYSQL|AMQP|RABBITMQ|SMTP|REPOSITORY)_(?:URL|URI)$/,
  // GitHub gives its own actions addresses and tokens of the run under these names.
  /^ACTIONS_/,
  /^KINDE_CLIENT_ID$/,
];

function isSecretName(name: string): boolean {
  const capitals = name.toUpperCase();
  return secretNames.some((pattern) => pattern.test(capitals));
}

/** The forms of values that are credentials, or addresses that hold one. */
const secretForms: readonly RegExp[] = [
  // An address with a user. A port is no password.
  /:\/\/[^\s/?#@]*@/,
  /:\/\/[^\s/?#@:]*:(?!\d{1,5}(?:[/?#]|$))[^\s@]*@/,
  /^(?!mailto:)[^\s:@/]+:(?!\/\/)[^\s@]+@[\w.-]+(?:[:/]|$)/i,
  /[?&#;](?:[\w-]*[_-])?(?:token|secret|password|passwd|pwd|key|api-?key|sig|signature|auth|code)=/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\./,
  /\b(?:gh[opsur]|github_pat|gl[a-z]{2,6}|xox[a-z]|sk_live|sk_test|npm|AKIA|hf)[_-]?[A-Za-z0-9_-]{16,}/,
];

/** The settings that are secrets, whatever their length. */
const secretSettings: readonly string[] = [
  'KINDE_CLIENT_SECRET',
  'KINDE_ACCESS_TOKEN',
  'KINDE_SYNC_MASK_KEY',
];

/** A variable of another program counts as a secret only by a plain name, since its value may be common text. */
const plainSecret =
  /PASSW(?:OR)?D|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE_?KEY|(?:^|_)JWT(?:_|$)/;

/** A secret with fewer characters may be part of a text by chance. */
const shortest = 8;

function containsSecret(value: string, env: Variables): boolean {
  const secrets = gatherSecrets(env);
  if (secrets.some((secret) => value.trim() === secret)) return true;
  const texts = readings(value).map((text) => text.toLowerCase());
  return secrets.some(
    (secret) => secret.length >= shortest && texts.some((text) => text.includes(secret.toLowerCase())),
  );
}

function gatherSecrets(env: Variables): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    const secret = value.trim();
    if (secret === '') return [];
    if (secretSettings.includes(name)) return [secret];
    return secret.length >= shortest && plainSecret.test(name.toUpperCase()) ? [secret] : [];
  });
}

/** Returns the value as it is written, and as it reads where it is encoded. */
function readings(value: string): readonly string[] {
  const encoded = value.match(/[\w+/-]{11,}={0,2}/g) ?? [];
  return [
    value,
    decodePercent(value),
    ...encoded.flatMap((text) => [
      Buffer.from(text, 'base64').toString('utf8'),
      Buffer.from(text, 'hex').toString('utf8'),
    ]),
  ];
}

function decodePercent(value: string): string {
  return value.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
