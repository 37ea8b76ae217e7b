import { expect, it } from 'vitest';
import type { Fault } from '../../../../src/kinde/http/classify-fault.js';
import { faultError } from '../../../../src/kinde/http/fault-error.js';

const request = { operation: 'getUsers', host: 'acme.kinde.com' };

it.each<[Fault['reason'], string]>([
  ['unreachable', 'unreachable'],
  ['tls-failed', 'tls-failed'],
  ['timeout', 'timeout'],
  ['connection-lost', 'connection-lost'],
  ['answer-too-large', 'bad-answer'],
])('says of %s what happened, where, and what to do', (reason, code) => {
  const error = faultError(request, { reason, mayBeSent: true, detail: 'ESOME' });
  expect(error.code).toBe(code);
  expect(error.message).toContain('getUsers');
  expect(error.message).toContain('acme.kinde.com');
  expect(error.message).toContain('ESOME');
  expect(error.hint).toMatch(/\w/);
});
