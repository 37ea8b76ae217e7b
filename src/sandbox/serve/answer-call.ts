// One API request from the token to the answer: token, scope, contract, intercept, endpoint, contract again.
import { checkAnswer, checkBody, checkQuery } from '../contract/check-contract.js';
import { contract, type OperationId } from '../contract/contract.js';
import { endpoints } from '../endpoints/endpoints.js';
import type { Interception } from '../sandbox.js';
import { answerJson, answerRefusal } from './answers.js';
import { ApiRefusal } from './api-refusal.js';
import { ConnectionLost } from './connection-lost.js';
import type { Received } from './received.js';
import type { Service } from './service.js';

function checkToken(received: Received, { mint }: Service): void {
  const [, token] = /^Bearer (\S+)$/.exec(received.authorization ?? '') ?? [];
  const scopes = token === undefined ? undefined : mint.readScopes(token);
  if (!scopes)
    throw new ApiRefusal('UNAUTHORIZED', 'The access token is missing, malformed or expired', {
      status: 401,
    });
  if (scopes.has(contract[received.operation].scope)) return;
  throw new ApiRefusal('FORBIDDEN', 'The access token does not have the required scope', { status: 403 });
}

function checkAgainstContract(received: Received): void {
  const problems = [
    ...received.bodyProblems,
    ...checkQuery(received.operation, received.query),
    ...(received.bodyProblems.length > 0 ? [] : checkBody(received.operation, received.body)),
  ];
  if (problems.length === 0) return;
  throw new ApiRefusal('INVALID_REQUEST', problems.join('; '), { breaksContract: true });
}

function leftOut(interception: Interception | undefined): ReadonlySet<string> {
  return new Set(typeof interception === 'object' && 'leaveOut' in interception ? interception.leaveOut : []);
}

function callEndpoint(received: Received, leaveOut: ReadonlySet<string>, service: Service): Response {
  const { operation } = received;
  const body = endpoints[operation]({ ...received, leaveOut }, service.ground);
  for (const problem of checkAnswer(operation, body)) {
    service.journal.noteViolation(`${operation}: the sandbox's own answer: ${problem}`);
  }
  return answerJson(body, contract[operation].status);
}

function refuse(operation: OperationId, error: unknown, service: Service): Response {
  if (!(error instanceof ApiRefusal)) throw error;
  if (error.breaksContract) service.journal.noteViolation(`${operation}: ${error.message}`);
  return answerRefusal(error);
}

function effect(received: Received, leaveOut: ReadonlySet<string>, service: Service): Response {
  try {
    return callEndpoint(received, leaveOut, service);
  } catch (error) {
    return refuse(received.operation, error, service);
  }
}

/** Returns the answer to a request for a known operation. Throws `ConnectionLost` where an intercept wants it. */
export function answerCall(received: Received, service: Service): Response {
  try {
    checkToken(received, service);
    checkAgainstContract(received);
  } catch (error) {
    return refuse(received.operation, error, service);
  }
  const interception = service.intercept(received);
  if (interception instanceof Response) return interception.clone();
  if (interception === 'drop-before') throw new ConnectionLost();
  const answer = effect(received, leftOut(interception), service);
  if (interception === 'drop-after') throw new ConnectionLost();
  return answer;
}
