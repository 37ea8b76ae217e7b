// Parsing large files blocks the thread. A yield between two files lets the event loop handle answers of the network.
import { setImmediate } from 'node:timers/promises';

/** Resolves after the event loop has handled every event that is due. */
export async function yieldToEventLoop(): Promise<void> {
  await setImmediate();
}
