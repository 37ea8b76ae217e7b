// The answer to one API request, in this order: token, scope, contract, intercept, endpoint, contract of the answer.
import { checkAnswer, requireContract } from '../contract/check-contract.js';
import { contract, type OperationId } from '../contract/contract.js';
import { endpoints } from '../endpoints/endpoints.js';
import type { Injection } from '../faults/inject-faults.js';
import { type Answer, answerJson, answerRefusal } from './answers.js';
import { ApiRefusal } from './api-refusal.js';
import { followInterception } from './follow-interception.js';
import type { Received } from './received.js';
import type { Service } from './service.js';

function requireToken(received: Received, { mint }: Service): void {
  const scopes = mint.readScopes(received.authorization);
  if (!scopes)
    throw new ApiRefusal('UNAUTHORIZED', 'The access token is missing, malformed or expired', {
      status: 401,
    });
  if (scopes.has(contract[received.operation].scope)) return;
  throw new ApiRefusal('FORBIDDEN', 'The access token does not have the required scope', { status: 403 });
}

function callEndpoint(received: Received, leaveOut: ReadonlySet<string>, service: Service): Answer {
  const { operation } = received;
  const mostRows = service.faults.rowsOfPage(operation);
  const body = endpoints[operation]({ ...received, leaveOut, mostRows }, service.ground);
  for (const problem of checkAnswer(operation, body)) {
    service.journal.noteViolation(`${operation}: the sandbox's own answer: ${problem}`);
  }
  return answerJson(body, contract[operation].status);
}

function refuse(operation: OperationId, error: unknown, service: Service): Answer {
  if (!(error instanceof ApiRefusal)) throw error;
  if (error.breaksContract) service.journal.noteViolation(`${operation}: ${error.message}`);
  return answerRefusal(error);
}

function effect(received: Received, leaveOut: ReadonlySet<string>, service: Service): Answer {
  try {
    return callEndpoint(received, leaveOut, service);
  } catch (error) {
    return refuse(received.operation, error, service);
  }
}

function checkAndCall(received: Received, leaveOut: readonly string[], service: Service): Answer {
  try {
    requireToken(received, service);
    requireContract(received);
  } catch (error) {
    return refuse(received.operation, error, service);
  }
  return followInterception(service.intercept(received), (more) =>
    effect(received, new Set([...leaveOut, ...more]), service),
  );
}

/** Returns the answer to a request for an operation. Throws `ConnectionLost` if an intercept or fault orders it. */
export function answerCall(received: Received, service: Service, { interception }: Injection): Answer {
  return followInterception(interception, (leaveOut) => checkAndCall(received, leaveOut, service));
}
