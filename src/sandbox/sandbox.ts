// The words of the sandbox's own interface: options, the record of a request, and the sandbox itself.
// Types only; `create-sandbox.ts` makes one.
import type { SandboxSeed, SandboxSnapshot } from './seed.js';
import type { TenantEditor } from './tenant-editor.js';
import type { FaultPlan } from './faults/fault-plan.js';

/** What FACTS about Kinde leave open, one choice a line; the first of each is the default. */
export interface Unknowns {
  readonly emailFilterCase: 'insensitive' | 'sensitive';
  readonly emailFilterReach: 'any-identity' | 'preferred';
  readonly patchRoles: 'replace' | 'add';
  /** Whether a user created with `organization_code` lands in the default organization as well. */
  readonly createdUsers: 'given-organization' | 'also-default';
  /** How `next_token` looks on the last page. */
  readonly endOfList: 'absent' | 'null' | 'empty';
  /** POST of somebody who is a member already: left out of `users_added`, or the whole call answered 400. */
  readonly addExistingMember: 'skipped' | 'refused';
  /** Whether somebody who is suspended can be added to an organization; passed over, `users_added` lacks them. */
  readonly addSuspended: 'added' | 'skipped';
  /** How the value of a JSON feature flag is given. */
  readonly jsonFlags: 'object' | 'text';
  /** DELETE of a flag's own value where the organization has none. */
  readonly absentOverride: 'accepted' | 'refused';
  /** What the list of an organization's properties says of one without a value. */
  readonly unsetProperties: 'null' | 'absent';
  /** Whether PATCH of a role's permissions adds those it names, or leaves no other. */
  readonly rolePermissions: 'add' | 'replace';
  /** Whether default roles are given to people made by the API, too. */
  readonly defaultRoles: 'not-given' | 'given';
  /** Invitation of somebody who is in the environment already. */
  readonly inviteExisting: 'accepted' | 'refused';
  /** How the address of an invitation is compared with those of pending ones. */
  readonly inviteAddressCase: 'insensitive' | 'sensitive';
  /** Which addresses the search for people looks at. */
  readonly searchReach: 'any-identity' | 'preferred';
  /** Allowed domains are a part of a plan that a tenant may not have. */
  readonly allowedDomains: 'kept' | 'refused';
}

/** What an intercept is told of a request before it takes effect. `count`: how often this operation was asked, this time included. */
export interface InterceptedRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly count: number;
}

/**
 * What happens instead: an answer without effect, a connection lost before or after the effect, or a bulk call
 * that silently passes over some user ids.
 */
export type Interception = Response | 'drop-after' | 'drop-before' | { readonly leaveOut: readonly string[] };

/** How many invitations an organization may have. */
export interface InvitationCaps {
  readonly pending: number;
  /** Created in any 24 hours, revoked ones too. */
  readonly inDay: number;
}

export interface SandboxOptions {
  readonly seed?: SandboxSeed;
  readonly invitationCaps?: InvitationCaps;
  readonly unknowns?: Partial<Unknowns>;
  /** Milliseconds that each answer takes. */
  readonly latencyMs?: number;
  readonly tokenLifetimeSeconds?: number;
  /** The scopes the application is granted; without it all that the contract knows. */
  readonly scopes?: readonly string[];
  /** The code of the one organization that the application is limited to: tokens say so, and lists show no other. */
  readonly organizationScope?: string;
  /** Another name by which the environment is reached; the audience of a token stays that of the Kinde domain. */
  readonly customDomain?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Waits for milliseconds; real time if absent. Over TCP it must be real. */
  readonly sleep?: (ms: number) => Promise<void>;
  readonly faults?: FaultPlan;
  readonly intercept?: (request: InterceptedRequest) => Interception | undefined;
  /** Told of each request when it has taken effect or failed to, before its answer leaves. */
  readonly onEffect?: (record: RequestRecord) => void;
}

export interface RequestRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Kinde's operation id, `token`, or `unknown` where Kinde has no such operation. */
  readonly operation: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The parsed body; a client secret is never kept. */
  readonly body: unknown;
  /** HTTP status; 0 while in flight and where the connection was dropped. */
  readonly status: number;
  readonly isWrite: boolean;
  /** The injected fault that it met, where one of the fault plan did. */
  readonly fault?: string;
}

export interface ListeningSandbox {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface Sandbox {
  /** The name by which the sandbox is reached in-process, for example `acme.kinde.com`. */
  readonly domain: string;
  readonly environmentVariables: (
    url: string,
  ) => Record<'KINDE_DOMAIN' | 'KINDE_CLIENT_ID' | 'KINDE_CLIENT_SECRET', string>;
  /** Answers without a socket; may stand in for `globalThis.fetch`, unbound too. */
  readonly fetch: (request: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** Listens on 127.0.0.1 only; without a port on any that is free. */
  readonly listen: (options?: { readonly port?: number }) => Promise<ListeningSandbox>;
  readonly snapshot: () => SandboxSnapshot;
  /** Everything received, in order, token calls included. */
  readonly requests: () => readonly RequestRecord[];
  /** API requests by method, token calls not included. */
  readonly counts: () => Record<string, number>;
  readonly tokenCount: () => number;
  /** Every request or response that broke the contract. */
  readonly violations: () => readonly string[];
  /** Forgets requests, counts and violations; the tenant stays. */
  readonly resetLog: () => void;
  /** From now on other things go wrong; counts begin anew, as with a new sandbox. */
  readonly setFaults: (plan: FaultPlan) => void;
  /** Changes things by hand, as a person does in the dashboard between two commands. */
  readonly change: (edit: (tenant: TenantEditor) => void) => void;
}
