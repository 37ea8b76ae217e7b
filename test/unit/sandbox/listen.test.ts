// The sandbox on a port.
import { expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.js';

async function tokenOver(url: string, sandbox: Sandbox): Promise<string> {
  const variables = sandbox.environmentVariables(url);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: variables.KINDE_CLIENT_ID,
    client_secret: variables.KINDE_CLIENT_SECRET,
    audience: `https://${new URL(variables.KINDE_DOMAIN).host}/api`,
  });
  const response = await fetch(`${url}/oauth2/token`, { method: 'POST', body: form });
  return ((await response.json()) as { access_token: string }).access_token;
}

it('answers over TCP under the name it is reached by', async () => {
  const sandbox = createSandbox({ seed: { users: [{ id: 'kp:1', emails: ['a@x.example'] }] } });
  const { url, close } = await sandbox.listen();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const headers = { authorization: `Bearer ${await tokenOver(url, sandbox)}` };
  const response = await fetch(`${url}/api/v1/users/kp%3A1/identities`, { headers });
  expect(response.status).toBe(200);
  await close();
  await expect(fetch(url)).rejects.toThrow();
  expect(sandbox.violations()).toEqual([]);
});

it.each([
  ['drop-before', 1],
  ['drop-after', 2],
] as const)('breaks the socket at %s', async (interception, organizations) => {
  const sandbox = createSandbox({
    intercept: ({ operation }) => (operation === 'createOrganization' ? interception : undefined),
  });
  const { url, close } = await sandbox.listen();
  const headers = {
    authorization: `Bearer ${await tokenOver(url, sandbox)}`,
    'content-type': 'application/json',
  };
  const init = { method: 'POST', headers, body: '{"name":"N"}' };
  await expect(fetch(`${url}/api/v1/organization`, init)).rejects.toBeInstanceOf(TypeError);
  expect(sandbox.snapshot().organizations).toHaveLength(organizations);
  await close();
});

it('says so when the port is taken', async () => {
  const sandbox = createSandbox();
  const { url, close } = await sandbox.listen();
  const port = Number(new URL(url).port);
  await expect(sandbox.listen({ port })).rejects.toMatchObject({ code: 'port-unavailable' });
  await close();
});
