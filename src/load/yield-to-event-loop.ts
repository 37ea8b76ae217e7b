// Parsing and checking large files is long work on one thread: between two parts of it, answers of the network are handled.
import { setImmediate } from 'node:timers/promises';

/** Fulfilled once everything that is due by now was handled. */
export async function yieldToEventLoop(): Promise<void> {
  await setImmediate();
}
