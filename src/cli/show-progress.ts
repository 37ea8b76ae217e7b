// Progress on stderr for whatever takes more than a second: one line that changes on a terminal, a line now and
// then elsewhere; with -v a line for each request. Never on stdout, never with a name or a secret in it.
import type { WireEvent } from '../kinde/wire-event.js';
import type { Output } from './world.js';

export interface Progress {
  /** Says what is being done from now on; also begins anew after a stop. */
  enter(phase: string): void;
  onEvent(event: WireEvent): void;
  /** Ends the display; must be called before anything else is written. */
  stop(): void;
}

export interface ProgressOptions {
  readonly stderr: Output;
  readonly now: () => number;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const terminalTick = 200;
const plainTick = 5_000;

/** Returns a display that stays silent for the first second after a start or a stop, and for good with `quiet`. */
export function showProgress({ stderr, now, quiet, verbose }: ProgressOptions): Progress {
  if (quiet) return { enter: () => undefined, onEvent: () => undefined, stop: () => undefined };
  const start = now();
  const isRewriting = stderr.isTerminal && !verbose;
  let phase = 'starting';
  let answered = 0;
  let hasLine = false;
  const draw = (): void => {
    const seconds = Math.round((now() - start) / 1000);
    const line = `${phase}: ${answered} requests, ${seconds} s`;
    stderr.write(isRewriting ? `\r\u001b[2K${line}` : `${line}\n`);
    hasLine = isRewriting;
  };
  let timer: NodeJS.Timeout | null = null;
  const schedule = (ms: number): void => {
    timer = setTimeout(() => {
      draw();
      schedule(isRewriting ? terminalTick : plainTick);
    }, ms).unref();
  };
  return {
    enter: (next) => {
      phase = next;
      if (timer === null) schedule(1_000);
      if (verbose) stderr.write(`${next}\n`);
    },
    onEvent: (event) => {
      if (event.kind === 'answered') answered += 1;
      if (verbose) stderr.write(`${describeEvent(event)}\n`);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (hasLine) stderr.write('\r\u001b[2K');
      hasLine = false;
    },
  };
}

function describeEvent(event: WireEvent): string {
  switch (event.kind) {
    case 'answered':
      return `  ${event.method} ${event.operation}: ${event.status}, ${Math.round(event.ms)} ms`;
    case 'unanswered':
      return `  ${event.method} ${event.operation}: ${event.reason}, ${Math.round(event.ms)} ms`;
    case 'throttled':
      return `  ${event.operation}: throttled, everything waits ${Math.round(event.ms)} ms`;
    case 'retrying':
      return `  ${event.operation}: again in ${Math.round(event.ms)} ms (attempt ${event.attempt} failed)`;
  }
}
