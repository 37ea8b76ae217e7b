// Gathers the state that a plan changes, before it or after it, in the form of the configuration. Unchanged members and
// fields, and manual settings, are in neither.
import { hidePrivate } from '../kinds/change-words.js';
import { kindOf } from '../kinds/registry.js';
import {
  isEntityChange,
  isInvitationChange,
  isMemberChange,
  isOrganizationChange,
  isNewPerson,
  isValueChange,
} from '../model/change-predicates.js';
import { compareText } from '../model/text/compare-text.js';
import { groupChanges } from './group-changes.js';
import { organizationKey } from '../model/change.js';
import type {
  Change,
  CreateUser,
  FieldChange,
  FieldValue,
  MemberChange,
  OrganizationRef,
  ValueChange,
} from '../model/change.js';

export interface TouchedMember {
  readonly email?: string;
  readonly id?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly roles?: readonly string[];
}

export interface TouchedOrganization {
  /** The key of the organization, the same on both sides. */
  readonly key: string;
  readonly code?: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly values: readonly TouchedValue[];
  readonly members: readonly TouchedMember[];
  /** The people with a pending invitation. */
  readonly invited: readonly TouchedMember[];
}

/** A role or permission: its section, key and changed fields. */
export interface TouchedEntity {
  readonly section: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** A value in its section, such as feature flags. The key is empty if the section is one value. */
export interface TouchedValue {
  readonly section: string;
  readonly key: string;
  readonly value: FieldValue;
}

export interface TouchedState {
  /** Sorted by section and key. */
  readonly entities: readonly TouchedEntity[];
  readonly settings: readonly TouchedValue[];
  readonly organizations: readonly TouchedOrganization[];
}

/** A side of the plan: the state before it or after it. */
export type Side = 'before' | 'after';

/** Returns the state of one side that the changes touch, sorted by name, address and id. */
export function gatherTouched(changes: readonly Change[], side: Side): TouchedState {
  const created = new Map(
    changes.flatMap((change) => (isNewPerson(change) ? [[change.email, change] as const] : [])),
  );
  return {
    entities: changes.flatMap((change) => gatherEntity(change, side)),
    settings: gatherValues(
      changes.filter((change) => !('organization' in change)),
      side,
    ),
    organizations: groupChanges(changes).flatMap(({ ref, own }) => {
      if (side === 'before' && ref.code === null) return [];
      return [gatherOrganization(ref, own, { side, created })];
    }),
  };
}

function gatherEntity(change: Change, side: Side): readonly TouchedEntity[] {
  const { entities } = kindOf(change);
  if (entities === null || !isEntityChange(change)) return [];
  if (side === 'before' && change.action === 'create') return [];
  const { key, fields } = change;
  const pairs = fields.flatMap((field) => toPair(field, side));
  return [{ section: entities.section, key, fields: Object.fromEntries(pairs) }];
}

interface Viewpoint {
  readonly side: Side;
  readonly created: ReadonlyMap<string, CreateUser>;
}

function gatherOrganization(
  { code, name }: OrganizationRef,
  own: readonly Change[],
  { side, created }: Viewpoint,
): TouchedOrganization {
  const fields = own.flatMap((change) => (isOrganizationChange(change) ? change.fields : []));
  const members = own
    .flatMap((change) => (isMemberChange(change) ? [change] : []))
    .sort((one, other) => compareText(keyOf(one), keyOf(other)))
    .flatMap((change) => gatherMember(change, side, created.get(change.email ?? '')));
  return {
    key: organizationKey({ code, name }),
    ...(code === null ? {} : { code }),
    values: gatherValues(own, side),
    fields: Object.fromEntries([['name', name], ...fields.flatMap((field) => toPair(field, side))]),
    members,
    invited: gatherInvited(own, side),
  };
}

function gatherInvited(own: readonly Change[], side: Side): readonly TouchedMember[] {
  return own
    .flatMap((change) => (isInvitationChange(change) ? [change] : []))
    .filter(({ action }) => action === (side === 'before' ? 'revoke' : 'invite'))
    .sort((one, other) => compareText(one.email, other.email))
    .map((change) => {
      const { firstName, lastName } = change.action === 'invite' ? change : {};
      return {
        email: change.email,
        ...(firstName === undefined ? {} : { firstName }),
        ...(lastName === undefined ? {} : { lastName }),
        roles: change.roles,
      };
    });
}

/** Null is shown only where a file may state it. Elsewhere it means that there is no value. */
function gatherValues(changes: readonly Change[], side: Side): readonly TouchedValue[] {
  return changes
    .filter(isValueChange)
    .flatMap((change) => gatherValue(change, side))
    .sort((one, other) => compareText(one.section, other.section) || compareText(one.key, other.key));
}

function gatherValue(change: ValueChange, side: Side): readonly TouchedValue[] {
  const { values } = kindOf(change);
  const [field] = hidePrivate(change).fields;
  if (values === null || (field[side] === null && !values.canClear)) return [];
  const key = field.field.slice(values.prefix.length);
  return [{ section: values.section, key, value: field[side] }];
}

function toPair(field: FieldChange, side: Side): readonly (readonly [string, FieldValue])[] {
  return field[side] === null ? [] : [[field.field, field[side]]];
}

function keyOf({ email, userId }: MemberChange): string {
  return email ?? userId ?? '';
}

function gatherMember(
  change: MemberChange,
  side: Side,
  person: CreateUser | undefined,
): readonly TouchedMember[] {
  if (change.action === (side === 'before' ? 'add' : 'remove')) return [];
  const roles = change.action === 'update' ? change.fields[0][side] : change.roles;
  const names = change.action === 'add' && change.userId === null ? person : undefined;
  return [
    {
      ...(change.email === null ? { id: change.userId ?? '' } : { email: change.email }),
      ...(names?.firstName === undefined ? {} : { firstName: names.firstName }),
      ...(names?.lastName === undefined ? {} : { lastName: names.lastName }),
      ...(roles === undefined ? {} : { roles }),
    },
  ];
}
