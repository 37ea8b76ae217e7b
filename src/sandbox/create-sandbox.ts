// The sandbox is a local stand-in for one Kinde environment. It speaks HTTP, in-process or on a port, is as strict as the
// contract, and makes no exception for a client.
import { knownScopes } from './contract/contract.js';
import { EditableTenant } from './edit-tenant.js';
import { injectFaults, type InjectorOptions } from './faults/inject-faults.js';
import { listen } from './listen.js';
import { loadSeed } from './load-seed.js';
import type { Sandbox, SandboxOptions, Unknowns } from './sandbox.js';
import { buildApp } from './serve/build-app.js';
import { breakOff, ConnectionLost, fetchFailure } from './serve/connection-lost.js';
import { Journal } from './serve/journal.js';
import type { Service } from './serve/service.js';
import { TokenMint } from './serve/token-mint.js';
import { takeSnapshot } from './take-snapshot.js';

const domain = 'acme.kinde.com';
const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/;
const secondsADay = 86_400;

const usualUnknowns: Unknowns = {
  emailFilterCase: 'insensitive',
  emailFilterReach: 'any-identity',
  patchRoles: 'replace',
  createdUsers: 'given-organization',
  endOfList: 'absent',
  addExistingMember: 'skipped',
  addSuspended: 'added',
  jsonFlags: 'object',
  absentOverride: 'accepted',
  unsetProperties: 'null',
  rolePermissions: 'add',
  defaultRoles: 'not-given',
  inviteExisting: 'accepted',
  inviteAddressCase: 'insensitive',
  searchReach: 'any-identity',
  allowedDomains: 'kept',
  invitationCap: 'refused',
  connectionRows: 'nested',
  endedSessions: 'gone',
  noSessions: 'accepted',
};

/** Returns the unknowns; `asked` gains the name of each one when an answer rests on it. */
function watchUnknowns(unknowns: Unknowns, asked: Set<string>): Unknowns {
  return new Proxy(unknowns, {
    get(target, name: keyof Unknowns) {
      asked.add(name);
      return target[name];
    },
  });
}

function buildService(options: SandboxOptions, askedUnknowns: Set<string>): Service {
  const {
    now = Date.now,
    clientId = 'sandbox-client',
    clientSecret = 'sandbox-only-secret',
    intercept,
    sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)),
  } = options;
  const tokenLifetimeSeconds = options.tokenLifetimeSeconds ?? secondsADay;
  const timestamp = () => new Date(now()).toISOString();
  const journal = new Journal();
  const tenant = loadSeed(options.seed ?? {}, timestamp());
  const { organizationScope = null, customDomain = null } = options;
  const mint = new TokenMint({
    domain,
    clientId,
    clientSecret,
    lifetimeSeconds: tokenLifetimeSeconds,
    organizationScope,
    now,
  });
  return {
    ground: {
      domain,
      customDomain,
      organizationScope,
      tenant,
      invitationCaps: options.invitationCaps ?? { pending: 200, inDay: 100 },
      unknowns: watchUnknowns({ ...usualUnknowns, ...options.unknowns }, askedUnknowns),
      timestamp,
    },
    journal,
    mint,
    client: { clientId, clientSecret, scopes: options.scopes ?? knownScopes, tokenLifetimeSeconds },
    now,
    pause: async (ms) => (ms > 0 ? sleep(ms) : undefined),
    latencyMs: options.latencyMs ?? 0,
    faults: replaceable({
      plan: options.faults ?? { faults: [] },
      now,
      dashboard: { tenant, edit: new EditableTenant(tenant, timestamp) },
      endTokens: () => mint.endAll(),
    }),
    onEffect: (record) => options.onEffect?.(record),
    intercept: ({ operation, method, path, body }) =>
      intercept?.({ operation, method, path, body, count: journal.countOperation(operation) }),
  };
}

function replaceable(options: InjectorOptions): Service['faults'] {
  let injector = injectFaults(options);
  return {
    arrive: (arrival) => injector.arrive(arrival),
    rowsOfPage: (operation) => injector.rowsOfPage(operation),
    setPlan: (plan) => {
      injector = injectFaults({ ...options, plan });
    },
  };
}

/** Rejects as soon as the caller aborts, as `fetch` does; the request still takes effect. */
function untilAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Adds the header `Date`, which every server sends. */
function addDate(response: Response, now: number): Response {
  if (!response.headers.has('date')) response.headers.set('date', new Date(now).toUTCString());
  return response;
}

type Answer = (request: Request) => Promise<Response>;

function fetchWith(answer: Answer, { journal, ground }: Service): Sandbox['fetch'] {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { hostname } = new URL(request.url);
    if (![domain, ground.customDomain].includes(hostname) && !loopback.test(hostname)) {
      journal.noteViolation(`${request.method} to another host: ${hostname}`);
      throw fetchFailure('ENOTFOUND', `getaddrinfo ENOTFOUND ${hostname}`);
    }
    try {
      return await untilAborted(answer(request), request.signal);
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      if (error.begun !== undefined) return breakOff(error.begun);
      throw fetchFailure('ECONNRESET', 'read ECONNRESET');
    }
  };
}

/** Returns a sandbox with the seed's content. Throws `UsageError` (`invalid-seed`) for a seed that contradicts itself. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const askedUnknowns = new Set<string>();
  const service = buildService(options, askedUnknowns);
  const { journal, ground, client } = service;
  const app = buildApp(service);
  const answer: Answer = async (request) => addDate(await app(request), service.now());
  return {
    domain,
    environmentVariables: (url) => ({
      KINDE_DOMAIN: url,
      KINDE_CLIENT_ID: client.clientId,
      KINDE_CLIENT_SECRET: client.clientSecret,
    }),
    fetch: fetchWith(answer, service),
    listen: ({ port = 0 } = {}) => listen(answer, port),
    snapshot: () => takeSnapshot(ground.tenant),
    requests: () => journal.requests(),
    counts: () => journal.counts(),
    tokenCount: () => journal.tokenCount(),
    violations: () => journal.violations(),
    askedUnknowns: () => askedUnknowns,
    resetLog: () => journal.reset(),
    setFaults: (plan) => service.faults.setPlan(plan),
    change: (edit) => edit(new EditableTenant(ground.tenant, ground.timestamp)),
  };
}
