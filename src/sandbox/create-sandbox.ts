// The sandbox is a local stand-in for one Kinde environment. It speaks HTTP, in-process or on a port, is as strict as the
// contract, and makes no exception for a client.
import { knownScopes } from './contract/contract.js';
import { EditableTenant } from './edit-tenant.js';
import { domain, openDirectWays } from './direct-ways.js';
import { injectFaults, type InjectorOptions } from './faults/inject-faults.js';
import { listen } from './listen.js';
import { loadSeed } from './load-seed.js';
import type { Sandbox, SandboxOptions, Unknowns } from './sandbox.js';
import type { Answer } from './serve/answers.js';
import { buildApp } from './serve/build-app.js';
import { Journal } from './serve/journal.js';
import type { Incoming } from './serve/received.js';
import type { Service } from './serve/service.js';
import { TokenMint } from './serve/token-mint.js';
import { takeSnapshot } from './take-snapshot.js';

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

/** Adds the header `Date`, which every server sends. */
function addDate(answer: Answer, now: number): Answer {
  return { ...answer, headers: { date: new Date(now).toUTCString(), ...answer.headers } };
}

/** Returns a sandbox with the seed's content. Throws `UsageError` (`invalid-seed`) for a seed that contradicts itself. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const askedUnknowns = new Set<string>();
  const service = buildService(options, askedUnknowns);
  const { journal, ground, client } = service;
  const app = buildApp(service);
  const answer = async (request: Incoming): Promise<Answer> => addDate(await app(request), service.now());
  return {
    domain,
    environmentVariables: (url) => ({
      KINDE_DOMAIN: url,
      KINDE_CLIENT_ID: client.clientId,
      KINDE_CLIENT_SECRET: client.clientSecret,
    }),
    ...openDirectWays(answer, service),
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
