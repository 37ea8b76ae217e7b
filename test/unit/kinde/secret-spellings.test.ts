// An answer that repeats a secret, in whichever spelling JSON allows: it appears in no output.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { changing, seed } from '../cli/tenant.js';

const secret = 'sbx-Ve7y+s3cret/value';

function spell(text: string): string {
  return Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

it.each([
  ['the token endpoint', 'getToken'],
  ['an operation', 'getOrganizations'],
])('no secret is shown where %s repeats it with escapes', async (_, operation) => {
  const body = `{"error":"${spell(secret)}","error_description":"got ${spell(secret)}","errors":[{"code":"X","message":"${spell(secret)}"}]}`;
  const sandbox = createSandbox({ seed });
  const isMeant = (url: string): boolean => url.includes('/oauth2/token') === (operation === 'getToken');
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const ended = await runInWorld(['plan', '-v'], {
    sandbox,
    cwd,
    env: { KINDE_ACCESS_TOKEN: operation === 'getToken' ? undefined : secret, KINDE_CLIENT_SECRET: secret },
    fetch: (url, init) =>
      isMeant(url) ? Promise.resolve(new Response(body, { status: 400 })) : sandbox.fetch(url, init),
  });
  expect(ended.status).toBe(1);
  expect(ended.stdout + ended.stderr).not.toContain(secret);
  expect(ended.stderr).toContain('[secret]');
});
