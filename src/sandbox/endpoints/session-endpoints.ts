// The endpoints of a user's sessions: list them, end them, and refresh the user's claims.
import type { Endpoint, Ground } from '../serve/call.js';
import type { User } from '../state/rows.js';
import { cutList } from '../serve/take-page.js';
import { findUser, success } from './answer-parts.js';

function describeSessions({ id, sessions = 0 }: User, { timestamp }: Ground): readonly object[] {
  return Array.from({ length: sessions }, (_, index) => ({
    user_id: id,
    org_code: null,
    client_id: 'sandbox-app',
    session_id: `session_${index + 1}`,
    started_on: timestamp(),
    updated_on: timestamp(),
    expires_on: timestamp(),
  }));
}

const listSessions: Endpoint = (call, ground) => {
  const all = describeSessions(findUser(call.params['user_id'], ground), ground);
  const { rows, hasMore } = cutList(all, call);
  return { ...success, has_more: hasMore, sessions: rows };
};

const endSessions: Endpoint = (call, ground) => {
  ground.tenant.putUser({ ...findUser(call.params['user_id'], ground), sessions: 0 });
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
