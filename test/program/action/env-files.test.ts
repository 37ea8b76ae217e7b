// The input env-file: files of the checkout with variables, given to each command.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asItIs, changing } from '../../unit/cli/tenant.js';
import { makeCommand } from './fake-command.js';
import { openScene, requestOf } from './open-scene.js';

it('gives validate and plan every env file, the last of which wins', async () => {
  const { commit, run, workspace } = await openScene();
  await writeFile(join(workspace, 'access', 'a.env'), 'A=1\n');
  await writeFile(join(workspace, 'access', 'b.env'), 'A=2\n');
  const range = [await commit(asItIs), await commit(changing)] as const;
  const fake = await makeCommand();
  const inputs = { command: fake.command, 'env-file': 'a.env\nb.env' };
  await run('plan', { event: requestOf(...range), inputs });
  await run('apply', { inputs: { ...inputs, 'saved-plan': 'never' } });
  const calls = await fake.calls();
  expect(calls.map(([command]) => command)).toEqual(['validate', 'plan', 'apply']);
  for (const args of calls) expect(args.join(' ')).toContain('--env-file a.env --env-file b.env');
});

it('takes variables from it for every command', async () => {
  const { commit, run, workspace } = await openScene();
  const locked = changing.replace(
    'version: 1\n',
    'version: 1\nenvironment: { code: "${KINDE_ENVIRONMENT}" }\n',
  );
  await writeFile(join(workspace, 'access', 'production.env'), 'KINDE_ENVIRONMENT=production\n');
  await writeFile(join(workspace, 'access', 'staging.env'), 'KINDE_ENVIRONMENT=staging\n');
  const event = requestOf(await commit(asItIs), await commit(locked));
  const plan = async (name: string): Promise<string | undefined> =>
    (await run('plan', { event, inputs: { 'env-file': `${name}.env` } })).outputs['status'];
  expect([await plan('production'), await plan('staging')]).toEqual(['2', '3']);
});

it('runs nothing that an env file of the checkout gives Node as an option', async () => {
  const { commit, run, workspace } = await openScene();
  await writeFile(join(workspace, 'access', 'evil.cjs'), 'console.error("the checkout runs");\n');
  await writeFile(join(workspace, 'access', 'evil.env'), 'NODE_OPTIONS=--require=./evil.cjs\n');
  const event = requestOf(await commit(asItIs), await commit(changing));
  // Without a command, the action runs the program of its own checkout.
  const { log, outputs } = await run('plan', { event, inputs: { command: '', 'env-file': 'evil.env' } });
  expect(outputs['status']).toBe('2');
  expect(log).not.toContain('the checkout runs');
});
