// Tests the substitution of variables in one scalar, and the types of plain scalars, which must equal those of the YAML library.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPlainScalar, substituteVariables } from '../../../src/load/substitute-variables.js';

describe('substitution', () => {
  test.each([
    ['${A}', 'one'],
    ['x${A}y${A}z', 'xoneyonez'],
    ['${B:-}', ''],
    ['${B:-a b}', 'a b'],
    ['x${EMPTY}y', 'xy'],
    ['${EMPTY:-}', ''],
    ['${EMPTY:-d}', 'd'],
    ['$${A}', '${A}'],
    ['$$${A}', '$${A}'],
    ['$A $ {A} $', '$A $ {A} $'],
    ['${NESTED}', '${A}'],
  ])('%s becomes "%s"', (text, filled) => {
    const env = { A: 'one', EMPTY: '', NESTED: '${A}' };
    expect(substituteVariables(text, env)).toEqual({ text: filled, diagnostics: [] });
  });

  test.each([
    ['a ${B}', 'unset-variable', 2, 6],
    ['${EMPTY}', 'empty-variable', 0, 8],
    ['${1A}', 'bad-variable', 0, 2],
    ['${A', 'bad-variable', 0, 2],
    ['${toString}', 'unset-variable', 0, 11],
  ])('%s gives the diagnostic %s', (text, code, start, end) => {
    expect(substituteVariables(text, { A: 'one', EMPTY: '' }).diagnostics).toMatchObject([
      { code, start, end },
    ]);
  });

  test.each([
    'KINDE_CLIENT_SECRET',
    'kinde_client_secret',
    'Kinde_Access_Token',
    'NPM_TOKEN',
    'github_token',
    'clientSecret',
    'DB_PASSWORD',
    'PASSWORD_FILE',
    'AWS_SECRET_ACCESS_KEY',
    'api_key',
    'APIKEY',
    'SSH_PASSPHRASE',
    'CI_REPOSITORY_URL',
    'CI_JOB_JWT_V2',
    'ACTIONS_RUNTIME_URL',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'DATABASE_URL',
    'HTTPS_PROXY',
    'SENTRY_DSN',
    'SLACK_WEBHOOK_URL',
    'GITHUB_AUTH',
    'NPM_CONFIG__AUTH',
    'DOCKER_AUTH_CONFIG',
    'AWS_SESSION',
    'MYSQLPASS',
    'PGPASSFILE',
    'GIT_ASKPASS',
    'AUTHORIZATION',
    'BEARER',
    'OTP_SEED',
    'GOOGLE_APPLICATION_CREDENTIALS_JSON',
    'SSH_PRIVATE_KEY_B64',
    'PRIVATE_KEY_PEM',
    'SIGNING_CERT',
    'STRIPE_SK',
    'API_KEY_PROD',
    'SECRETSTUFF',
    'TOKENVALUE',
    'DBPASSWORD2',
    'KINDE_CLIENT_ID',
  ])('%s looks like a credential and is refused, also with a default', (name) => {
    for (const text of [`\${${name}}`, `x\${${name}:-none}`]) {
      const { text: filled, diagnostics } = substituteVariables(text, { [name]: 'hush' });
      expect(diagnostics).toMatchObject([{ code: 'bad-variable', name }]);
      expect(filled).not.toContain('hush');
    }
  });

  test.each([
    ...[
      'KEYNOTE',
      'SECRETARY',
      'TOKENIZER',
      'MONKEY',
      'ORG_CODE',
      'PASSAGE',
      'AUTHOR',
      'PASSKEYS',
      'KEYCLOAK',
    ],
    ...[
      'CI_COMMIT_BRANCH',
      'CI_PROJECT_URL',
      'GITHUB_REF_NAME',
      'GITHUB_REPOSITORY',
      'RUNNER_OS',
      'CERTAINTY',
    ],
  ])('%s is no credential', (name) => {
    expect(substituteVariables(`\${${name}}`, { [name]: 'one' })).toEqual({ text: 'one', diagnostics: [] });
  });

  test('the value of a secret is refused under another name, too', () => {
    const env = { KINDE_CLIENT_SECRET: 'hush', ORG_NAME: 'hush' };
    expect(substituteVariables('${ORG_NAME}', env).diagnostics).toMatchObject([{ code: 'secret-value' }]);
  });

  const hush = 'kTq7-hush+Hush/9aZ';
  const basic = Buffer.from(`client:${hush}`).toString('base64');
  test.each([
    ['beside other text', `id:${hush}:x`],
    ['in capitals', `x${hush.toUpperCase()}`],
    ['in base64', Buffer.from(hush).toString('base64')],
    ['in base64 beside other text', `Basic ${basic}`],
    ['in base64 of addresses', `x.${Buffer.from(`a${hush}`).toString('base64url')}`],
    ['in hexadecimal', Buffer.from(hush).toString('hex')],
    ['encoded as in an address', `q=${encodeURIComponent(hush)}`],
  ])('a value that contains the secret %s is refused', (_, value) => {
    for (const name of ['KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN', 'KINDE_SYNC_MASK_KEY', 'CI_JOB_TOKEN']) {
      const { text, diagnostics } = substituteVariables('${ORG_NAME}', { [name]: hush, ORG_NAME: value });
      expect({ name, diagnostics }).toMatchObject({ name, diagnostics: [{ code: 'secret-value' }] });
      expect(text).not.toContain(value);
    }
  });

  test.each([
    'https://gitlab-ci-token:glcbt-64_x@gitlab.com/acme/config.git',
    'postgres://app:pa/ss@db:5432/app',
    'postgres://app:5432x@db/app',
    'https://abc123@o1.ingest.sentry.io/42',
    'user:pass@proxy.example:8080',
    'https://x.example/hook?access_token=abc',
    'https://x.example/blob?sv=1&sig=abc',
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    'ghp_0123456789abcdefghijABCDEFGHIJ',
    'glpat-0123456789abcdefghij',
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2ln',
  ])('the value %s is refused under any name', (value) => {
    expect(substituteVariables('${ORG_NAME}', { ORG_NAME: value }).diagnostics).toMatchObject([
      { code: 'secret-value' },
    ]);
  });

  test.each([
    'https://acme.example:8080/users/ann@acme.example',
    'https://acme.example/a?page=2',
    'mailto:ann@acme.example',
    'ann@acme.example',
    'Acme: ann@acme.example',
    'org_1ccfb819462',
    'Globex Corporation, International Division',
  ])('the value %s is no secret', (value) => {
    const env = {
      ORG_NAME: value,
      KINDE_CLIENT_SECRET: hush,
      PWD: '/home/acme',
      CACHE_KEY: 'Globex Corporation',
    };
    expect(substituteVariables('${ORG_NAME}', env)).toEqual({ text: value, diagnostics: [] });
  });

  test('a text without "${" stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('${'));
        expect(substituteVariables(text, {})).toEqual({ text, diagnostics: [] });
      }),
    );
  });
});

describe('plain scalars', () => {
  const tricky = fc.stringMatching(/^[-+.0-9a-fxoEeInfNTrueFls~]{1,6}$/);
  const plain = fc.oneof(
    tricky,
    fc.constantFrom('', '~', 'null', 'True', 'FALSE', '.inf', '-.INF', '.NaN', '0x1F', '0o17', '1e3', '+1'),
  );

  test('have the value that the YAML library gives them', () => {
    fc.assert(
      fc.property(plain, (text) => {
        // `---` and `- ` are structure, not scalars.
        fc.pre(!text.startsWith('-') || text.length > 1);
        fc.pre(text !== '---' && text !== '...');
        expect(readPlainScalar(text)).toEqual(parse(text, { schema: 'core' }));
      }),
      { numRuns: 500 },
    );
  });
});

test('a million openings without an end give a million diagnostics', () => {
  const { diagnostics } = substituteVariables('${A:-'.repeat(1_000_000), {});
  expect(diagnostics).toHaveLength(1_000_000);
});
