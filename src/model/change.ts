// The changes of a plan as plain JSON: the closed union that plan, render and apply share. The field names are the contract of
// `schemas/plan.schema.json`.
import type { SpentAttestation } from './attestation.js';
import { compareText } from './text/compare-text.js';
import type { Day } from './day.js';
import type { OrganizationValueResource } from './operations/value-operations.js';

/** Names an organization in a plan. `code` is null for an organization that the plan creates. */
export interface OrganizationRef {
  readonly code: string | null;
  readonly name: string;
}

export type FieldValue = string | number | boolean | null | readonly string[];

export interface FieldChange {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  /** `file:line:column` of the field; absent if it is that of the change. */
  readonly source?: string;
}

/** The origin of a change. */
export interface Origin {
  /** `file:line:column` of the entry; for a removal, of the organization's entry, the ended listing or the leaver. */
  readonly source: string;
  /**
   * Only with `plan --base`. `here`: a difference between the base's configuration and this one causes the change.
   * `drifted`: the base's configuration needs the change too.
   */
  readonly cause?: 'here' | 'drifted';
  /** Only in a git repository: the short hash of the commit that last changed the line of `source`. */
  readonly commit?: string;
}

/** The name of a person in Kinde, for display only; absent if Kinde has none. */
interface Named {
  readonly fullName?: string;
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

/** A new person, since no person in Kinde has the address. Apply creates them in the first organization that adds them. */
export interface CreateUser extends Origin {
  readonly action: 'create';
  readonly resource: 'user';
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export interface AddMember extends Origin, Named {
  readonly action: 'add';
  readonly resource: 'member';
  readonly organization: OrganizationRef;
  readonly email: string | null;
  /** Null for a person whom the plan creates. */
  readonly userId: string | null;
  /** Absent if roles are not managed. */
  readonly roles?: readonly string[];
  /** The last day of the membership; absent without one. */
  readonly until?: Day;
  /** Why the person belongs; absent if the files do not say it. */
  readonly reason?: string;
}

/** A change of a member's roles; `fields` holds the one field `roles`. */
export interface UpdateMember extends Origin, Named {
  readonly action: 'update';
  readonly resource: 'member';
  readonly organization: OrganizationRef;
  readonly email: string | null;
  readonly userId: string;
  readonly fields: readonly [
    { readonly field: 'roles'; readonly before: readonly string[]; readonly after: readonly string[] },
  ];
}

export interface RemoveMember extends Origin, Named {
  readonly action: 'remove';
  readonly resource: 'member';
  readonly organization: OrganizationRef;
  readonly email: string | null;
  readonly userId: string;
  /** The roles that the member loses, sorted; absent if they were not read. */
  readonly roles?: readonly string[];
  /** The last day of the ended listing because of which the person leaves. */
  readonly until?: Day;
  /** Present only if `leavers` names the person. */
  readonly leaver?: true;
  /** Only with `leaver`: no file names the `organization`, or an entry names it without `members`. */
  readonly outside?: 'organization' | 'members';
  /** Present only if the person is in no organization after the whole plan is applied. */
  readonly losesAllAccess?: true;
  /** Present only if apply ends the person's sessions after the removal. */
  readonly endsSessions?: true;
  /** Only with `plan --base`, without `until` and `leaver`: the place of the person's listing in the base; null without one. */
  readonly baseSource?: string | null;
  /** Only beside a `baseSource`: the short hash of the pull request's commit, if it has only one for the files. */
  readonly baseCommit?: string;
  /** Only with `plan --base`: where the person stays, the first three by name; absent if that is unknown or nowhere. */
  readonly staysIn?: { readonly count: number; readonly organizations: readonly OrganizationRef[] };
}

/** An invitation by mail, since no person in Kinde has the address. Its link appears nowhere. */
export interface Invite extends Origin {
  readonly action: 'invite';
  readonly resource: 'invitation';
  readonly organization: OrganizationRef;
  readonly email: string;
  /** The role keys that the invitation gives, sorted. */
  readonly roles: readonly string[];
  readonly firstName?: string;
  readonly lastName?: string;
  /** The last day of the listing. */
  readonly until?: Day;
  readonly reason?: string;
}

/** The end of a pending invitation whose address is no longer listed, or is one of `leavers`. */
export interface RevokeInvitation extends Origin {
  readonly action: 'revoke';
  readonly resource: 'invitation';
  readonly organization: OrganizationRef;
  /** Normalized. */
  readonly email: string;
  /** The role keys that the invitation would have given, sorted. */
  readonly roles: readonly string[];
  /** The last day of the ended listing because of which the invitation ends. */
  readonly until?: Day;
  /** Present only if `leavers` names the address. */
  readonly leaver?: true;
}

/** A change of an environment setting that the API can write: `passkeys` or `featureFlags.<key>`. */
export interface UpdateEnvironment extends Origin {
  readonly action: 'update';
  readonly resource: 'environment';
  readonly fields: readonly [FieldChange];
}

/** A change of an organization's value by key, for example a feature flag. A null `after` takes the value away. */
export interface UpdateOrganizationValue extends Origin {
  readonly action: 'update';
  readonly resource: OrganizationValueResource;
  readonly organization: OrganizationRef;
  readonly fields: readonly [FieldChange];
  /** Present only for a private value: texts for people do not show it. The plan's JSON and the journal need it. */
  readonly isPrivate?: true;
}

/** The kinds of entities that all environments of a business share. */
export type EntityName = 'permission' | 'role';

/** A role or permission that Kinde lacks. */
export interface CreateEntity extends Origin {
  readonly action: 'create';
  readonly resource: EntityName;
  readonly key: string;
  readonly fields: readonly FieldChange[];
}

export interface UpdateEntity extends Origin {
  readonly action: 'update';
  readonly resource: EntityName;
  readonly key: string;
  readonly fields: readonly FieldChange[];
  /** The number of people of this environment who hold the role; present only if the role loses permissions. */
  readonly holders?: number;
}

/** A setting that only a person can change, in Kinde's dashboard. */
export interface ManualSetting extends Origin {
  readonly action: 'manual';
  readonly resource: 'environment';
  readonly field: string;
  readonly after: boolean;
  readonly where: string;
  /** The attestation that no longer counts; absent if there is none. For display only. */
  readonly attestation?: SpentAttestation;
}

export type OrganizationChange = CreateOrganization | UpdateOrganization;
export type MemberChange = AddMember | UpdateMember | RemoveMember;
export type ValueChange = UpdateEnvironment | UpdateOrganizationValue;
export type EntityChange = CreateEntity | UpdateEntity;
export type InvitationChange = Invite | RevokeInvitation;
export type Change =
  | EntityChange
  | OrganizationChange
  | CreateUser
  | MemberChange
  | InvitationChange
  | ValueChange
  | ManualSetting;

/** Returns the key of an organization within one plan: equal for two references to the same organization. */
export function organizationKey(organization: OrganizationRef): string {
  return organization.code === null ? `new:${organization.name}` : `code:${organization.code}`;
}

/** Returns the order of two organizations: by name, then by code. */
export function compareRefs(one: OrganizationRef, other: OrganizationRef): number {
  return compareText(one.name, other.name) || compareText(one.code ?? '', other.code ?? '');
}
