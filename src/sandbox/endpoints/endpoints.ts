// Every operation of the contract and the function that answers it.
import type { OperationId } from '../contract/contract.js';
import type { Endpoint } from '../serve/call.js';
import { environmentEndpoints } from './environment-endpoints.js';
import { flagEndpoints } from './flag-endpoints.js';
import { identityEndpoints } from './identity-endpoints.js';
import { memberEndpoints } from './member-endpoints.js';
import { organizationEndpoints } from './organization-endpoints.js';
import { roleEndpoints } from './role-endpoints.js';
import { userEndpoints } from './user-endpoints.js';

export const endpoints: Readonly<Record<OperationId, Endpoint>> = {
  ...environmentEndpoints,
  ...flagEndpoints,
  ...organizationEndpoints,
  ...memberEndpoints,
  ...roleEndpoints,
  ...userEndpoints,
  ...identityEndpoints,
};
