// A row of a member list that can't be understood may be the person in question: nobody is taken for gone because of it.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxOptions } from '../../../src/sandbox/index.js';
import { makeFolder, membersOf, reportOf, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';

const seed = makeTenant({
  people: ['bob'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_acme', name: 'Acme', allowRegistrations: false, members: ['jane', 'old', 'y', 'z'] },
  ],
});

const list = (...names: readonly string[]): string =>
  `version: 1\norganizations: [{ code: org_acme, members: [${names.map((name) => `${name}@acme.example`).join(', ')}] }]\n`;

/** The rows of these ids lose them once `hide` was called. */
async function open(yaml: string, id: string, options: SandboxOptions = {}) {
  let isHiding = false;
  const sandbox = createSandbox({ seed, ...options });
  const cwd = await makeFolder({ 'kinde.yaml': yaml });
  const fetch: typeof sandbox.fetch = async (input, init) => {
    const response = await sandbox.fetch(input, init);
    const request = new Request(input, init);
    if (!isHiding || request.method !== 'GET' || !request.url.includes('org_acme/users')) return response;
    return new Response((await response.text()).replace(`"id":"${id}"`, '"id":null'), response);
  };
  const run = async (...args: readonly string[]) => {
    const { status, stdout, stderr } = await runInWorld([...args, '--format', 'json'], {
      sandbox,
      cwd,
      fetch,
    });
    return { status, stderr, report: reportOf({ stdout }) };
  };
  return { run, members: () => membersOf(sandbox, 'org_acme'), hide: () => void (isHiding = true) };
}

it('does not count a saved removal as done', async () => {
  const { run, hide } = await open(list('jane', 'y', 'z'), 'kp_old');
  await run('plan', '--out', 'p.json');
  hide();
  const { status, report } = await run('apply', 'p.json', '--yes');
  expect([status, report.refusals.map(({ guard }) => guard), report.verified]).toEqual([
    3,
    ['plan-overtaken'],
    false,
  ]);
});

it('does not count a removal as verified that Kinde only confirms', async () => {
  const lie = { code: 'OK', message: 'ok', users_added: [], users_updated: [], users_removed: ['kp_old'] };
  const { run, hide } = await open(list('jane', 'y', 'z'), 'kp_old', {
    intercept: ({ method }) => {
      if (method !== 'PATCH') return undefined;
      hide();
      return Response.json(lie);
    },
  });
  const { status, report } = await run('apply', '--yes');
  expect([status, report.verified, report.changes.map(({ error }) => error?.code)]).toEqual([
    1,
    false,
    ['not-verified'],
  ]);
});

it('does not let an undo say that an addition is taken back', async () => {
  const { run, hide, members } = await open(list('jane', 'old', 'y', 'z', 'bob'), 'kp_bob');
  await run('apply', '--yes', '--journal', 'j');
  hide();
  const { status, report } = await run('undo', 'j', '--yes');
  expect([status, report.warnings.map(({ code }) => code)]).toEqual([1, ['moved-since']]);
  expect(members()).toContain('kp_bob');
});

it('lets an undo bring somebody back', async () => {
  const { run, hide, members } = await open(list('jane', 'y', 'z'), 'kp_jane');
  await run('apply', '--yes', '--journal', 'j');
  hide();
  const { status } = await run('undo', 'j', '--yes');
  expect([status, members()]).toEqual([0, ['kp_jane', 'kp_old', 'kp_y', 'kp_z']]);
});
