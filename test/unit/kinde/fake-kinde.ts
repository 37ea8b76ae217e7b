// A fetch that answers from a script and remembers what it was asked; no server, no real time.
import { connectKinde, type ConnectOptions, type KindeConnection } from '../../../src/kinde/connect-kinde.js';
import type { KindeSettings } from '../../../src/kinde/read-settings.js';
import type { WireEvent } from '../../../src/kinde/wire-event.js';
import { createVirtualClock, type VirtualClock } from './virtual-clock.js';

/** One request as the fake saw it. */
export interface SeenRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | null;
  readonly body: string;
}

/** An answer, or an error to throw. */
export type Reply = Response | Error;

export interface FakeKinde {
  readonly clock: VirtualClock;
  readonly connection: KindeConnection;
  readonly client: KindeConnection['client'];
  /** Requests to the API, those for tokens not counted. */
  readonly seen: readonly SeenRequest[];
  readonly tokenRequests: readonly SeenRequest[];
  readonly events: readonly WireEvent[];
  /** Waits in virtual time. */
  run<Result>(promise: Promise<Result>): Promise<Result>;
  /** Waits in virtual time for a rejection and returns it. */
  fail(promise: Promise<unknown>): Promise<unknown>;
}

export interface FakeOptions extends Partial<Omit<ConnectOptions, 'fetch' | 'now' | 'sleep'>> {
  readonly reply: (request: SeenRequest, index: number) => Reply | Promise<Reply>;
  readonly replyToken?: (request: SeenRequest, index: number) => Reply;
  readonly latencyMs?: number;
}

export const clientSettings: KindeSettings = {
  baseUrl: 'https://acme.kinde.com',
  audience: 'https://acme.kinde.com/api',
  credentials: { kind: 'client', clientId: 'the-id', clientSecret: 's3cr3t-value' },
};

/** Returns a JSON answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** Returns what `fetch` throws when the system refuses a connection with this code. */
export function fetchError(code: string, syscall?: string): Error {
  const cause = Object.assign(new Error(code), { code, ...(syscall === undefined ? {} : { syscall }) });
  return Object.assign(new TypeError('fetch failed'), { cause });
}

/** Returns the n-th token that the fake gives out. */
export function tokenOf(index: number): string {
  return `token-${index}`;
}

/** Returns a connection to a fake that gives tokens good for a day unless told otherwise. */
export function createFakeKinde(options: FakeOptions): FakeKinde {
  const clock = createVirtualClock();
  const seen: SeenRequest[] = [];
  const tokenRequests: SeenRequest[] = [];
  const events: WireEvent[] = [];
  const replyToken =
    options.replyToken ?? ((_, index) => json({ access_token: tokenOf(index), expires_in: 86_400 }));
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const isToken = url.pathname === '/oauth2/token';
    const log = isToken ? tokenRequests : seen;
    const entry: SeenRequest = {
      at: clock.now(),
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.get('authorization'),
      body: await request.text(),
    };
    const index = log.push(entry) - 1;
    if (options.latencyMs !== undefined) await clock.sleep(options.latencyMs);
    const reply = isToken ? replyToken(entry, index) : await options.reply(entry, index);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const connection = connectKinde({
    settings: clientSettings,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    ...options,
    fetch,
    now: clock.now,
    sleep: clock.sleep,
  });
  return {
    clock,
    connection,
    client: connection.client,
    seen,
    tokenRequests,
    events,
    run: (promise) => clock.run(promise),
    fail: (promise) =>
      clock.run(
        promise.then(
          () => Promise.reject(new Error('It did not fail.')),
          (thrown: unknown) => thrown,
        ),
      ),
  };
}
