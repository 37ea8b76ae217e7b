// Plays the faults of a scenario: lost connections, refusals, people left out, and edits made by others meanwhile.
import type { InterceptedRequest, Interception, Sandbox } from '../../src/sandbox/index.js';
import { editByHand } from './edit-by-hand.js';
import type { Fault } from './scenario.js';

/** Returns what to do with each request; requests that no fault means are answered as always. */
export function playFaults(
  faults: readonly Fault[],
  sandbox: () => Sandbox,
): (request: InterceptedRequest) => Interception | undefined {
  const met = new Map<Fault, number>();
  return (request) => {
    for (const fault of faults) {
      if (!isMeant(fault, request)) continue;
      const count = (met.get(fault) ?? 0) + 1;
      met.set(fault, count);
      if (fault.call !== undefined && fault.call !== count) continue;
      editByHand(sandbox(), fault.edits ?? []);
      const interception = toInterception(fault, sandbox());
      if (interception !== undefined) return interception;
    }
    return undefined;
  };
}

function isMeant({ operation, about = '' }: Fault, request: InterceptedRequest): boolean {
  const text = `${request.path} ${JSON.stringify(request.body)}`;
  return request.operation === operation && text.includes(about);
}

function toInterception({ effect, leaveOut, refuse }: Fault, sandbox: Sandbox): Interception | undefined {
  if (refuse !== undefined) {
    const errors = [{ code: refuse.code, message: 'Refused' }];
    return Response.json({ errors }, { status: refuse.status });
  }
  return leaveOut === undefined ? effect : { leaveOut: leaveOut.map((who) => findId(sandbox, who)) };
}

function findId(sandbox: Sandbox, who: string): string {
  return sandbox.snapshot().users.find(({ emails }) => emails.includes(who))?.id ?? who;
}
