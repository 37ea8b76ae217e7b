// Rows of invitations, connections and system permissions become the facts of the ways in. The link of an invitation is a
// credential, so no field but those named here is taken.
import type { InvitationCode, LiveInvitation, NewInvitation } from '../../model/invitation.js';
import type { LiveConnection, LiveConnections } from '../../model/ways-in.js';
import {
  isObject,
  readBooleanOrNull,
  readList,
  readObject,
  readText,
  readTextOrNull,
  type JsonObject,
} from '../http/read-json.js';
import { readTime } from './access-row.js';

/** An invitation that may have been accepted or revoked. */
export interface InvitationRow extends LiveInvitation {
  readonly isPending: boolean;
}

/** Returns the invitation of a row. An accepted one has a certain time; any other text in its place leaves the way open. */
export function readInvitation(row: JsonObject): InvitationRow {
  const roles = row['roles'] === undefined || row['roles'] === null ? [] : readList(row, 'roles');
  return {
    id: readText(row, 'id'),
    isPending: readBooleanOrNull(row, 'is_revoked') !== true && readTime(row, 'accepted_on') === null,
    email: readTextOrNull(row, 'email'),
    roles: roles.map((role) => readText(readObject(role, 'a role'), 'key')).sort(),
    createdOn: readTime(row, 'created_on'),
    isSent: readBooleanOrNull(row, 'is_sent'),
  };
}

/** Returns the code of a row; none for an invitation that is not pending, or has no address. */
export function readInvitationCode(row: JsonObject): readonly InvitationCode[] {
  const { isPending, email } = readInvitation(row);
  return isPending && email !== null ? [{ email, code: readText(row, 'code') }] : [];
}

/** Returns the body that invites a person by mail. */
export function writeInvitation({ email, firstName, lastName, roles }: NewInvitation): JsonObject {
  return {
    email,
    ...(firstName === undefined ? {} : { first_name: firstName }),
    ...(lastName === undefined ? {} : { last_name: lastName }),
    roles,
    send_email: true,
  };
}

/** Returns the connections of an answer. */
export function readConnections(answer: JsonObject): LiveConnections {
  return {
    rows: readList(answer, 'connections').map((row) => readConnection(readObject(row, 'a connection'))),
    isWhole: readBooleanOrNull(answer, 'has_more') !== true,
  };
}

/** Kinde's document nests each connection in its row. Whether Kinde does so is not known, so both forms are read. */
function readConnection(row: JsonObject): LiveConnection {
  const own = isObject(row['connection']) ? row['connection'] : row;
  return {
    id: readText(own, 'id'),
    name: readTextOrNull(own, 'display_name') ?? readTextOrNull(own, 'name'),
    strategy: readTextOrNull(own, 'strategy'),
  };
}

/** Returns the key of a row of system permissions. */
export function readSystemPermission(row: JsonObject): string {
  return readText(row, 'key');
}
