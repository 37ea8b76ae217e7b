import { expect, it } from 'vitest';
import { createSecretKeeper } from '../../src/kinde/http/hide-secrets.js';

it('hides a secret as it is, in an address, in a form and in JSON', () => {
  const keeper = createSecretKeeper();
  const secret = 'a"b c&d';
  keeper.keep(secret);
  const forms = [secret, encodeURIComponent(secret), 'a%22b+c%26d', JSON.stringify({ secret })];
  for (const form of forms) expect(keeper.hide(`x ${form} y`)).not.toMatch(/a\\?("|%22)b/);
  expect(keeper.hide('nothing here')).toBe('nothing here');
});
