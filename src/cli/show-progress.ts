// Progress on stderr for whatever takes more than a second: one line that changes on a terminal, a line now and
// then elsewhere; with -v a line for each request. Never on stdout, never with a name or a secret in it.
import type { WireEvent } from '../kinde/wire-event.js';
import type { Output } from './world.js';

export interface Progress {
  /** Says what is being done from now on; also begins anew after a stop. */
  enter(phase: string): void;
  /** Says how many more requests are to be expected, so that the remaining time can be estimated. */
  expect(requests: number, reason?: string): void;
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

const silent: Progress = {
  enter: () => undefined,
  expect: () => undefined,
  onEvent: () => undefined,
  stop: () => undefined,
};

/** Returns a display that stays silent for the first second after a start or a stop, and for good with `quiet`. */
export function showProgress({ stderr, now, quiet, verbose }: ProgressOptions): Progress {
  if (quiet) return silent;
  const start = now();
  const isRewriting = stderr.isTerminal && !verbose;
  let phase = 'starting';
  let answered = 0;
  let expectation: Expectation | null = null;
  let hasLine = false;
  const draw = (): void => {
    const seconds = Math.round((now() - start) / 1000);
    const line = `${phase}: ${answered} requests, ${seconds} s${describeRest(expectation, answered, now())}`;
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
    expect: (requests, reason) => {
      expectation = { requests, from: answered, since: now() };
      if (verbose) stderr.write(`about ${requests} requests${reason === undefined ? '' : `: ${reason}`}\n`);
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

interface Expectation {
  readonly requests: number;
  /** How many were answered, and when, as the expectation was made. */
  readonly from: number;
  readonly since: number;
}

/** The pace so far, held against what is left; nothing before there is a pace. */
function describeRest(expectation: Expectation | null, answered: number, now: number): string {
  if (expectation === null) return '';
  const done = answered - expectation.from;
  const left = expectation.requests - done;
  if (done < 1 || left < 1) return '';
  const seconds = Math.ceil(((now - expectation.since) / done) * (left / 1000));
  return `, about ${seconds} s left`;
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
