// The environment's own settings.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { connect } from './connect.js';

const featureFlags = {
  new_checkout: { type: 'bool', value: 'false' },
  max_seats: { type: 'int', value: '10' },
  colour: { type: 'str', value: 'blue' },
} as const;

it('tells which environment it is', async () => {
  const ask = await connect(createSandbox({ seed: { environment: { code: 'staging', name: 'Staging' } } }));
  const { json } = await ask('GET', 'environment');
  expect(json['environment']).toMatchObject({
    code: 'staging',
    name: 'Staging',
    kinde_domain: 'acme.kinde.com',
  });
});

it('lists feature flags with every value as text', async () => {
  const ask = await connect(createSandbox({ seed: { featureFlags } }));
  expect((await ask('GET', 'environment/feature_flags')).json['feature_flags']).toEqual(featureFlags);
});

it('sets a feature flag to a value of its type', async () => {
  const sandbox = createSandbox({ seed: { featureFlags } });
  const ask = await connect(sandbox);
  expect((await ask('PATCH', 'environment/feature_flags/max_seats', { value: '25' })).status).toBe(200);
  expect(sandbox.snapshot().featureFlags['max_seats']).toEqual({ type: 'int', value: '25' });
});

it.each([
  ['max_seats', 'many', 'INVALID_FEATURE_FLAG_VALUE'],
  ['new_checkout', '1', 'INVALID_FEATURE_FLAG_VALUE'],
  ['unheard_of', 'x', 'FEATURE_FLAG_NOT_FOUND'],
])('refuses %s = %s', async (key, value, code) => {
  const sandbox = createSandbox({ seed: { featureFlags } });
  expect((await (await connect(sandbox))('PATCH', `environment/feature_flags/${key}`, { value })).code).toBe(
    code,
  );
  expect(sandbox.snapshot().featureFlags).toEqual(featureFlags);
});

it('refuses a feature flag value that is not text', async () => {
  const sandbox = createSandbox({ seed: { featureFlags } });
  expect(
    (await (await connect(sandbox))('PATCH', 'environment/feature_flags/max_seats', { value: 25 })).status,
  ).toBe(400);
  expect(sandbox.violations()).toHaveLength(1);
});

it('reads and sets the passkey policy', async () => {
  const ask = await connect(createSandbox());
  expect((await ask('GET', 'passkey')).json).toMatchObject({ enabled: false, policy: 'off' });
  expect((await ask('PUT', 'passkey', { policy: 'mandatory' })).json).toMatchObject({ enabled: true });
  expect((await ask('GET', 'passkey')).json).toMatchObject({ enabled: true, policy: 'mandatory' });
  expect((await ask('PUT', 'passkey', { policy: 'sometimes' })).status).toBe(400);
});
