// What differs between the files and Kinde, as plain JSON: the closed union that plan, render and apply share.
// The field names are the contract of `schemas/plan.schema.json`.
import type { SpentAttestation } from './attestation.js';

/** Names an organization in a plan. `code` is null while the organization does not exist yet. */
export interface OrganizationRef {
  readonly code: string | null;
  readonly name: string;
}

export type FieldValue = string | number | boolean | null | readonly string[];

export interface FieldChange {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** Where a change comes from. */
export interface Origin {
  /** `file:line:column`; for a removal the organization's entry. */
  readonly source: string;
  /**
   * Only with `plan --base`: `here`, the change is caused by what differs between the base's configuration and
   * this one; `drifted`, the base's configuration would have needed it too.
   */
  readonly cause?: 'here' | 'drifted';
  /** Only in a git repository: the short hash of the commit that last changed the line of `source`. */
  readonly commit?: string;
}

export interface CreateOrganization extends Origin {
  readonly action: 'create';
  readonly resource: 'organization';
  readonly organization: OrganizationRef;
  readonly fields: readonly FieldChange[];
}

export interface UpdateOrganization extends Origin {
  readonly action: 'update';
  readonly resource: 'organization';
  readonly organization: OrganizationRef;
  readonly fields: readonly FieldChange[];
}

/** Nobody in Kinde has the address. The person is created straight into the first organization that adds them. */
export interface CreateUser extends Origin {
  readonly action: 'create';
  readonly resource: 'user';
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export interface AddMember extends Origin {
  readonly action: 'add';
  readonly resource: 'member';
  readonly organization: OrganizationRef;
  readonly email: string | null;
  /** Null while the person does not exist yet. */
  readonly userId: string | null;
  /** Absent: roles are not managed. */
  readonly roles?: readonly string[];
}

/** A member whose roles change; `fields` holds the one field `roles`. */
export interface UpdateMember extends Origin {
  readonly action: 'update';
  readonly resource: 'member';
  readonly organization: OrganizationRef;
  readonly email: string | null;
  readonly userId: string;
  readonly fields: readonly [
    { readonly field: 'roles'; readonly before: readonly string[]; readonly after: readonly string[] },
  ];
}

export interface RemoveMember extends Origin {
  readonly action: 'remove';
  readonly resource: 'member';
  readonly organization: OrganizationRef;
  readonly email: string | null;
  readonly userId: string;
  /** The roles that go with the membership, sorted; absent where they were not read. */
  readonly roles?: readonly string[];
  /** There and true only if no organization is left to the person once the whole plan is applied. */
  readonly losesAllAccess?: true;
}

/** A setting of the environment that the API can write: `passkeys` or `featureFlags.<key>`. */
export interface UpdateEnvironment extends Origin {
  readonly action: 'update';
  readonly resource: 'environment';
  readonly fields: readonly [FieldChange];
}

/** A value of an organization, by its key: for example a feature flag. `after` null: as the environment has it. */
export interface UpdateOrganizationValue extends Origin {
  readonly action: 'update';
  /** The kind's name, for example `organization-flag`. */
  readonly resource: `organization-${string}`;
  readonly organization: OrganizationRef;
  readonly fields: readonly [FieldChange];
}

/** A setting that only a person can change, in Kinde's dashboard. */
export interface ManualSetting extends Origin {
  readonly action: 'manual';
  readonly resource: 'environment';
  readonly field: string;
  readonly after: boolean;
  readonly where: string;
  /** Why it is open although it was attested; absent where nobody has. Told only: it decides nothing. */
  readonly attestation?: SpentAttestation;
}

export type OrganizationChange = CreateOrganization | UpdateOrganization;
export type MemberChange = AddMember | UpdateMember | RemoveMember;
export type ValueChange = UpdateEnvironment | UpdateOrganizationValue;
export type Change = OrganizationChange | CreateUser | MemberChange | ValueChange | ManualSetting;

/** Returns a text that is equal for two references to the same organization within one plan. */
export function organizationKey(organization: OrganizationRef): string {
  return organization.code === null ? `new:${organization.name}` : `code:${organization.code}`;
}

/** Returns whether the change is about a membership. */
export function isMemberChange(change: Change): change is MemberChange {
  return change.resource === 'member';
}

/** Returns whether the change is about an organization's own fields. */
export function isOrganizationChange(change: Change): change is OrganizationChange {
  return change.resource === 'organization';
}

/** Returns whether the change creates a person. */
export function isNewPerson(change: Change): change is CreateUser {
  return change.resource === 'user';
}

/** Returns whether the change sets a value by its key, of the environment or of an organization. */
export function isValueChange(change: Change): change is ValueChange {
  return change.action === 'update' && !isMemberChange(change) && !isOrganizationChange(change);
}
