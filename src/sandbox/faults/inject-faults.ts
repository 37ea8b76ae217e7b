// The fault injector compares every arriving request with the fault plan and returns the fault to inject. It ends tokens
// and changes lists itself; the code that answers the request does the rest.
import type { Answer } from '../serve/answers.js';
import type { Order } from '../serve/follow-interception.js';
import { changeList, isLaterPage, type Dashboard } from './change-list.js';
import { answerGatewayError, answerTooMany, halveAnswer, truncateAnswer } from './damage-answer.js';
import { chooseLeftOut, doesHit, drawChance, isAimedAt, type Call } from './decide-hit.js';
import type { AimedFault, FaultPlan, Limit, ShortPages } from './fault-plan.js';
import { createLimiter } from './limit-requests.js';

export interface Arrival {
  readonly operation: string;
  /** The path with its query. */
  readonly path: string;
  /** The parsed body. */
  readonly body: unknown;
}

/** The fault of one request. */
export interface Injection {
  /** Its name in the record of the request; absent without a fault. */
  readonly fault?: string;
  readonly interception?: Order;
  /** Milliseconds that are added to the answer's usual time. */
  readonly delayMs?: number;
  /** Damages the answer after the effect. */
  readonly damage?: (answer: Answer) => Promise<Answer>;
  /** Must be called when the answer leaves. */
  readonly leave: () => void;
}

export interface FaultInjector {
  arrive(arrival: Arrival): Injection;
  /** Returns the most rows of a page of this list; undefined if no fault shortens it. */
  rowsOfPage(operation: string): number | undefined;
}

export interface InjectorOptions {
  readonly plan: FaultPlan;
  readonly now: () => number;
  readonly dashboard: Dashboard;
  readonly endTokens: () => void;
}

/** Returns the injector of a sandbox; its counts begin with the first request. */
export function injectFaults(options: InjectorOptions): FaultInjector {
  const { faults, seed = 1 } = options.plan;
  const limiters = faults
    .filter(isLimit)
    .map((limit) => ({ limit, limiter: createLimiter(limit, options.now) }));
  const shortPages = faults.filter((fault): fault is ShortPages => fault.kind === 'short-pages');
  const aimed = faults.map((fault, index) => ({ fault, index, count: 0 }));
  return {
    arrive(arrival) {
      const entered = enterAll(
        limiters
          .filter(({ limit }) => isAimedAt(limit, arrival.operation))
          .map(({ limit, limiter }) => ({ kind: limit.kind, limiter })),
      );
      if (entered.refusal !== null) return { ...entered.refusal, leave: entered.leave };
      for (const entry of aimed) {
        const { fault, index } = entry;
        if (isLimit(fault) || fault.kind === 'short-pages' || !canHit(fault, arrival)) continue;
        entry.count += 1;
        const call = { seed, fault: index, call: entry.count };
        const injected = doesHit(fault, call) ? inject(fault, call, { arrival, options }) : null;
        if (injected !== null) return { ...injected, leave: entered.leave };
      }
      return { leave: entered.leave };
    },
    rowsOfPage: (operation) => shortPages.find((fault) => isAimedAt(fault, operation))?.rows,
  };
}

function isLimit(fault: { readonly kind: string }): fault is Limit {
  return fault.kind === 'rate-limit' || fault.kind === 'concurrency-limit';
}

interface Entered {
  readonly refusal: Omit<Injection, 'leave'> | null;
  readonly leave: () => void;
}

interface NamedLimiter {
  readonly kind: Limit['kind'];
  readonly limiter: ReturnType<typeof createLimiter>;
}

function enterAll(limiters: readonly NamedLimiter[]): Entered {
  const admitted: NamedLimiter[] = [];
  const leave = (): void => {
    for (const { limiter } of admitted.splice(0)) limiter.leave();
  };
  for (const named of limiters) {
    const seconds = named.limiter.enter();
    if (seconds !== null) {
      return { refusal: { fault: named.kind, interception: answerTooMany(seconds) }, leave };
    }
    admitted.push(named);
  }
  return { refusal: null, leave };
}

const bulkWrites = ['AddOrganizationUsers', 'UpdateOrganizationUsers'];

function canHit(fault: AimedFault, arrival: Arrival): boolean {
  if (!isAimedAt(fault, arrival.operation)) return false;
  if (fault.kind === 'list-change') return isLaterPage(arrival);
  return fault.kind !== 'partial-bulk' || bulkWrites.includes(arrival.operation);
}

interface Scene {
  readonly arrival: Arrival;
  readonly options: InjectorOptions;
}

function inject(fault: AimedFault, call: Call, scene: Scene): Omit<Injection, 'leave'> | null {
  const named = { fault: fault.kind };
  switch (fault.kind) {
    case 'reset-before':
      return { ...named, interception: 'drop-before' };
    case 'reset-after':
      return { ...named, interception: 'drop-after' };
    case 'slow-answer':
      return { ...named, delayMs: fault.ms };
    case 'truncated-answer':
      return { ...named, damage: truncateAnswer };
    case 'half-answer':
      return { ...named, damage: halveAnswer };
    case 'server-error': {
      const answer = answerGatewayError(fault.status ?? 503);
      if (fault.takesEffect !== true) return { ...named, interception: answer };
      return { fault: `${fault.kind} after the effect`, damage: () => Promise.resolve(answer) };
    }
    case 'expired-token':
      scene.options.endTokens();
      return named;
    case 'partial-bulk':
      return { ...named, interception: { leaveOut: chooseLeftOut(scene.arrival.body, call) } };
    case 'list-change': {
      const { arrival: list, options } = scene;
      const what = changeList(fault.change, drawChance(call, 1), { list, dashboard: options.dashboard });
      return what === null ? null : { fault: `${fault.kind}: ${what}` };
    }
  }
}
