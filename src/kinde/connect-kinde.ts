// The door of the wire: it joins transport, limiter, token and calls into one connection. Clock, randomness and `fetch`
// are options with defaults.
import type { AccessClient } from '../model/access.js';
import type { ConfirmClient, ReadClient, WriteClient } from '../model/client.js';
import type { WaysInClient } from '../model/ways-in.js';
import { createCaller } from './calls/caller.js';
import { createConfirmClient } from './calls/create-confirm-client.js';
import { createAccessClient, createReadClient } from './calls/create-read-client.js';
import { createWaysInClient } from './calls/create-ways-in-client.js';
import { createWriteClient } from './calls/create-write-client.js';
import { createRedactor } from './http/redact-secrets.js';
import { createMeter } from './http/meter.js';
import { isolateListener } from './isolate-listener.js';
import type { KindeSettings } from './read-settings.js';
import { readTokenText, type TokenFacts } from './token/read-token.js';
import { requestToken } from './token/request-token.js';
import { createLimiter } from './pacing/limiter.js';
import { createTokenSource } from './token/token-source.js';
import { createTransport } from './http/transport.js';
import { watchClock } from './watch-clock.js';
import { wireDefaults } from './wire-defaults.js';
import type { Wire } from './wire-defaults.js';
import type { WireEvent } from './wire-event.js';

export type { Fetch, FetchAnswer, FetchInit } from './http/light-fetch.js';
export { wireDefaults } from './wire-defaults.js';
export type { Wire } from './wire-defaults.js';
export type { TokenFacts } from './token/read-token.js';

/** The options of a connection. `wireDefaults` replaces an absent `fetch`, `now`, `sleep` or `random`. */
export interface ConnectOptions extends Partial<Wire> {
  readonly settings: KindeSettings;
  /** Fires when the user interrupts: calls in flight finish, and no call starts. */
  readonly signal?: AbortSignal;
  /** Fires when no caller waits for an answer any more: calls in flight are aborted. It must not fire during a write. */
  readonly drop?: AbortSignal | undefined;
  /** The most requests under way at once; 8 if absent. */
  readonly concurrency?: number;
  /** Milliseconds that one attempt may take; 30 seconds if absent. */
  readonly timeoutMs?: number;
  /** Takes each event. The first failure of this function becomes a warning of Node, and the run goes on. */
  readonly onEvent?: (event: WireEvent) => void;
}

/** A connection to one Kinde environment. */
export interface KindeConnection {
  readonly client: ReadClient & WriteClient & ConfirmClient;
  /** The lists of the report, with times that the client's lists leave out. */
  readonly access: AccessClient;
  /** The reads of `report --ways-in`. */
  readonly waysIn: WaysInClient;
  /** Attempts sent so far by HTTP method, without token requests. */
  requestCounts(): Readonly<Record<string, number>>;
  /** Token requests sent so far; Kinde bills tokens. */
  tokenCount(): number;
  /** Host, and port if there is one, of the Kinde domain. */
  readonly domain: string;
  /** Kinde's clock minus ours in milliseconds, by the quickest answer so far; null before the first answer with a date. */
  clockDifference(): number | null;
  /** The scopes of the token, sorted; null before there is a token, or if it does not name them. */
  scopes(): readonly string[] | null;
  /** Gets the token if there is none yet, and returns its claims; throws as any call does. */
  describeToken(): Promise<TokenFacts>;
}

/** Returns a connection. The first call of its client sends the first request. */
export function connectKinde(given: ConnectOptions): KindeConnection {
  const wire = { ...wireDefaults, ...given };
  const clock = watchClock(wire);
  const options = { ...wire, fetch: clock.fetch };
  const { settings, now, concurrency = 8, timeoutMs = 30_000 } = options;
  const onEvent = isolateListener(options.onEvent);
  const redactor = createRedactor();
  const transport = createTransport({ ...options, timeoutMs });
  const meter = createMeter({ transport, now, onEvent });
  const tokenMeter = createMeter({ transport, now, onEvent });
  const limiter = createLimiter({ ...options, concurrency });
  // A refusal of the token endpoint says nothing about the API's pace, so token requests have their own limiter.
  const tokenLimiter = createLimiter({ ...options, concurrency: 1 });
  const common = { ...options, onEvent, limiter, redact: (text: string) => redactor.redact(text) };
  const { credentials } = settings;
  redactor.add(credentials.kind === 'token' ? credentials.accessToken : credentials.clientSecret);
  const tokens = createTokenSource({
    credentials,
    now,
    fetchToken: async () => {
      const token = await requestToken({
        ...{ ...common, meter: tokenMeter, limiter: tokenLimiter },
        pass: () => limiter.pass(),
      });
      redactor.add(token.text);
      return token;
    },
  });
  const call = createCaller({ ...common, meter, tokens, baseUrl: settings.baseUrl });
  return {
    client: {
      ...createReadClient(call),
      ...createWriteClient(call),
      ...createConfirmClient(call, now, clock.difference),
    },
    access: createAccessClient(call),
    waysIn: createWaysInClient(call),
    requestCounts: () => meter.counts(),
    tokenCount: () => tokenMeter.counts()['POST'] ?? 0,
    domain: new URL(settings.baseUrl).host,
    clockDifference: clock.difference,
    scopes: () => tokens.facts()?.scopes ?? null,
    describeToken: async () => {
      const text = await tokens.get();
      const { audience, issuer, issuedAt, endsAt, organization, scopes } =
        tokens.facts() ?? readTokenText(text);
      return { audience, issuer, issuedAt, endsAt, organization, scopes };
    },
  };
}
