// The calls of the report, each one an operation of Kinde. The AccessClient type says what they return and throw.
import type { AccessClient } from '../../model/access.js';
import { operations } from '../../model/operations.js';
import { readAccessMember } from '../rows/access-row.js';
import type { Caller } from './caller.js';
import { listPages, readRows } from './list-pages.js';
import { findAccessPeople, listAccessPeople } from './list-users.js';

/** Returns the calls that read access and its times, over `call`. */
export function createAccessClient(call: Caller): AccessClient {
  return {
    listAccessMembers: (organizationCode) =>
      listPages(call, {
        operation: operations.listMembers,
        path: { org_code: organizationCode },
        readRows: (page) => readRows(page, 'organization_users', readAccessMember),
        keyOf: (member) => member.userId,
      }),
    listAccessPeople: () => listAccessPeople(call),
    findAccessPeople: (ids) => findAccessPeople(call, ids),
  };
}
