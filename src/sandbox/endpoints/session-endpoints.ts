// The endpoints of a user's sessions: list them, end them, and refresh the user's claims.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import type { User } from '../state/rows.js';
import { cutList } from '../serve/take-page.js';
import { findUser, success } from './answer-parts.js';

const lifetimeMs = 86_400_000;

/** Ended sessions come last. */
function describeSessions(user: User, { timestamp, unknowns }: Ground): readonly object[] {
  const { id, sessions = 0, endedSessions = [] } = user;
  const later = new Date(Date.parse(timestamp()) + lifetimeMs).toISOString();
  const open = Array.from({ length: sessions }, () => later);
  const ended = endedSessions.length > 0 && unknowns.endedSessions === 'listed' ? endedSessions : [];
  return [...open, ...ended].map((expiresOn, index) => ({
    user_id: id,
    org_code: null,
    client_id: 'sandbox-app',
    session_id: `session_${index + 1}`,
    started_on: timestamp(),
    updated_on: timestamp(),
    expires_on: expiresOn,
  }));
}

/** Returns the user. Throws `ApiRefusal` (404) for one who is not in Kinde. */
function findOwner({ params }: Call, { tenant }: Ground): User {
  const user = tenant.users.get(params['user_id'] ?? '');
  if (user === undefined) throw new ApiRefusal('USER_NOT_FOUND', 'User not found', { status: 404 });
  return user;
}

/** Throws `ApiRefusal` (404) for a user without sessions, if Kinde is to answer so. */
function refuseNone(count: number, { unknowns }: Ground): void {
  if (count === 0 && unknowns.noSessions === 'not-found')
    throw new ApiRefusal('SESSIONS_NOT_FOUND', 'The user has no sessions', { status: 404 });
}

const listSessions: Endpoint = (call, ground) => {
  const all = describeSessions(findOwner(call, ground), ground);
  refuseNone(all.length, ground);
  const { rows, hasMore } = cutList(all, call);
  return { ...success, has_more: hasMore, sessions: rows };
};

const endSessions: Endpoint = (call, ground) => {
  const { sessions = 0, endedSessions = [], ...user } = findOwner(call, ground);
  refuseNone(sessions, ground);
  const ended = Array.from({ length: sessions }, () => ground.timestamp());
  ground.tenant.putUser({ ...user, sessions: 0, endedSessions: [...endedSessions, ...ended] });
  return success;
};

const refreshClaims: Endpoint = (call, ground) => {
  findUser(call.params['user_id'], ground);
  return success;
};

export const sessionEndpoints = {
  GetUserSessions: listSessions,
  DeleteUserSessions: endSessions,
  refreshUserClaims: refreshClaims,
};
