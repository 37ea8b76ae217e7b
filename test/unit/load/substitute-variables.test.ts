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
  ])('%s looks like a credential and is refused, also with a default', (name) => {
    for (const text of [`\${${name}}`, `x\${${name}:-none}`]) {
      const { text: filled, diagnostics } = substituteVariables(text, { [name]: 'hush' });
      expect(diagnostics).toMatchObject([{ code: 'bad-variable', name }]);
      expect(filled).not.toContain('hush');
    }
  });

  test.each(['KEYNOTE', 'SECRETARY', 'TOKENIZER', 'MONKEY', 'ORG_CODE', 'PASSAGE'])(
    '%s is no credential',
    (name) => {
      expect(substituteVariables(`\${${name}}`, { [name]: 'one' })).toEqual({ text: 'one', diagnostics: [] });
    },
  );

  test('the value of a secret is refused under another name, too', () => {
    const env = { KINDE_CLIENT_SECRET: 'hush', ORG_NAME: 'hush' };
    expect(substituteVariables('${ORG_NAME}', env).diagnostics).toMatchObject([{ code: 'bad-variable' }]);
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
