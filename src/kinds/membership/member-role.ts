// The kind of a member's roles in an organization, if the files manage them. Bulk calls set the roles. Kinde does not
// document whether such a call replaces roles or only adds, so verify reads back and removes the others one by one.
import { closestMatch } from 'leven';
import { organizationKey } from '../../model/change.js';
import type { AddMember, Change, UpdateMember } from '../../model/change.js';
import type { Comparison, MemberPair, OrganizationPair } from '../../model/comparison.js';
import type { DesiredRole, DesiredState, Safety } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LiveOverview, LiveRole } from '../../model/live.js';
import { compareText } from '../../model/text/compare-text.js';
import { normalizeEmail } from '../../model/email.js';
import { nameSome } from '../../model/text/name-some.js';
import { nothing } from '../../model/read-needs.js';
import type { ReadNeeds } from '../../model/read-needs.js';
import { nameOf } from '../../model/person-name.js';
import { formatPlace } from '../../model/place.js';
import { splitAdditions } from './first-additions.js';
import { describeStep } from '../change-words.js';
import { isManagedFrom, listWanted } from '../entity/managed-from.js';
import { usual } from '../kind.js';
import type { Findings, Kind, KnownIds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';
import { areFewLists, countListed, managesRoles, mayManageRoles } from './member-lists.js';
import { countBatches } from '../bulk-answers.js';
import { conflict, done, partial, pending } from '../status.js';
import type { Status } from '../status.js';
import { nothingTouched } from '../touched.js';
import { hasExactly } from './held-roles.js';
import { splitLosses } from './split-losses.js';
import type { RoleStep } from './split-losses.js';
import { findLeftoverRoles, takeLeftoverRoles } from './leftover-roles.js';
import { nameInKinde } from './name-in-kinde.js';
import { writeRoles } from './write-roles.js';

export const memberRole: Kind<UpdateMember> = {
  ...usual,
  name: 'member-role',
  healable: ['unknown-role'],
  owns: (change: Change): change is UpdateMember =>
    change.resource === 'member' && change.action === 'update',
  check: diagnoseRoles,
  needs: needRoles,
  diff: diffRoles,
  stepOf: () => 'roles',
  operations: ({ organizations, safety }) => {
    const isManaged = organizations.some(mayManageRoles);
    const isRead = isManaged || namesRoles(safety);
    return {
      listRoles: isRead,
      listRoleHolders: isRead && !areFewLists(countListed(organizations)),
      updateMembers: isManaged,
      removeMemberRole: isManaged,
    };
  },
  cost: (changes, all, lists) => {
    const byCreation = splitAdditions(all).byCreation.filter(hasRoles);
    const { first, later } = splitLosses([...changes, ...byCreation], lists);
    const countSteps = (steps: readonly RoleStep[]) => countBatches(steps.map(({ change }) => change));
    return { updateMembers: countSteps(first) + countSteps(later) };
  },
  write: async (changes, run, step) => {
    if (step === 'roles') await writeRoles([...changes, ...run.members.deferredRoles()], run);
  },
  deferred: (run, step) => (step === 'roles' ? run.members.deferredRoles().length : 0),
  touches: ({ organization, userId, fields: [{ after }] }) => ({
    ...nothingTouched,
    members: [{ organization, needsRoles: true }],
    userIds: [userId],
    roles: after,
  }),
  status: statusOfRoles,
  findRepairs: findLeftoverRoles,
  repair: takeLeftoverRoles,
  // The member may hold both the former and the new roles, if the call only added.
  invert: (change, live, ids) => {
    const [{ before }] = change.fields;
    const held = live.member(ids.codeOf(change.organization), change.userId)?.roles ?? [];
    return { change: { ...change, fields: [{ field: 'roles', before: held, after: before }] } };
  },
  deeds: ({ action, organization, userId, fields: [{ after }] }) => [
    JSON.stringify([action, 'member', organizationKey(organization), userId, after]),
  ],
  describe: ({ email, userId, fields: [field] }) => [
    { sign: '~', subject: email ?? userId, detail: `roles ${describeStep(field)}`, section: 'roles' },
  ],
  describeMiss: ({ email, userId, organization }) =>
    `${email ?? userId} does not have the planned roles in ${organization.name}`,
};

/** A role that Kinde lacks would guard nothing. */
function namesRoles({ keepHolder, requireReason }: Safety): boolean {
  return keepHolder.length + requireReason.length > 0;
}

function needRoles({ organizations, safety }: DesiredState): ReadNeeds {
  return { ...nothing, roles: organizations.some(mayManageRoles) || namesRoles(safety) };
}

function statusOfRoles(change: UpdateMember, live: LiveIndex, ids: KnownIds): Status {
  const { organization, email, userId } = change;
  const [{ before, after }] = change.fields;
  const member = live.member(ids.codeOf(organization), userId);
  const who = email ?? userId;
  if (member === undefined) return conflict(`${who} is no longer in ${organization.name}.`);
  if (hasExactly(member.roles, after)) return done;
  const emails = live.person(userId)?.emails;
  if (email !== null && emails?.includes(normalizeEmail(email)) === false)
    return conflict(`${userId} no longer has the address ${email}.`);
  const missing = after.find((key) => !live.mayHaveRole(key));
  if (hasExactly(member.roles, before))
    return missing === undefined ? pending : conflict(`Kinde no longer has the role "${missing}".`);
  const held = member.roles ?? [];
  const isBetween =
    after.every((key) => held.includes(key)) &&
    held.every((key) => before.includes(key) || after.includes(key));
  if (isBetween) return partial;
  return conflict(`${who} now has the roles ${held.join(', ') || 'none'} in ${organization.name}.`);
}

function hasRoles({ roles }: AddMember): boolean {
  return (roles?.length ?? 0) > 0;
}

function diagnoseRoles(desired: DesiredState, { roles, environment }: LiveOverview): readonly Diagnostic[] {
  const stated = listWanted(desired, 'roles').map(({ key }) => key);
  const created = isManagedFrom(desired, environment.code) ? stated : [];
  const known = new Set([...roles.map(({ key }) => key), ...created]);
  const { keepHolder, requireReason } = desired.safety;
  const ofSafety = [...keepHolder, ...requireReason].filter(({ key }) => !known.has(key));
  const unknown: { readonly role: DesiredRole; readonly about?: string }[] = ofSafety.map((role) => ({
    role,
  }));
  for (const { members = [], name, selector } of desired.organizations) {
    if (!managesRoles(members)) continue;
    for (const member of members) {
      for (const role of member.roles ?? [])
        if (!known.has(role.key))
          unknown.push({
            role,
            about: `${nameOf(member)} in ${name?.value ?? (selector.value || selector.by)}`,
          });
    }
  }
  return unknown.map(({ role, ...about }) => ({
    ...diagnoseUnknownRole(role, hintRole(role, desired, { roles, known: [...known], stated })),
    ...about,
  }));
}

/** The role keys in Kinde, those after an apply, and those that the files define. */
interface Keys {
  readonly roles: readonly LiveRole[];
  readonly known: readonly string[];
  readonly stated: readonly string[];
}

function hintRole({ key }: DesiredRole, desired: DesiredState, { roles, known, stated }: Keys): string {
  if (stated.includes(key))
    return `The files define it, and "${desired.business?.managedFrom.value ?? ''}" manages the business: apply there first.`;
  const keys = roles.map((role) => role.key).sort(compareText);
  const existing = keys.length === 0 ? 'Kinde has no roles.' : `Roles that exist: ${nameSome(keys, 20)}.`;
  const near = closestMatch(key, [...known], { maxDistance: 3 });
  if (near !== undefined) return `Did you mean "${near}"? ${existing}`;
  return desired.unselected === undefined
    ? `${existing} Use one of them, or create the role in Kinde first (Settings > Roles), or define it under "business:".`
    : `${existing} Use one of them, or create the role in Kinde first (Settings > Roles). If the files define it, apply them without --organization.`;
}

function diagnoseUnknownRole({ key, place }: DesiredRole, hint: string): Diagnostic {
  return {
    code: 'unknown-role',
    severity: 'error',
    message: `Kinde has no role "${key}".`,
    place,
    hint,
  };
}

function diffRoles({ organizations }: Comparison): Findings<UpdateMember> {
  const changes: UpdateMember[] = [];
  for (const pair of organizations) {
    for (const member of pair.members ?? []) {
      const change = toUpdate(pair, member);
      if (change !== null) changes.push(change);
    }
  }
  return { changes, notices: [], unchanged: 0 };
}

/** A pair with both sides is an unsettled member, so the held roles differ from the desired ones. */
function toUpdate(pair: OrganizationPair, { desired, live, email }: MemberPair): UpdateMember | null {
  if (desired?.roles === undefined || live === null) return null;
  const after = desired.roles.map(({ key }) => key);
  return {
    action: 'update',
    resource: 'member',
    organization: pair.ref,
    email,
    userId: live.userId,
    ...nameInKinde(live),
    fields: [{ field: 'roles', before: live.roles ?? [], after }],
    source: formatPlace(desired.place),
  };
}
