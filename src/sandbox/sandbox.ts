// The types of the sandbox's interface: its options, the record of a request, and the sandbox itself. `create-sandbox.ts`
// makes one.
import type { SandboxSeed, SandboxSnapshot } from './seed.js';
import type { TenantEditor } from './tenant-editor.js';
import type { FaultPlan } from './faults/fault-plan.js';

/** Kinde's behaviour that no document settles, one choice a line. The first value of each is the default. */
export interface Unknowns {
  readonly emailFilterCase: 'insensitive' | 'sensitive';
  readonly emailFilterReach: 'any-identity' | 'preferred';
  readonly patchRoles: 'replace' | 'add';
  /** Whether a user created with `organization_code` joins the default organization as well. */
  readonly createdUsers: 'given-organization' | 'also-default';
  /** The form of `next_token` on the last page. */
  readonly endOfList: 'absent' | 'null' | 'empty';
  /** POST of an existing member: `users_added` leaves it out, or the whole call is answered with 400. */
  readonly addExistingMember: 'skipped' | 'refused';
  /** POST or PATCH that adds a suspended user: `users_added` leaves a skipped one out, or the whole call is answered with 400. */
  readonly addSuspended: 'added' | 'skipped' | 'refused';
  /** The form of a JSON flag's value in answers. */
  readonly jsonFlags: 'object' | 'text';
  /** DELETE of an organization's own flag value where it has none. */
  readonly absentOverride: 'accepted' | 'refused';
  /** How the list of an organization's properties shows one without a value. */
  readonly unsetProperties: 'null' | 'absent';
  /** Whether PATCH of a role's permissions adds to the others or replaces them. */
  readonly rolePermissions: 'add' | 'replace';
  /** Whether users created by the API get the default roles. */
  readonly defaultRoles: 'not-given' | 'given';
  /** Invitation of a user who is in the environment already. */
  readonly inviteExisting: 'accepted' | 'refused';
  /** How an invitation's address is compared with those of pending ones. */
  readonly inviteAddressCase: 'insensitive' | 'sensitive';
  /** Which addresses the search for people covers. */
  readonly searchReach: 'any-identity' | 'preferred';
  /** Allowed domains on a tenant whose plan at Kinde does not include them: refused, or ignored with 200. */
  readonly allowedDomains: 'kept' | 'refused' | 'ignored';
  /** The answer to an invitation over a cap: 400 or 429. */
  readonly invitationCap: 'refused' | 'throttled';
  /** The rows of a list of connections: under `connection`, as Kinde's document says, or flat. */
  readonly connectionRows: 'nested' | 'flat';
  /** Ended sessions leave the list, or stay in it and have expired. */
  readonly endedSessions: 'gone' | 'listed';
  /** The answer about the sessions of a user without any: a success, or 404. */
  readonly noSessions: 'accepted' | 'not-found';
}

/** A request as an intercept sees it, before it takes effect. `count` is the number of requests for this operation so far. */
export interface InterceptedRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly count: number;
}

/**
 * The order of an intercept: an answer without effect, or a connection lost before or after the effect. `leaveOut` makes
 * a bulk write silently leave out some user ids.
 */
export type Interception = Response | 'drop-after' | 'drop-before' | { readonly leaveOut: readonly string[] };

/** The most invitations of an organization. */
export interface InvitationCaps {
  readonly pending: number;
  /** Created within 24 hours, revoked ones included. */
  readonly inDay: number;
}

export interface SandboxOptions {
  readonly seed?: SandboxSeed;
  readonly invitationCaps?: InvitationCaps;
  readonly unknowns?: Partial<Unknowns>;
  /** Milliseconds that each answer takes. */
  readonly latencyMs?: number;
  readonly tokenLifetimeSeconds?: number;
  /** The scopes granted to the application; all scopes of the contract if absent. */
  readonly scopes?: readonly string[];
  /** The code of the one organization that the application is limited to. Tokens name it, and lists show no other. */
  readonly organizationScope?: string;
  /** A second host name of the environment. The audience of a token stays that of the Kinde domain. */
  readonly customDomain?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Waits for milliseconds; in real time if absent. Over TCP it must be real time. */
  readonly sleep?: (ms: number) => Promise<void>;
  readonly faults?: FaultPlan;
  readonly intercept?: (request: InterceptedRequest) => Interception | undefined;
  /** Called for each request after its effect or failure, before its answer leaves. */
  readonly onEffect?: (record: RequestRecord) => void;
}

export interface RequestRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Kinde's operation id, `token`, or `unknown` if Kinde has no such operation. */
  readonly operation: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The parsed body; a client secret is redacted. */
  readonly body: unknown;
  /** HTTP status; 0 while in flight and for a dropped connection. */
  readonly status: number;
  readonly isWrite: boolean;
  /** The fault of the fault plan that hit the request. */
  readonly fault?: string;
}

export interface ListeningSandbox {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface PlainRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface PlainAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: { get(name: string): string | null };
  /** Rejects if the connection breaks. */
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface Sandbox {
  /** The sandbox's host name in-process, for example `acme.kinde.com`. */
  readonly domain: string;
  readonly environmentVariables: (
    url: string,
  ) => Record<'KINDE_DOMAIN' | 'KINDE_CLIENT_ID' | 'KINDE_CLIENT_SECRET', string>;
  /** Answers without a socket. It may replace `globalThis.fetch`, unbound too. */
  readonly fetch: (request: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** The same for kinde-sync's client. Without the objects of `fetch`, a run takes a third less time. */
  readonly send: (url: string, request: PlainRequest) => Promise<PlainAnswer>;
  /** Listens on 127.0.0.1 only; on any free port if none is given. */
  readonly listen: (options?: { readonly port?: number }) => Promise<ListeningSandbox>;
  readonly snapshot: () => SandboxSnapshot;
  /** Every received request, in order, token requests included. */
  readonly requests: () => readonly RequestRecord[];
  /** The number of API requests by method, without token requests. */
  readonly counts: () => Record<string, number>;
  readonly tokenCount: () => number;
  /** Every request or answer that broke the contract. */
  readonly violations: () => readonly string[];
  /** The names of the unknowns that an answer has rested on. The others' sides make no difference to these requests. */
  readonly askedUnknowns: () => ReadonlySet<string>;
  /** Forgets requests, counts and violations; the tenant stays. */
  readonly resetLog: () => void;
  /** Replaces the fault plan; its counts begin anew. */
  readonly setFaults: (plan: FaultPlan) => void;
  /** Changes the tenant by hand, as a person does in the dashboard between two commands. */
  readonly change: (edit: (tenant: TenantEditor) => void) => void;
}
