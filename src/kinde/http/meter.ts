// The meter counts every attempt and reports its result. It changes neither request nor answer.
import { compareText } from '../../model/text/compare-text.js';
import type { Transport, WireRequest, WireResult } from './transport.js';
import type { WireEvent } from '../wire-event.js';

export interface Meter {
  /** Sends a request once, counts it and reports its result. */
  transmit(operation: string, request: WireRequest): Promise<WireResult>;
  /** Attempts sent so far, by HTTP method, sorted. */
  counts(): Readonly<Record<string, number>>;
}

export interface MeterOptions {
  readonly transport: Transport;
  readonly now: () => number;
  readonly onEvent: (event: WireEvent) => void;
}

/** Returns a meter that has counted nothing yet. */
export function createMeter(options: MeterOptions): Meter {
  const counts = new Map<string, number>();
  return {
    async transmit(operation, request) {
      const { method } = request;
      counts.set(method, (counts.get(method) ?? 0) + 1);
      const sentAt = options.now();
      const result = await options.transport(request);
      const common = { operation, method, ms: options.now() - sentAt };
      options.onEvent(
        result.kind === 'answer'
          ? { kind: 'answered', status: result.status, ...common }
          : { kind: 'unanswered', reason: result.fault.reason, ...common },
      );
      return result;
    },
    counts: () => Object.fromEntries([...counts].sort(([one], [other]) => compareText(one, other))),
  };
}
