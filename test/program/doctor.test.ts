// The doctor of the program as it is published.
import { expect, it } from 'vitest';
import type { DoctorReport } from '../../src/model/results/doctor-report.js';
import { makeFolder } from '../fake-world.js';
import { listenSandbox, runProcess } from '../run-process.js';
import { everything, seed } from '../unit/cli/tenant.js';
import { allScopes } from '../unit/doctor/faults.js';

it('says in text what is missing and where it is granted', async () => {
  const { env } = await listenSandbox({
    seed,
    scopes: allScopes.filter((scope) => scope !== 'create:users'),
  });
  const cwd = await makeFolder({ 'kinde.yaml': everything });
  const { status, stdout, stderr } = await runProcess(['doctor'], { cwd, env });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error missing-scope: scopes for apply: Not granted: create:users .*\n$/);
  expect(stdout).toContain('missing-scope: Not granted: create:users (createUser).');
  expect(stdout).toMatch(/Where: Kinde: Settings > APIs/);
  expect(stdout).toContain('plan will work, apply will not.');
});

it('finds nobody at the other end', async () => {
  const cwd = await makeFolder();
  const env = { KINDE_DOMAIN: 'http://127.0.0.1:9', KINDE_CLIENT_ID: 'a', KINDE_CLIENT_SECRET: 'b' };
  const { status, stdout } = await runProcess(['doctor', '--format', 'json'], { cwd, env });
  expect(status).toBe(1);
  expect((JSON.parse(stdout) as DoctorReport).checks).toContainEqual(
    expect.objectContaining({ check: 'connection', status: 'problem' }),
  );
}, 60_000);
