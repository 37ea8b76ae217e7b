// The environment, its feature flags and its passkey policy.
import type { PasskeyPolicy } from '../../model/desired.js';
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint } from '../serve/call.js';
import { endOfList } from '../serve/take-page.js';
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

const listFeatureFlags: Endpoint = (_call, { tenant, unknowns }) => ({
  ...success,
  feature_flags: Object.fromEntries(tenant.featureFlags),
  ...endOfList(unknowns.endOfList),
});

function fitsType(type: 'str' | 'int' | 'bool', value: string): boolean {
  if (type === 'int') return /^-?\d+$/.test(value);
  return type === 'str' || value === 'true' || value === 'false';
}

const setFeatureFlag: Endpoint = (call, { tenant }) => {
  const key = call.params['feature_flag_key'] ?? '';
  const { value } = readBody(call, { value: '' });
  const known = tenant.featureFlags.get(key);
  if (!known) throw new ApiRefusal('FEATURE_FLAG_NOT_FOUND', 'Feature flag not found');
  if (!fitsType(known.type, value)) {
    throw new ApiRefusal('INVALID_FEATURE_FLAG_VALUE', `The value does not fit type ${known.type}`);
  }
  tenant.featureFlags.set(key, { type: known.type, value });
  return { code: 'FEATURE_FLAG_UPDATED', message: 'Feature flag updated' };
};

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
  GetEnvironementFeatureFlags: listFeatureFlags,
  UpdateEnvironementFeatureFlagOverride: setFeatureFlag,
  GetPasskey: getPasskey,
  UpdatePasskey: setPasskey,
};
