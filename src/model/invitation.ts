// An invitation into an organization: somebody who may join by a link that Kinde mails.
import type { KnownTime } from './known-time.js';

/** A pending invitation. Its link is a credential and is never read. */
export interface LiveInvitation {
  readonly id: string;
  readonly email: string | null;
  /** Role keys, sorted. */
  readonly roles: readonly string[];
  readonly createdOn: KnownTime;
  /** Whether Kinde mailed it; null if Kinde does not tell. */
  readonly isSent: boolean | null;
}

/** The code by which a pending invitation is revoked. Its link holds the code, so only apply reads it, and no output has it. */
export interface InvitationCode {
  readonly email: string;
  readonly code: string;
}

/** An invitation to send by mail. */
export interface NewInvitation {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Role keys. */
  readonly roles: readonly string[];
}
