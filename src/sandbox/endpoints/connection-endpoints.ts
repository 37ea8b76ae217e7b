// The endpoints of authentication connections: those of the environment, and those switched on in an organization.
import { ApiRefusal, notInSandbox } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { cutList, takePageAfter } from '../serve/take-page.js';
import type { Connection, Organization } from '../state/rows.js';
import { findById, organizationOf, success } from './answer-parts.js';

function describeConnection({ id, name, displayName, strategy }: Connection): object {
  return { id, name, display_name: displayName, strategy };
}

function describeRow(connection: Connection, { unknowns }: Ground): object {
  const fields = describeConnection(connection);
  return unknowns.connectionRows === 'flat' ? fields : { connection: fields };
}

const listConnections: Endpoint = (call, ground) => {
  if (call.query.get('home_realm_domain'))
    throw notInSandbox('The sandbox keeps no home realm domains of connections');
  const page = takePageAfter(ground.tenant.connections.ordered(), call);
  const connections = page.rows.map((row) => describeRow(row, ground));
  return { ...success, connections, has_more: page.hasMore };
};

/** Returns the connection that the path names; throws `ApiRefusal` if there is none. */
function connectionOf(call: Call, { tenant }: Ground): Connection {
  return findById(tenant.connections, call.params['connection_id'], 'Connection');
}

const getConnection: Endpoint = (call, ground) => ({
  ...success,
  connection: describeConnection(connectionOf(call, ground)),
});

const listOwnConnections: Endpoint = (call, ground) => {
  const { connections: names } = organizationOf(call, ground);
  const enabled = ground.tenant.connections.ordered().filter(({ name }) => names.includes(name));
  const { rows, hasMore } = cutList(enabled, call);
  return { ...success, connections: rows.map((row) => describeRow(row, ground)), has_more: hasMore };
};

function putConnections(
  organization: Organization,
  connections: readonly string[],
  { tenant }: Ground,
): void {
  tenant.organizations.put(organization.code, { ...organization, connections });
}

const enableConnection: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const { name } = connectionOf(call, ground);
  putConnections(organization, [...new Set([...organization.connections, name])], ground);
  return success;
};

const removeConnection: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const { name } = connectionOf(call, ground);
  if (!organization.connections.includes(name))
    throw new ApiRefusal('CONNECTION_NOT_ENABLED', 'The connection is not switched on in the organization');
  const others = organization.connections.filter((own) => own !== name);
  putConnections(organization, others, ground);
  return success;
};

export const connectionEndpoints = {
  GetConnections: listConnections,
  GetConnection: getConnection,
  GetOrganizationConnections: listOwnConnections,
  EnableOrgConnection: enableConnection,
  RemoveOrgConnection: removeConnection,
};
