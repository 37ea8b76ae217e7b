// Ctrl-C at one request of a run.
import type { Sandbox } from '../../src/sandbox/index.js';
import type { CommandOptions } from './run-command.js';

/** The two moments of a request at which somebody may press it. */
export const pressMoments = ['when it leaves', 'when its answer is there'] as const;
export type PressMoment = (typeof pressMoments)[number];

interface Pressed extends Required<Pick<CommandOptions, 'fetch' | 'interrupt'>> {
  /** The addresses of requests that were sent later than in the same moment. */
  readonly late: readonly string[];
}

/** Returns the options of a run that is interrupted with its `stop`-th request. */
export function interruptAt(sandbox: Sandbox, stop: number, moment: PressMoment): Pressed {
  const interrupt = new AbortController();
  const late: string[] = [];
  let count = 0;
  let isOver = false;
  const press = (): void => {
    interrupt.abort();
    setImmediate(() => (isOver = true));
  };
  const fetch: Sandbox['send'] = async (url, init) => {
    count += 1;
    if (isOver) late.push(url);
    if (count === stop && moment === 'when it leaves') press();
    const isLast = count === stop;
    const answer = await sandbox.send(url, init);
    if (isLast && moment === 'when its answer is there') press();
    return answer;
  };
  return { fetch, interrupt: interrupt.signal, late };
}
