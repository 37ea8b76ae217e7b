// Shows the progress of work that takes more than a second: on a terminal one line that changes, elsewhere a line every five
// seconds, with -v a line for each request. It goes to stderr and holds no name and no secret.
import type { WireEvent } from '../kinde/wire-event.js';
import type { Output } from './world.js';

export interface Progress {
  /** Names the phase that begins; starts the display again after a stop. */
  enter(phase: string): void;
  /** Sets the number of requests still to come, from which the remaining time is estimated. */
  expect(requests: number, reason?: string): void;
  onEvent(event: WireEvent): void;
  /** Ends the display; must be called before other text is written. */
  stop(): void;
}

export interface ProgressOptions {
  readonly stderr: Output;
  readonly now: () => number;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Milliseconds between two lines. */
const terminalTick = 200;
const plainTick = 5_000;

const silent: Progress = {
  enter: () => undefined,
  expect: () => undefined,
  onEvent: () => undefined,
  stop: () => undefined,
};

/** From this number of requests on, the expectation is shown before the first of them is answered. */
const manyRequests = 500;

/**
 * Returns a display that is silent for the first second of a phase, unless many requests are expected, and with `quiet`
 * always.
 */
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
      else if (requests >= manyRequests && timer !== null) draw();
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
  /** The number of answers, and the time, at the moment of the estimate. */
  readonly from: number;
  readonly since: number;
}

/** Returns the remaining requests, and from the first answer on the remaining time at the pace so far. */
function describeRest(expectation: Expectation | null, answered: number, now: number): string {
  if (expectation === null) return '';
  const done = answered - expectation.from;
  const left = expectation.requests - done;
  if (left < 1) return '';
  const seconds = Math.ceil(((now - expectation.since) / done) * (left / 1000));
  return `, about ${left} to come${done < 1 ? '' : `, about ${seconds} s left`}`;
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
