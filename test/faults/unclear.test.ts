// Writes of which nobody knows whether they took effect: reading back tells.
import { expect, it } from 'vitest';
import { openScenario } from './open-scenario.js';
import { useVirtualTime } from './run-command.js';
import { findMissing, writeConfiguration } from './scenario.js';

const cwd = writeConfiguration();
useVirtualTime();

it.each([
  'createOrganization',
  'updateOrganization',
  'createUser',
  'AddOrganizationUsers',
  'UpdateOrganizationUsers',
  'DeleteOrganizationUserRole',
  'UpdateEnvironementFeatureFlagOverride',
  'UpdatePasskey',
])('finds out by reading back that %s took effect although its answer makes no sense', async (operation) => {
  const scenario = openScenario({
    cwd,
    seed: 1,
    faults: [{ kind: 'half-answer', operations: [operation], calls: [1] }],
  });
  const { status, stdout } = await scenario.run('apply');
  expect([status, findMissing(scenario.sandbox.snapshot()), scenario.watch.problems()]).toEqual([0, [], []]);
  expect(JSON.parse(stdout)).toMatchObject({ verified: true });
  expect(scenario.faultCount()).toBe(1);
});

it.each(['updateOrganization', 'UpdatePasskey'])(
  'does not take %s for done when it is not',
  async (operation) => {
    const scenario = openScenario({
      cwd,
      seed: 1,
      faults: [{ kind: 'reset-before', operations: [operation] }],
    });
    const { status, stdout } = await scenario.run('apply');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verified: false });
    expect(stdout).toContain('"unclear-outcome"');
  },
);
