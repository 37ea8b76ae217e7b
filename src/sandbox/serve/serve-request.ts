// What every request goes through, whatever it asks: it is recorded, meets its fault, takes effect and is answered
// in its time. The effect comes first and the wait after it: a caller who gives up early has changed things all
// the same.
import type { Injection } from '../faults/inject-faults.js';
import type { RequestRecord } from '../sandbox.js';
import type { Service } from './service.js';

/** Returns the answer, after its time. Throws `ConnectionLost` where an intercept or a fault wants it. */
export async function serveRequest(
  request: Omit<RequestRecord, 'status' | 'fault'>,
  service: Service,
  takeEffect: (injection: Injection) => Response,
): Promise<Response> {
  const injection = service.faults.arrive(request);
  const { fault, delayMs = 0, damage } = injection;
  const entry = service.journal.open({ ...request, ...(fault === undefined ? {} : { fault }) });
  try {
    const answer = takeEffect(injection);
    entry.close(answer.status);
    service.onEffect(entry.record());
    await service.pause(service.latencyMs + delayMs);
    return damage === undefined ? answer : await damage(answer);
  } finally {
    if (entry.record().status === 0) service.onEffect(entry.record());
    injection.leave();
  }
}
