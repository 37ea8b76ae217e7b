// What an endpoint is given and what it gives back. Endpoints see no HTTP beyond this.
import type { InvitationCaps, Unknowns } from '../sandbox.js';
import type { Tenant } from '../state/tenant.js';

/** A request that has passed the contract, the token and the scope. */
export interface Call {
  readonly operation: string;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Checked against the contract; `undefined` where none was sent. */
  readonly body: unknown;
  /** User ids that a bulk write silently passes over, by order of an intercept. */
  readonly leaveOut: ReadonlySet<string>;
  /** The most rows of a page, by order of a fault. */
  readonly mostRows: number | undefined;
}

/** What all endpoints stand on. */
export interface Ground {
  readonly domain: string;
  /** Another name by which the environment is reached, or null. */
  readonly customDomain: string | null;
  /** The one organization that the application sees, or null for all. */
  readonly organizationScope: string | null;
  readonly tenant: Tenant;
  readonly unknowns: Unknowns;
  readonly invitationCaps: InvitationCaps;
  /** The time as Kinde writes it (ISO 8601). */
  readonly timestamp: () => string;
}

/** Returns the body of the answer of success, or throws `ApiRefusal`. */
export type Endpoint = (call: Call, ground: Ground) => Readonly<Record<string, unknown>>;
