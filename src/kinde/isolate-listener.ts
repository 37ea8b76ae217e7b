// Keeps the failures of a listener away from the wire: nothing may stand between a write and its result.
import process from 'node:process';
import type { WireEvent } from './wire-event.js';

/** Returns a listener that never throws. The first failure of the given one, also an asynchronous one, becomes a warning of Node. */
export function isolateListener(listener: (event: WireEvent) => unknown): (event: WireEvent) => void {
  let hasFailed = false;
  const warn = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    const reason = error instanceof Error ? error.message : String(error);
    process.emitWarning(`onEvent failed, and the run goes on: ${reason}`);
  };
  return (event) => {
    // The promise rejects both if the listener throws and if it returns a promise that rejects.
    new Promise((resolve) => resolve(listener(event))).catch(warn);
  };
}
