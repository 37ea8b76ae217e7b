// The calls that read the ways in, for `report --ways-in`. The table of operations says the rest.
import { waysInReads } from '../../model/operations/operations.js';
import type { WaysInClient } from '../../model/ways-in.js';
import { readObject } from '../http/read-json.js';
import { readConnections, readSystemPermission } from '../rows/way-in-row.js';
import type { Caller } from './caller.js';
import { listPages, readRows } from './list-pages.js';

/** Returns the client of the ways in. `WaysInClient` says what its calls return and throw. */
export function createWaysInClient(call: Caller): WaysInClient {
  return {
    listConnections: (organizationCode) =>
      call({
        operation: waysInReads.listConnections,
        parts: { path: { organization_code: organizationCode } },
        readAnswer: (answer) => readConnections(readObject(answer, 'the answer')),
      }),
    listSystemPermissions: (roleId) =>
      listPages(call, {
        operation: waysInReads.listSystemPermissions,
        path: { role_id: roleId },
        readRows: (page) => readRows(page, 'system_permissions', readSystemPermission),
        keyOf: (key) => key,
      }),
  };
}
