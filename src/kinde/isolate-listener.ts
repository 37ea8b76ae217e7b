// Keeps the failures of a listener away from the wire, so that they can't end an apply between two writes.
import process from 'node:process';
import { inspect } from 'node:util';
import type { WireEvent } from './wire-event.js';

/**
 * Returns a listener that never throws. The first failure of the given one, including an asynchronous one, becomes a warning of
 * Node.
 */
export function isolateListener(
  listener: ((event: WireEvent) => unknown) | undefined,
): (event: WireEvent) => void {
  let hasFailed = false;
  const warn = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    // A foreign error may have no text, and may run code of its own when it is printed.
    process.emitWarning('onEvent failed, and the run goes on.', {
      detail: inspect(error, { customInspect: false }),
    });
  };
  return (event) => {
    // The promise rejects both if the listener throws and if it returns a promise that rejects.
    new Promise((resolve) => resolve(listener?.(event))).catch(warn);
  };
}
