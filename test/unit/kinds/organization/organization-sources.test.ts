// The place of each field of one change: a reviewer follows it to the line that causes the change.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../../fake-world.js';
import { seed } from '../../cli/tenant.js';

const renamed = `version: 1
organizations:
  - code: org_acme
    name: Acme Ltd
    handle: acme-ltd
`;

it('two fields of one entry each point at their own line', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': renamed });
  const run = (...args: readonly string[]) =>
    runInWorld(['plan', ...args], { sandbox: createSandbox({ seed }), cwd });
  const { stdout } = await run();
  expect(stdout).toMatch(/~ name .*kinde\.yaml:4:11/);
  expect(stdout).toMatch(/~ handle .*kinde\.yaml:5:13/);
  const markdown = (await run('--format', 'markdown')).stdout;
  expect(markdown).toMatch(/name .*kinde\.yaml:4/);
  expect(markdown).toMatch(/handle .*kinde\.yaml:5/);
});

it('the place of a field is no part of the fingerprint', async () => {
  const fingerprintOf = async (text: string): Promise<string> => {
    const cwd = await makeFolder({ 'kinde.yaml': text });
    const { stdout } = await runInWorld(['plan', '--format', 'json'], {
      sandbox: createSandbox({ seed }),
      cwd,
    });
    return (JSON.parse(stdout) as { fingerprint: string }).fingerprint;
  };
  const moved = renamed.replace('    handle', '    # moved\n    handle');
  expect(await fingerprintOf(moved)).toBe(await fingerprintOf(renamed));
});
