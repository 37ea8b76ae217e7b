// Kinde's organization becomes the model's, and back. `is_allow_registrations`, the deprecated name of the switch, is
// neither read nor sent, because the two names may disagree.
import type { OrganizationFields } from '../../model/client.js';
import { sortDomains } from '../../model/email.js';
import type { LiveOrganization } from '../../model/live.js';
import {
  BadShapeError,
  readBooleanOrNull,
  readText,
  readTextOrNull,
  readTextsOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** Returns the organization of a row of `getOrganizations`. */
export function readOrganization(row: JsonObject): LiveOrganization {
  return {
    code: readText(row, 'code'),
    name: readTextOrNull(row, 'name') ?? '',
    handle: readTextOrNull(row, 'handle'),
    externalId: readTextOrNull(row, 'external_id'),
    isDefault: readBooleanOrNull(row, 'is_default') ?? false,
    allowRegistrations: readBooleanOrNull(row, 'is_auto_membership_enabled'),
  };
}

/**
 * Returns the organization of the answer of `getOrganization`, with its registration domains. Throws `BadShapeError` for an
 * answer about another organization than the one with this code.
 */
export function readWholeOrganization(answer: JsonObject, code: string): LiveOrganization {
  if (readText(answer, 'code') !== code) throw new BadShapeError('code is that of another organization');
  const domains = readTextsOrNull(answer, 'allowed_domains');
  return { ...readOrganization(answer), registrationDomains: domains === null ? null : sortDomains(domains) };
}

/** Returns the body that sets these fields and no others. */
export function writeOrganization(fields: OrganizationFields): JsonObject {
  return {
    ...(fields.name === undefined ? {} : { name: fields.name }),
    ...(fields.handle === undefined ? {} : { handle: fields.handle }),
    ...(fields.externalId === undefined ? {} : { external_id: fields.externalId }),
    ...(fields.allowRegistrations === undefined
      ? {}
      : { is_auto_membership_enabled: fields.allowRegistrations }),
    ...(fields.registrationDomains === undefined ? {} : { allowed_domains: fields.registrationDomains }),
  };
}
