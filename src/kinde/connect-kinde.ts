// The door of the wire: joins transport, throttle, token and calls into one connection. It must not read the
// environment, the clock or chance itself; they are given.
import type { AccessClient } from '../model/access.js';
import type { ReadClient, WriteClient } from '../model/client.js';
import { createCaller } from './calls/caller.js';
import { createAccessClient } from './calls/create-access-client.js';
import { createReadClient } from './calls/create-read-client.js';
import { createWriteClient } from './calls/create-write-client.js';
import type { Fetch } from './http/light-fetch.js';
import { createSecretKeeper } from './http/redact-secrets.js';
import { createMeter } from './http/meter.js';
import type { KindeSettings } from './read-settings.js';
import { readTokenText, type TokenFacts } from './token/read-token.js';
import { requestToken } from './token/request-token.js';
import { createThrottle } from './pacing/throttle.js';
import { createTokenSource } from './token/token-source.js';
import { createTransport } from './http/transport.js';
import type { WireEvent } from './wire-event.js';

export { lightFetch } from './http/light-fetch.js';
export type { Fetch, FetchAnswer, FetchInit } from './http/light-fetch.js';
export type { TokenFacts } from './token/read-token.js';

export interface ConnectOptions {
  readonly settings: KindeSettings;
  /** Sends; `globalThis.fetch` does. */
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for milliseconds, or less if the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Fires when the user interrupts: calls in flight are finished, none starts. */
  readonly signal?: AbortSignal;
  /** Fires when nobody wants an answer any more: calls in flight are given up. It must not while anything is written. */
  readonly drop?: AbortSignal | undefined;
  /** The most requests under way at once; 8 if absent. */
  readonly concurrency?: number;
  /** How long one attempt may take, in milliseconds; 30 seconds if absent. */
  readonly timeoutMs?: number;
  readonly onEvent?: (event: WireEvent) => void;
}

export interface KindeConnection {
  readonly client: ReadClient & WriteClient;
  /** The lists of the report, which hold times that the client's lists leave out. */
  readonly access: AccessClient;
  /** Attempts sent so far by HTTP method, those for a token not counted. */
  requestCounts(): Readonly<Record<string, number>>;
  /** Attempts sent so far to get a token; Kinde bills tokens. */
  tokenCount(): number;
  /** Host, and port if there is one, of the Kinde domain. */
  readonly domain: string;
  /** The scopes of the token, sorted; null before it is there or if it does not say. */
  scopes(): readonly string[] | null;
  /** Gets the token if it is not there yet, and returns what it says of itself; throws as any call does. */
  describeToken(): Promise<TokenFacts>;
}

/** Returns a connection; nothing is sent before the first call of its client. */
export function connectKinde(options: ConnectOptions): KindeConnection {
  const { settings, now, onEvent = () => undefined, concurrency = 8, timeoutMs = 30_000 } = options;
  const secrets = createSecretKeeper();
  const transport = createTransport({ ...options, timeoutMs });
  const meter = createMeter({ transport, now, onEvent });
  const tokenMeter = createMeter({ transport, now, onEvent });
  const throttle = createThrottle({ ...options, concurrency });
  // What the token endpoint refuses says nothing of the API's pace: its requests have a throttle of their own.
  const tokenThrottle = createThrottle({ ...options, concurrency: 1 });
  const common = { ...options, onEvent, throttle, hide: (text: string) => secrets.hide(text) };
  const { credentials } = settings;
  secrets.keep(credentials.kind === 'token' ? credentials.accessToken : credentials.clientSecret);
  const tokens = createTokenSource({
    credentials,
    now,
    fetchToken: async () => {
      const token = await requestToken({
        ...{ ...common, meter: tokenMeter, throttle: tokenThrottle },
        pass: () => throttle.pass(),
      });
      secrets.keep(token.text);
      return token;
    },
  });
  const call = createCaller({ ...common, meter, tokens, baseUrl: settings.baseUrl });
  return {
    client: { ...createReadClient(call), ...createWriteClient(call) },
    access: createAccessClient(call),
    requestCounts: () => meter.counts(),
    tokenCount: () => tokenMeter.counts()['POST'] ?? 0,
    domain: new URL(settings.baseUrl).host,
    scopes: () => tokens.facts()?.scopes ?? null,
    describeToken: async () => {
      const text = await tokens.get();
      const { audience, issuer, issuedAt, endsAt, organization, scopes } =
        tokens.facts() ?? readTokenText(text);
      return { audience, issuer, issuedAt, endsAt, organization, scopes };
    },
  };
}
