// The table of endpoints: every operation of the contract with the function that answers it.
import type { OperationId } from '../contract/contract.js';
import type { Endpoint } from '../serve/call.js';
import { connectionEndpoints } from './connection-endpoints.js';
import { environmentEndpoints } from './environment-endpoints.js';
import { flagEndpoints } from './flag-endpoints.js';
import { identityEndpoints } from './identity-endpoints.js';
import { invitationEndpoints } from './invitation-endpoints.js';
import { memberEndpoints } from './member-endpoints.js';
import { memberPermissionEndpoints } from './member-permission-endpoints.js';
import { organizationEndpoints } from './organization-endpoints.js';
import { permissionEndpoints } from './permission-endpoints.js';
import { propertyEndpoints } from './property-endpoints.js';
import { roleDefinitionEndpoints } from './role-definition-endpoints.js';
import { roleEndpoints } from './role-endpoints.js';
import { sessionEndpoints } from './session-endpoints.js';
import { systemPermissionEndpoints } from './system-permission-endpoints.js';
import { userChangeEndpoints } from './user-change-endpoints.js';
import { userEndpoints } from './user-endpoints.js';

export const endpoints: Readonly<Record<OperationId, Endpoint>> = {
  ...connectionEndpoints,
  ...environmentEndpoints,
  ...flagEndpoints,
  ...organizationEndpoints,
  ...memberEndpoints,
  ...memberPermissionEndpoints,
  ...roleEndpoints,
  ...userEndpoints,
  ...identityEndpoints,
  ...invitationEndpoints,
  ...permissionEndpoints,
  ...propertyEndpoints,
  ...roleDefinitionEndpoints,
  ...sessionEndpoints,
  ...systemPermissionEndpoints,
  ...userChangeEndpoints,
};
