import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, type SettingVariables } from '../../../src/kinde/read-settings.js';
import { UsageError } from '../../../src/model/errors.js';

const credentials = { KINDE_CLIENT_ID: 'id', KINDE_CLIENT_SECRET: 'secret' };

function readCode(variables: SettingVariables): string {
  try {
    readSettings(variables);
  } catch (thrown) {
    if (thrown instanceof UsageError) return thrown.code;
    throw thrown;
  }
  return 'accepted';
}

function codeOfDomain(domain: string): string {
  return readCode({ ...credentials, KINDE_DOMAIN: domain });
}

describe('the domain', () => {
  it.each([
    ['acme.kinde.com', 'https://acme.kinde.com'],
    ['https://acme.kinde.com/', 'https://acme.kinde.com'],
    [' ACME.kinde.com ', 'https://acme.kinde.com'],
    ['auth.acme.com:8443', 'https://auth.acme.com:8443'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
    ['http://localhost:4100/', 'http://localhost:4100'],
    ['http://[::1]:4100', 'http://[::1]:4100'],
  ])('reads %s as the origin %s, with the audience below it', (KINDE_DOMAIN, origin) => {
    const settings = readSettings({ ...credentials, KINDE_DOMAIN });
    expect(settings.baseUrl).toBe(origin);
    expect(settings.audience).toBe(`${origin}/api`);
  });

  it.each([
    'http://acme.kinde.com',
    'http://127.0.0.1.evil.com',
    'http://localhost.evil.com',
    'http://10.0.0.1',
    'http://0.0.0.0',
  ])('refuses plain http to %s', (domain) => {
    expect(codeOfDomain(domain)).toBe('insecure-domain');
  });

  it.each([
    'https://user:password@acme.kinde.com',
    'acme.kinde.com@evil.com',
    'https://acme.kinde.com/api',
    'acme.kinde.com?x=1',
    'acme.kinde.com?',
    'acme.kinde.com#',
    'ftp://acme.kinde.com',
    'acme kinde.com',
    'https://acme.kinde.com\\evil',
    'https://',
    '://',
    'kTq7hush9aZ0kTq7hush9aZ0kTq7hush9aZ0',
    'https://kTq7hush9aZ0',
    '1234567890',
    '0x7f000001',
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2lnbmF0dXJl0',
    'acme_.kinde.com',
    '-acme.kinde.com',
    'acme..kinde.com',
    `${'a'.repeat(64)}.kinde.com`,
    'acme.k1nde.c0m',
  ])('refuses %s', (domain) => {
    expect(codeOfDomain(domain)).toBe('invalid-domain');
  });

  it('is not the secret or the token, nor contains one', () => {
    const secret = 'hunter2.hush';
    for (const name of ['KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN'])
      for (const KINDE_DOMAIN of [secret, `https://x.${secret}`.toUpperCase()])
        expect(readCode({ ...credentials, [name]: secret, KINDE_DOMAIN })).toBe('invalid-domain');
  });

  it('repeats no value that it refuses', () => {
    for (const KINDE_DOMAIN of [
      'hunter2',
      'x@hunter2.com',
      'hunter2.com/x',
      'ftp://hunter2.com',
      'http://hunter2.com',
    ])
      expect(() => readSettings({ ...credentials, KINDE_DOMAIN })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }),
      );
  });

  it('never repeats what stands before an @', () => {
    expect(() => readSettings({ ...credentials, KINDE_DOMAIN: 'https://me:hunter2@acme.kinde.com' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }),
    );
  });

  it('gives an origin that is https or on this machine, or an error of its own, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.ipV4()), (domain) => {
        const code = codeOfDomain(domain);
        expect(['accepted', 'missing-setting', 'invalid-domain', 'insecure-domain']).toContain(code);
        if (code !== 'accepted') return;
        const { baseUrl } = readSettings({ ...credentials, KINDE_DOMAIN: domain });
        expect(baseUrl).toBe(new URL(baseUrl).origin);
        expect(baseUrl).toMatch(/^https:|^http:\/\/(127\.|localhost|\[::1\])/);
      }),
    );
  });
});

describe('the audience', () => {
  it.each(['https://acme.kinde.com/api', 'http://127.0.0.1:4100/api', 'https://acme.kinde.com'])(
    'may be %s',
    (KINDE_AUDIENCE) => {
      const settings = readSettings({ ...credentials, KINDE_DOMAIN: 'acme.kinde.com', KINDE_AUDIENCE });
      expect(settings.audience).toBe(KINDE_AUDIENCE);
    },
  );

  it.each([
    'hunter2',
    'acme.kinde.com/api/hunter2',
    'https://hunter2/api',
    'https://me:hunter2@acme.kinde.com/api',
    'https://hunter2@acme.kinde.com/api',
    'https://acme.kinde.com/api?token=hunter2',
    'https://acme.kinde.com/api#hunter2',
    'https://acme.kinde.com/api/hunter2',
    'ftp://hunter2.kinde.com/api',
    'https://acme.kinde.com/api hunter2',
  ])('is not %s, which no message repeats', (KINDE_AUDIENCE) => {
    const variables = { ...credentials, KINDE_DOMAIN: 'acme.kinde.com', KINDE_AUDIENCE };
    expect(readCode(variables)).toBe('invalid-setting');
    expect(() => readSettings(variables)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }),
    );
  });
});

describe('the credentials', () => {
  it('are those of an application', () => {
    expect(readSettings({ ...credentials, KINDE_DOMAIN: 'acme.kinde.com' }).credentials).toEqual({
      kind: 'client',
      clientId: 'id',
      clientSecret: 'secret',
    });
  });

  it('are a token where there is one', () => {
    const settings = readSettings({ KINDE_DOMAIN: 'acme.kinde.com', KINDE_ACCESS_TOKEN: ' abc.def-g_h ' });
    expect(settings.credentials).toEqual({ kind: 'token', accessToken: 'abc.def-g_h' });
  });

  it.each([
    [{}, 'KINDE_DOMAIN'],
    [{ KINDE_DOMAIN: '  ' }, 'KINDE_DOMAIN'],
    [{ KINDE_DOMAIN: 'acme.kinde.com' }, 'KINDE_CLIENT_ID'],
    [{ KINDE_DOMAIN: 'acme.kinde.com', KINDE_CLIENT_ID: 'id' }, 'KINDE_CLIENT_SECRET'],
    [
      { KINDE_DOMAIN: 'acme.kinde.com', KINDE_CLIENT_ID: 'id', KINDE_CLIENT_SECRET: '' },
      'KINDE_CLIENT_SECRET',
    ],
  ])('name the setting that is missing from %j', (variables, name) => {
    expect(readCode(variables)).toBe('missing-setting');
    expect(() => readSettings(variables)).toThrow(name);
  });

  it('refuse a token that could not travel in a header, without repeating it', () => {
    const variables = { KINDE_DOMAIN: 'acme.kinde.com', KINDE_ACCESS_TOKEN: 'Bearer hunter2' };
    expect(readCode(variables)).toBe('invalid-setting');
    expect(() => readSettings(variables)).toThrow(expect.not.stringContaining('hunter2') as string);
  });

  it('take the audience that is given', () => {
    const variables = {
      ...credentials,
      KINDE_DOMAIN: 'auth.acme.com',
      KINDE_AUDIENCE: 'https://acme.kinde.com/api',
    };
    expect(readSettings(variables).audience).toBe('https://acme.kinde.com/api');
  });
});
