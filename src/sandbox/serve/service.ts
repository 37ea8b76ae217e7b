// The service: the parts of one sandbox that answer its requests.
import type { FaultPlan } from '../faults/fault-plan.js';
import type { FaultInjector } from '../faults/inject-faults.js';
import type { InterceptedRequest, Interception, RequestRecord } from '../sandbox.js';
import type { Ground } from './call.js';
import type { Journal } from './journal.js';
import type { TokenMint } from './token-mint.js';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The scopes granted to the application. */
  readonly scopes: readonly string[];
  readonly tokenLifetimeSeconds: number;
}

export interface Service {
  readonly ground: Ground;
  readonly journal: Journal;
  readonly mint: TokenMint;
  readonly client: Client;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** Milliseconds that every answer takes. */
  readonly latencyMs: number;
  readonly faults: FaultInjector & { readonly setPlan: (plan: FaultPlan) => void };
  /** Called for each request after its effect or failure, before its answer leaves. */
  readonly onEffect: (record: RequestRecord) => void;
  readonly intercept: (request: Omit<InterceptedRequest, 'count'>) => Interception | undefined;
}
