// The interface of an endpoint: its call, its environment and its answer. An endpoint sees no other part of HTTP.
import type { InvitationCaps, Unknowns } from '../sandbox.js';
import type { Tenant } from '../state/tenant.js';

/** A request that passed the checks of token, scope and contract. */
export interface Call {
  readonly operation: string;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body, checked against the contract; undefined if the request has none. */
  readonly body: unknown;
  /** User ids that a bulk write silently leaves out, as an intercept or fault orders. */
  readonly leaveOut: ReadonlySet<string>;
  /** The most rows of a page, as a fault orders. */
  readonly mostRows: number | undefined;
}

/** The environment of all endpoints. */
export interface Ground {
  readonly domain: string;
  /** A second host name of the environment, or null. */
  readonly customDomain: string | null;
  /** The one organization that the application sees, or null for all. */
  readonly organizationScope: string | null;
  readonly tenant: Tenant;
  readonly unknowns: Unknowns;
  readonly invitationCaps: InvitationCaps;
  /** The current time in ISO 8601. */
  readonly timestamp: () => string;
}

/** Returns the body of a successful answer, or throws `ApiRefusal`. */
export type Endpoint = (call: Call, ground: Ground) => Readonly<Record<string, unknown>>;
