// The endpoints of feature flags: the environment's values, and an organization's own values.
import { ApiRefusal, notInSandbox } from '../serve/api-refusal.js';
import type { SeedFeatureFlag } from '../seed.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { endOfList } from '../serve/take-page.js';
import { fitsType } from '../state/fits-type.js';
import { makeFeatureFlag } from '../state/from-seed.js';
import { withEntry } from '../state/register.js';
import type { FeatureFlag, Organization } from '../state/rows.js';
import { organizationOf, readBody, success } from './answer-parts.js';

const updated = { code: 'FEATURE_FLAG_UPDATED', message: 'Feature flag updated' };

function describeFlag(
  { type, value }: SeedFeatureFlag,
  { unknowns }: Ground,
): Readonly<Record<string, unknown>> {
  const isObject = type === 'json' && unknowns.jsonFlags === 'object' && fitsType(type, value);
  return { type, value: isObject ? (JSON.parse(value) as unknown) : value };
}

function describeFlags(ground: Ground, own: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const rows = [...ground.tenant.featureFlags].map(([key, { type, value }]) => [
    key,
    describeFlag({ type, value: own.get(key) ?? value }, ground),
  ]);
  return Object.fromEntries(rows) as Readonly<Record<string, unknown>>;
}

interface NamedFlag extends FeatureFlag {
  readonly key: string;
}

/** Returns the flag that the path names; throws `ApiRefusal` if there is none. */
function findFlag(call: Call, { tenant }: Ground): NamedFlag {
  const key = call.params['feature_flag_key'] ?? '';
  const flag = tenant.featureFlags.get(key);
  if (!flag) throw new ApiRefusal('FEATURE_FLAG_NOT_FOUND', 'Feature flag not found');
  return { ...flag, key };
}

function checkFits({ type }: SeedFeatureFlag, value: string): void {
  if (fitsType(type, value)) return;
  throw new ApiRefusal('INVALID_FEATURE_FLAG_VALUE', `The value does not fit type ${type}`);
}

const listFlags: Endpoint = (_call, ground) => ({
  ...success,
  feature_flags: describeFlags(ground, new Map()),
  ...endOfList(ground.unknowns.endOfList),
});

const setFlag: Endpoint = (call, ground) => {
  const { key, ...flag } = findFlag(call, ground);
  const { value } = readBody(call, { value: '' });
  checkFits(flag, value);
  ground.tenant.featureFlags.set(key, { ...flag, value });
  return updated;
};

const listOrganizationFlags: Endpoint = (call, ground) => ({
  ...success,
  feature_flags: describeFlags(ground, organizationOf(call, ground).flagOverrides),
});

function putOverrides(
  organization: Organization,
  flagOverrides: Organization['flagOverrides'],
  { tenant }: Ground,
): void {
  tenant.organizations.put(organization.code, { ...organization, flagOverrides });
}

const setOrganizationFlag: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const flag = findFlag(call, ground);
  const value = call.query.get('value') ?? '';
  checkFits(flag, value);
  putOverrides(organization, withEntry(organization.flagOverrides, flag.key, value), ground);
  return updated;
};

const clearOrganizationFlag: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const { key } = findFlag(call, ground);
  if (ground.unknowns.absentOverride === 'refused' && !organization.flagOverrides.has(key)) {
    throw new ApiRefusal('FEATURE_FLAG_OVERRIDE_NOT_FOUND', 'The organization has no value of its own');
  }
  putOverrides(organization, withEntry(organization.flagOverrides, key, null), ground);
  return { code: 'FEATURE_FLAG_DELETED', message: 'Feature flag override deleted' };
};

const clearOrganizationFlags: Endpoint = (call, ground) => {
  putOverrides(organizationOf(call, ground), new Map(), ground);
  return { code: 'FEATURE_FLAGS_DELETED', message: 'Feature flag overrides deleted' };
};

interface WrittenFlag {
  readonly key: string;
  readonly type: 'str' | 'int' | 'bool';
  readonly default_value: string;
}

const createFlag: Endpoint = (call, { tenant }) => {
  const {
    key,
    type,
    default_value: value,
  } = readBody<WrittenFlag>(call, {
    key: '',
    type: 'str',
    default_value: '',
  });
  if (tenant.featureFlags.has(key)) throw new ApiRefusal('FEATURE_FLAG_EXISTS', 'The key is already in use');
  checkFits({ type, value }, value);
  tenant.featureFlags.set(key, makeFeatureFlag({ type, value }));
  return { code: 'FEATURE_FLAG_CREATED', message: 'Feature flag created' };
};

const clearFlag: Endpoint = (call, ground) => {
  const { key, ...flag } = findFlag(call, ground);
  ground.tenant.featureFlags.set(key, { ...flag, value: flag.defaultValue });
  return { code: 'FEATURE_FLAG_DELETED', message: 'Feature flag override deleted' };
};

const clearFlags: Endpoint = (_call, { tenant }) => {
  for (const [key, flag] of tenant.featureFlags)
    tenant.featureFlags.set(key, { ...flag, value: flag.defaultValue });
  return { code: 'FEATURE_FLAGS_DELETED', message: 'Feature flag overrides deleted' };
};

/** Changes the definition's value; an environment without a value of its own follows it. */
const updateFlag: Endpoint = (call, ground) => {
  const { key, ...flag } = findFlag(call, ground);
  if (call.query.get('type') !== flag.type)
    throw notInSandbox('The sandbox does not change the type of a flag');
  const defaultValue = call.query.get('default_value') ?? '';
  checkFits(flag, defaultValue);
  const value = flag.value === flag.defaultValue ? defaultValue : flag.value;
  ground.tenant.featureFlags.set(key, { ...flag, value, defaultValue });
  return updated;
};

const deleteFlag: Endpoint = (call, ground) => {
  ground.tenant.removeFeatureFlag(findFlag(call, ground).key);
  return { code: 'FEATURE_FLAG_DELETED', message: 'Feature flag deleted' };
};

export const flagEndpoints = {
  GetEnvironementFeatureFlags: listFlags,
  UpdateEnvironementFeatureFlagOverride: setFlag,
  GetOrganizationFeatureFlags: listOrganizationFlags,
  UpdateOrganizationFeatureFlagOverride: setOrganizationFlag,
  DeleteOrganizationFeatureFlagOverride: clearOrganizationFlag,
  DeleteOrganizationFeatureFlagOverrides: clearOrganizationFlags,
  DeleteEnvironementFeatureFlagOverride: clearFlag,
  DeleteEnvironementFeatureFlagOverrides: clearFlags,
  CreateFeatureFlag: createFlag,
  UpdateFeatureFlag: updateFlag,
  DeleteFeatureFlag: deleteFlag,
};
