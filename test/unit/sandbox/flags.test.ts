// Feature flags: what an organization inherits, what it has of its own, and flags that are JSON.
import { expect, it } from 'vitest';
import { createSandbox, parseSeed, type Unknowns } from '../../../src/sandbox/index.js';
import { connect } from './connect.js';

const seed = {
  featureFlags: {
    new_checkout: { type: 'bool', value: 'false' },
    max_seats: { type: 'int', value: '10' },
    limits: { type: 'json', value: '{"rows":5}' },
  },
  organizations: [
    { code: 'org_d', name: 'Default' },
    { code: 'org_a', name: 'Acme', featureFlags: { max_seats: '50' } },
  ],
} as const;

async function open(unknowns: Partial<Unknowns> = {}) {
  const sandbox = createSandbox({ seed, unknowns });
  const ask = await connect(sandbox);
  const flagsOf = async (code: string) =>
    (await ask('GET', `organizations/${code}/feature_flags`)).json['feature_flags'];
  const own = () => sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')?.featureFlags;
  return { sandbox, ask, flagsOf, own };
}

const path = 'organizations/org_a/feature_flags';

it('does not tell an organization’s own value from an inherited one', async () => {
  const { flagsOf, sandbox } = await open();
  const inherited = { ...seed.featureFlags, limits: { type: 'json', value: { rows: 5 } } };
  expect(await flagsOf('org_d')).toEqual(inherited);
  expect(await flagsOf('org_a')).toEqual({ ...inherited, max_seats: { type: 'int', value: '50' } });
  sandbox.change((tenant) => tenant.setFeatureFlag('new_checkout', { type: 'bool', value: 'true' }));
  expect(await flagsOf('org_a')).toMatchObject({ new_checkout: { value: 'true' } });
});

it('sets a value of the organization’s own, and takes it back', async () => {
  const { ask, flagsOf, own } = await open();
  expect((await ask('PATCH', `${path}/new_checkout?value=true`)).status).toBe(200);
  expect(own()).toEqual({ max_seats: '50', new_checkout: 'true' });
  expect((await ask('DELETE', `${path}/max_seats`)).status).toBe(200);
  expect(own()).toEqual({ new_checkout: 'true' });
  expect(await flagsOf('org_a')).toMatchObject({ max_seats: { value: '10' } });
  expect((await ask('DELETE', path)).status).toBe(200);
  expect(own()).toBeUndefined();
});

it.each([
  ['PATCH', 'max_seats?value=many', 'INVALID_FEATURE_FLAG_VALUE'],
  ['PATCH', 'unheard_of?value=1', 'FEATURE_FLAG_NOT_FOUND'],
  ['PATCH', 'limits?value=5', 'INVALID_FEATURE_FLAG_VALUE'],
  ['PATCH', 'max_seats', 'INVALID_REQUEST'],
  ['DELETE', 'unheard_of', 'FEATURE_FLAG_NOT_FOUND'],
])('refuses %s %s', async (method, rest, code) => {
  const { ask, own } = await open();
  expect((await ask(method, `${path}/${rest}`)).code).toBe(code);
  expect(own()).toEqual({ max_seats: '50' });
});

it('takes an empty text for a value', async () => {
  const sandbox = createSandbox({ seed: { featureFlags: { motto: { type: 'str', value: 'x' } } } });
  const { code } = sandbox.snapshot().organizations[0] ?? { code: '' };
  const ask = await connect(sandbox);
  expect((await ask('PATCH', `organizations/${code}/feature_flags/motto?value=`)).status).toBe(200);
  expect(sandbox.snapshot().organizations[0]?.featureFlags).toEqual({ motto: '' });
});

it('accepts or refuses that a value is taken away which is not there', async () => {
  const status = async (absentOverride: Unknowns['absentOverride']) =>
    (await (await open({ absentOverride })).ask('DELETE', `${path}/new_checkout`)).status;
  expect([await status('accepted'), await status('refused')]).toEqual([200, 400]);
});

it('gives the value of a JSON flag as an object, or as text', async () => {
  const value = async (jsonFlags: Unknowns['jsonFlags']) => {
    const { ask, sandbox } = await open({ jsonFlags });
    const { json } = await ask('GET', 'environment/feature_flags');
    expect(sandbox.violations()).toEqual([]);
    return json['feature_flags'];
  };
  expect(await value('object')).toMatchObject({ limits: { type: 'json', value: { rows: 5 } } });
  expect(await value('text')).toMatchObject({ limits: { type: 'json', value: '{"rows":5}' } });
});

it('forgets an organization’s own value together with the flag', async () => {
  const { sandbox, own, ask } = await open();
  sandbox.change((tenant) => tenant.deleteFeatureFlag('max_seats'));
  expect(own()).toBeUndefined();
  const body = { name: 'Seats', key: 'max_seats', type: 'int', default_value: '7' };
  expect((await ask('POST', 'feature_flags', body)).status).toBe(201);
  expect((await ask('POST', 'feature_flags', body)).code).toBe('FEATURE_FLAG_EXISTS');
  expect(sandbox.snapshot().featureFlags['max_seats']).toEqual({ type: 'int', value: '7' });
  expect((await ask('DELETE', 'feature_flags/max_seats')).status).toBe(200);
});

it.each([
  ['featureFlags: { a: { type: json, value: "5" } }', '1:41'],
  ['organizations: [{ name: A, featureFlags: { a: x } }]', '1:42'],
  [
    'featureFlags: { a: { type: json, value: "[]" } }\norganizations: [{ name: A, featureFlags: { a: x } }]',
    '2:47',
  ],
])('refuses the seed %s', (text, position) => {
  expect(() => parseSeed(text, 's.yaml')).toThrow(
    expect.objectContaining({
      code: 'invalid-seed',
      message: expect.stringContaining(`s.yaml:${position}`) as string,
    }) as Error,
  );
});

it('goes back to the value of the definition without one of the environment', async () => {
  const seed = parseSeed('featureFlags: { seats: { type: int, value: "9", defaultValue: "4" } }', 's.yaml');
  const sandbox = createSandbox({ seed });
  const ask = await connect(sandbox);
  const value = () => sandbox.snapshot().featureFlags['seats'];
  expect(value()).toEqual({ type: 'int', value: '9' });
  const put = (type: string, value: string) =>
    ask(
      'PUT',
      `feature_flags/seats?name=S&description=&type=${type}&allow_override_level=org&default_value=${value}`,
    );
  expect((await put('int', '5')).status).toBe(200);
  expect(value()).toEqual({ type: 'int', value: '9' });
  expect((await ask('DELETE', 'environment/feature_flags/seats')).status).toBe(200);
  expect(value()).toEqual({ type: 'int', value: '5' });
  expect((await put('int', '6')).status).toBe(200);
  expect(value()).toEqual({ type: 'int', value: '6' });
  expect((await put('int', 'six')).code).toBe('INVALID_FEATURE_FLAG_VALUE');
  expect((await put('bool', 'true')).status).toBe(501);
  await ask('PATCH', 'environment/feature_flags/seats', { value: '1' });
  expect((await ask('DELETE', 'environment/feature_flags')).status).toBe(200);
  expect(value()).toEqual({ type: 'int', value: '6' });
  expect(sandbox.violations()).toEqual([]);
});
