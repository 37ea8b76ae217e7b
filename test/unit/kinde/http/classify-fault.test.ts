import { describe, expect, it } from 'vitest';
import { classifyFault } from '../../../../src/kinde/http/classify-fault.js';
import { fetchError } from '../fake-kinde.js';

describe('classifyFault', () => {
  it.each([
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
    ['ECONNREFUSED', 'connect'],
    ['ETIMEDOUT', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['UND_ERR_CONNECT_TIMEOUT', undefined],
  ])('knows that nothing was sent with %s while connecting', (code, syscall) => {
    expect(classifyFault(fetchError(code, syscall))).toEqual({
      reason: 'unreachable',
      mayBeSent: false,
      detail: code,
    });
  });

  it.each([
    ['ECONNRESET', 'read'],
    ['ETIMEDOUT', 'read'],
    ['EHOSTUNREACH', 'write'],
    ['EPIPE', 'write'],
    ['UND_ERR_SOCKET', undefined],
  ])('takes it that the request may have been sent with %s on %s', (code, syscall) => {
    expect(classifyFault(fetchError(code, syscall))).toMatchObject({
      reason: 'connection-lost',
      mayBeSent: true,
    });
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('knows a certificate that was not accepted by %s', (code) => {
    expect(classifyFault(fetchError(code))).toMatchObject({ reason: 'tls-failed', mayBeSent: false });
  });

  it.each([new Error('odd'), 'text', null, undefined, { code: 7 }, fetchError('secret in a code?')])(
    'takes anything else for a lost connection and repeats none of its text',
    (thrown) => {
      expect(classifyFault(thrown)).toEqual({ reason: 'connection-lost', mayBeSent: true, detail: '' });
    },
  );

  it('knows a time-out', () => {
    expect(classifyFault(new DOMException('x', 'TimeoutError'))).toMatchObject({
      reason: 'timeout',
      mayBeSent: true,
    });
  });

  it('comes to an end with a chain of causes that has none', () => {
    const loop: { cause?: unknown } = {};
    loop.cause = loop;
    expect(classifyFault(loop).reason).toBe('connection-lost');
  });
});
