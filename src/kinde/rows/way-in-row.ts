// Rows of invitations, connections and system permissions become the facts of the ways in. The link of an invitation is a
// credential, so no field but those named here is taken.
import type { LiveConnection, LiveConnections, LiveInvitation } from '../../model/ways-in.js';
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

/** Returns the invitation of a row. An accepted one has a certain time; any other text in its place leaves the way open. */
export function readInvitation(row: JsonObject): LiveInvitation {
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
