// Counts the changes of a plan for a review: each person once, in however many organizations, and each membership.
import { gainedOf, itemsOf, lostOf } from '../kinds/entity/entity-fields.js';
import { isEntityChange, isMemberChange, isOrganizationChange, isValueChange } from '../model/change.js';
import type { Change, EntityChange, FieldChange } from '../model/change.js';
import { isNarrower } from '../kinds/organization/registration-domains.js';
import type { Plan } from '../model/plan.js';

export interface ReviewCounts {
  /** People who join at least one organization. */
  readonly gaining: number;
  /** People who leave at least one organization. */
  readonly losing: number;
  /** People who then belong to no organization. */
  readonly losingAll: number;
  /** Memberships that begin; `leaves` counts those that end. */
  readonly joins: number;
  readonly leaves: number;
  /** Invitations that are mailed; `revoked` counts those that end. */
  readonly invited: number;
  readonly revoked: number;
  /** Organizations that open registrations; `closed` counts those that close them. */
  readonly opened: number;
  readonly closed: number;
  /** Organizations whose registration domains admit more addresses; `narrowed` counts those that admit fewer. */
  readonly widened: number;
  readonly narrowed: number;
  /** Members whose roles change. */
  readonly roles: number;
  /** Roles that lose permissions; `strengthened` counts those that gain some. */
  readonly weakened: number;
  readonly strengthened: number;
  /** New organizations, roles and permissions, and settings of organizations and of the environment. */
  readonly others: number;
  readonly manual: number;
}

/** Returns the counts of the plan's changes. */
export function countReview({ changes }: Pick<Plan, 'changes'>): ReviewCounts {
  const members = changes.filter((change) => isMemberChange(change));
  const joining = members.filter((change) => change.action === 'add');
  const leaving = members.filter((change) => change.action === 'remove');
  return {
    gaining: countPeople(joining),
    losing: countPeople(leaving),
    losingAll: countPeople(leaving.filter(({ losesAllAccess }) => losesAllAccess === true)),
    joins: joining.length,
    leaves: leaving.length,
    invited: changes.filter(({ action }) => action === 'invite').length,
    revoked: changes.filter(({ action }) => action === 'revoke').length,
    opened: countRegistrationSwitches(changes, true),
    closed: countRegistrationSwitches(changes, false),
    widened: countDomainSteps(changes, 'open'),
    narrowed: countDomainSteps(changes, 'close'),
    roles: members.filter((change) => change.action === 'update').length,
    weakened: changes.filter((change) => listPermissionSteps(change).some(({ lost }) => lost.length > 0))
      .length,
    strengthened: changes.filter((change) =>
      listPermissionSteps(change).some(({ gained }) => gained.length > 0),
    ).length,
    others: changes.reduce((sum, change) => sum + countOthers(change), 0),
    manual: changes.filter(({ action }) => action === 'manual').length,
  };
}

function countPeople(
  members: readonly { readonly email: string | null; readonly userId: string | null }[],
): number {
  return new Set(members.map(({ email, userId }) => userId ?? email)).size;
}

/** Returns whether the change switches an organization's registrations on (`isOpen`) or off. */
export function isRegistrationSwitch(change: Change, isOpen: boolean): boolean {
  if (!isOrganizationChange(change)) return false;
  return change.fields.some(
    ({ field, before, after }) =>
      field === 'allowRegistrations' && after === isOpen && (isOpen || before !== null),
  );
}

function countRegistrationSwitches(changes: readonly Change[], isOpen: boolean): number {
  return changes.filter((change) => isRegistrationSwitch(change, isOpen)).length;
}

/** The change of an organization's registration domains, and whether it opens or closes ways in. */
export interface DomainStep {
  readonly field: FieldChange;
  readonly way: 'open' | 'close';
}

/** Returns the change of the registration domains; null for none, or if the same change opens registrations. */
export function findDomainStep(change: Change): DomainStep | null {
  if (!isOrganizationChange(change) || isRegistrationSwitch(change, true)) return null;
  const field = change.fields.find((one) => one.field === 'registrationDomains');
  if (field === undefined) return null;
  return { field, way: isNarrower(field.before, field.after) ? 'close' : 'open' };
}

function countDomainSteps(changes: readonly Change[], way: DomainStep['way']): number {
  return changes.filter((change) => findDomainStep(change)?.way === way).length;
}

/** Returns whether the field decides who may register, so that a review shows it in a section of its own. */
export function isWayIn(field: string): boolean {
  return field === 'allowRegistrations' || field === 'registrationDomains';
}

function countOthers(change: Change): number {
  if (isValueChange(change)) return 1;
  if (isEntityChange(change)) return countEntityOthers(change);
  if (!isOrganizationChange(change)) return 0;
  if (change.action === 'create') return 1;
  return change.fields.filter(({ field }) => !isWayIn(field)).length;
}

/** The permissions that an existing role gains and loses. */
export interface PermissionStep {
  readonly change: Extract<EntityChange, { readonly action: 'update' }>;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** Returns the step of a change that gives permissions to an existing role or takes them; empty for any other change. */
export function listPermissionSteps(change: Change): readonly PermissionStep[] {
  if (!isEntityChange(change) || change.action !== 'update') return [];
  return change.fields
    .filter(({ before, after }) => itemsOf(before).length + itemsOf(after).length > 0)
    .map((field) => ({ change, gained: gainedOf(field), lost: lostOf(field) }));
}

function countEntityOthers(change: EntityChange): number {
  if (change.action === 'create') return 1;
  return change.fields.length - listPermissionSteps(change).length;
}
