// Rows of `getRoles` and `getRoleUsers` become roles and their holders.
import type { RoleHolder } from '../../model/client.js';
import type { LiveRole } from '../../model/live.js';
import {
  BadShapeError,
  readText,
  readTextOrNull,
  readTextsOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** Returns the role of a row. */
export function readRole(row: JsonObject): LiveRole {
  return { id: readText(row, 'id'), key: readText(row, 'key'), name: readTextOrNull(row, 'name') ?? '' };
}

/** Returns the holder of a row. A row must name its organizations, else it throws `BadShapeError`. */
export function readRoleHolder(row: JsonObject): RoleHolder {
  const organizations = readTextsOrNull(row, 'org_codes');
  if (organizations === null) throw new BadShapeError('org_codes is not a list');
  return { userId: readText(row, 'id'), organizations: [...new Set(organizations)].sort() };
}
