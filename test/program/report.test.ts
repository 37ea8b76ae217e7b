// The report as a page: its script and its style are parts of the built package.
import { expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../fake-world.js';
import { reportConfiguration, reportSeed, reportTime } from '../unit/report/report-tenant.js';

it('is the same page, byte for byte, for the same tenant and time', async () => {
  const sandbox = createSandbox({ seed: reportSeed, now: () => reportTime });
  const cwd = await makeFolder({
    'kinde.yaml': reportConfiguration.replace('[acme.example]', '[acme.example, home.example]'),
  });
  const run = () => runInWorld(['report', '--format', 'html'], { sandbox, cwd, start: reportTime });
  const page = await run();
  expect(page).toMatchObject({ status: 0, stdout: expect.stringContaining('</html>') as string });
  expect((await run()).stdout).toBe(page.stdout);
});
