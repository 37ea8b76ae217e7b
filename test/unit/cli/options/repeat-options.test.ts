// Suggested commands repeat the options of the run, so that they can be pasted.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../../fake-world.js';
import { asItIs, seed } from '../tenant.js';

const files = {
  'my access.yaml': `${asItIs}safety: { unmanagedOrganizations: warn }\n`,
  '.env.prod': 'A=1\n',
};
const options = ['-c', 'my access.yaml', '--env-file', '.env.prod'];

it('a warning of a plan names the command with the configuration and the env file', async () => {
  const cwd = await makeFolder(files);
  const { stdout } = await runInWorld(['plan', ...options], { sandbox: createSandbox({ seed }), cwd });
  expect(stdout).toContain("kinde-sync pull -c 'my access.yaml' --env-file .env.prod --organization");
});

it('so does the hint of a pull, and the JSON of a plan stays as it is', async () => {
  const cwd = await makeFolder(files);
  const run = (...args: readonly string[]) => runInWorld(args, { sandbox: createSandbox({ seed }), cwd });
  expect((await run('pull', ...options)).stderr).toContain("kinde-sync pull -c 'my access.yaml'");
  expect((await run('plan', ...options, '--format', 'json')).stdout).toContain(
    'kinde-sync pull --organization',
  );
});

it('a command without options is suggested without options', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': files['my access.yaml'] });
  const { stdout } = await runInWorld(['plan'], { sandbox: createSandbox({ seed }), cwd });
  expect(stdout).toContain('kinde-sync pull --organization');
});
