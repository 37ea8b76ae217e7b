// Estimates the requests for the member lists of organizations, and tells whether the list of everyone may be cheaper.
// Also tells whether a list manages roles.
import type { MemberPair } from '../../model/comparison.js';
import type { DesiredMember, DesiredOrganization, EndedMember } from '../../model/desired.js';
import { pagesOf } from '../../model/kinde-limits.js';

/** For at most this many requests, the first page of everyone would cost more than it saves. */
const fewLists = 2;

/** The expected size of a member list: the number of people whom the files list. */
export interface ListedCount {
  readonly listed: number;
}

/** Returns the expected number of requests for the member lists of these organizations. */
export function costOfMemberLists(organizations: readonly ListedCount[]): number {
  return organizations.reduce((sum, { listed }) => sum + pagesOf(listed), 0);
}

/** Returns whether the member lists take too few requests for a search for a cheaper way. */
export function areFewLists(organizations: readonly ListedCount[]): boolean {
  return costOfMemberLists(organizations) <= fewLists;
}

/** Returns the number of listed people for each organization whose members the files manage. */
export function countListed(organizations: readonly DesiredOrganization[]): readonly ListedCount[] {
  return organizations.flatMap(({ members }) => (members === undefined ? [] : [{ listed: members.length }]));
}

/** Returns whether the entry may remove members. Ended listings remove people from additive organizations, too. */
export function mayRemove({ membership, members = [], ended = [] }: DesiredOrganization): boolean {
  return membership === 'exact' || ended.length > 0 || members.some(({ until }) => until !== undefined);
}

/** Returns whether the files want a live member out whom no listing that holds names. */
export function isUnwanted(
  { ended, leaver }: Pick<MemberPair, 'ended' | 'leaver'>,
  { membership }: DesiredOrganization,
): boolean {
  return membership === 'exact' || ended !== undefined || leaver !== undefined;
}

/** Returns whether the list gives roles for any of its members. */
export function managesRoles(members: readonly DesiredMember[]): boolean {
  return members.some(({ roles }) => roles !== undefined);
}

/** Returns whether the roles of any member of the organization are managed, or may prove to be. */
export function mayManageRoles(organization: DesiredOrganization): boolean {
  return managesRoles(organization.members ?? []) || listKeepers(organization).length > 0;
}

/**
 * Returns the ended people with roles, who may be in the list under another address and without roles. An ended listing keeps
 * roles managed.
 */
export function listKeepers({ members = [], ended = [] }: DesiredOrganization): readonly EndedMember[] {
  if (ended.length === 0 || members.every(({ roles }) => roles !== undefined)) return [];
  return ended.filter(({ roles }) => roles !== undefined);
}
