// Lists every kind that kinde-sync manages. The stages iterate over the list and name no kind. "Add a kind" in
// docs/contributing.md lists the places that a new one touches.
import type { Change } from '../model/change.js';
import { InternalError } from '../model/errors.js';
import { featureFlag } from './environment-flag.js';
import { invitation } from './invitation/invitation.js';
import type { Kind } from './kind.js';
import { memberRole } from './membership/member-role.js';
import { membership } from './membership/membership.js';
import { organization } from './organization/organization.js';
import { organizationFlag } from './organization-flag.js';
import { organizationProperty } from './organization-property.js';
import { passkeyPolicy } from './passkey-policy.js';
import { permission } from './permission.js';
import { person } from './person/person.js';
import { role } from './role.js';
import { signUpSwitch } from './sign-up-switch.js';
import type { ValueLists } from './collection/value-lists.js';

/** The order is the plan's: the business, organizations, people, memberships, then the environment. */
export const kinds: readonly Kind[] = [
  permission,
  role,
  organization,
  organizationFlag,
  organizationProperty,
  person,
  membership,
  memberRole,
  invitation,
  passkeyPolicy,
  featureFlag,
  signUpSwitch,
];

/** A list of values that a stage may read: the values of a collection, or its definitions. */
export interface ReadableList extends Pick<ValueLists, 'parent' | 'list' | 'read'> {
  /** The name of the list in the needs and in the live values. */
  readonly name: string;
}

/** Returns every list of values, in the order of the kinds. */
export function listValueLists(): readonly ReadableList[] {
  return kinds.flatMap(({ name, values }): readonly ReadableList[] => {
    if (values === null) return [];
    const { definitions, ...own } = values;
    return [
      { ...own, name },
      ...(definitions === null ? [] : [{ ...definitions, parent: 'environment' as const }]),
    ];
  });
}

/** Returns the kind that owns a change. Throws `InternalError` if none does. */
export function kindOf(change: Change): Kind {
  const kind = kinds.find((one) => one.owns(change));
  if (kind === undefined)
    throw new InternalError(`No kind owns the change ${change.action} ${change.resource}.`);
  return kind;
}
