// The way of every request: the journal records it, a fault may hit it, it takes effect, and the answer leaves after the
// latency. The effect comes before the wait, so a request has its effect even if its client aborts.
import type { Injection } from '../faults/inject-faults.js';
import type { RequestRecord } from '../sandbox.js';
import type { Answer } from './answers.js';
import type { Service } from './service.js';

/** Returns the answer after its latency. Throws `ConnectionLost` if an intercept or fault orders it. */
export async function serveRequest(
  request: Omit<RequestRecord, 'status' | 'fault'>,
  service: Service,
  takeEffect: (injection: Injection) => Answer,
): Promise<Answer> {
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
