// The contract of the environment's own settings.
import type { Operation } from './operation.js';
import { fields, flag, nullable, oneOf, record, text } from './schema.js';
import { head, look, nextToken } from './shared-fields.js';

const policy = oneOf('off', 'optional', 'mandatory');
const passkeyAnswer = fields({ ...head, enabled: flag, policy });

export const environmentOperations = {
  getEnvironment: {
    method: 'GET',
    path: '/api/v1/environment',
    scope: 'read:environments',
    status: 200,
    response: fields({
      ...head,
      environment: fields({
        code: text,
        name: text,
        hotjar_site_id: nullable(text),
        google_analytics_tag: nullable(text),
        contentsquare_tag_id: nullable(text),
        is_default: flag,
        is_live: flag,
        kinde_domain: text,
        custom_domain: nullable(text),
        ...look,
      }),
    }),
  },
  // The misspelling is Kinde's own.
  GetEnvironementFeatureFlags: {
    method: 'GET',
    path: '/api/v1/environment/feature_flags',
    scope: 'read:environment_feature_flags',
    status: 200,
    response: fields({
      ...head,
      feature_flags: record(fields({ type: oneOf('str', 'int', 'bool'), value: text })),
      next_token: nextToken,
    }),
  },
  UpdateEnvironementFeatureFlagOverride: {
    method: 'PATCH',
    path: '/api/v1/environment/feature_flags/{feature_flag_key}',
    scope: 'update:environment_feature_flags',
    body: fields({ value: text }, ['value']),
    isBodyRequired: true,
    status: 200,
    response: fields(head),
  },
  GetPasskey: {
    method: 'GET',
    path: '/api/v1/passkey',
    scope: 'read:passkey',
    status: 200,
    response: passkeyAnswer,
  },
  UpdatePasskey: {
    method: 'PUT',
    path: '/api/v1/passkey',
    scope: 'update:passkey',
    body: fields({ policy }, ['policy']),
    isBodyRequired: true,
    status: 200,
    response: passkeyAnswer,
  },
} as const satisfies Record<string, Operation>;
