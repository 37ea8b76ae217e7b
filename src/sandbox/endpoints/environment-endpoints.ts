// The endpoints of the environment and its passkey policy.
import type { PasskeyPolicy } from '../../model/desired.js';
import type { Call, Endpoint } from '../serve/call.js';
import { plainLook, readBody, success } from './answer-parts.js';

const getEnvironment: Endpoint = (_call, { domain, customDomain, tenant }) => ({
  ...success,
  environment: {
    ...tenant.environment,
    hotjar_site_id: null,
    google_analytics_tag: null,
    contentsquare_tag_id: null,
    is_default: true,
    is_live: true,
    kinde_domain: domain,
    custom_domain: customDomain,
    ...plainLook,
    created_on: '2024-01-01T00:00:00Z',
  },
});

function passkeyAnswer(policy: PasskeyPolicy): Readonly<Record<string, unknown>> {
  return { ...success, enabled: policy !== 'off', policy };
}

const getPasskey: Endpoint = (_call, { tenant }) => passkeyAnswer(tenant.passkeys);

const setPasskey: Endpoint = (call: Call, { tenant }) => {
  const { policy } = readBody<{ policy: PasskeyPolicy }>(call, { policy: tenant.passkeys });
  tenant.passkeys = policy;
  return passkeyAnswer(policy);
};

export const environmentEndpoints = {
  getEnvironment,
  GetPasskey: getPasskey,
  UpdatePasskey: setPasskey,
};
