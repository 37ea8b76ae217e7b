// A failed connection becomes an error that says what happened and what to do. The error never keeps what `fetch`
// threw, which may hold the request with its token.
import { ApiError, assertNever, NetworkError, type KindeSyncError } from '../../model/errors.js';
import type { Fault } from './classify-fault.js';

/** The failed request: Kinde's operation id and the host. */
export interface FailedRequest {
  readonly operation: string;
  readonly host: string;
}

/**
 * Returns a `NetworkError` (`unreachable`, `tls-failed`, `timeout`, `connection-lost`), or an `ApiError`
 * (`bad-answer`) for an answer too large to be one.
 */
export function faultError(request: FailedRequest, fault: Fault): KindeSyncError {
  const facts = { operation: request.operation };
  const { message, hint } = describeFault(request.host, fault);
  const text = `${request.operation}: ${message}${fault.detail === '' ? '' : ` (${fault.detail})`}.`;
  return fault.reason === 'answer-too-large'
    ? new ApiError('bad-answer', text, facts, { hint })
    : new NetworkError(fault.reason, text, facts, { hint });
}

function describeFault(host: string, fault: Fault): { readonly message: string; readonly hint: string } {
  switch (fault.reason) {
    case 'unreachable':
      return {
        message: `${host} ${fault.detail === 'ENOTFOUND' ? 'does not exist' : 'could not be reached'}`,
        hint: 'Check KINDE_DOMAIN, the network, and any proxy or firewall.',
      };
    case 'tls-failed':
      return {
        message: `the certificate or TLS connection of ${host} was not accepted`,
        hint: 'Check KINDE_DOMAIN. Behind a proxy that intercepts TLS, set NODE_EXTRA_CA_CERTS to its certificate.',
      };
    case 'timeout':
      return { message: `${host} did not answer in time`, hint: 'Run again later.' };
    case 'connection-lost':
      return { message: `the connection to ${host} broke`, hint: 'Check the network and run again.' };
    case 'answer-too-large':
      return { message: `${host} sent an answer larger than 64 MiB`, hint: 'Check KINDE_DOMAIN.' };
    default:
      return assertNever(fault.reason);
  }
}
