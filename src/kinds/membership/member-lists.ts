// What reading the member lists of organizations costs, and when looking at everyone instead comes into question.
import type { DesiredOrganization } from '../../model/desired.js';
import { pagesOf } from '../../model/kinde-limits.js';

/** With no more lists than this to read, a look at everyone first would not pay. */
const fewLists = 2;

/** How many people are expected in an organization: as many as the files list. */
export interface ListedCount {
  readonly listed: number;
}

/** Returns how many requests the member lists of these organizations will take. */
export function costOfMemberLists(organizations: readonly ListedCount[]): number {
  return organizations.reduce((sum, { listed }) => sum + pagesOf(listed), 0);
}

/** Returns whether there are too few lists to look for a cheaper way to read them. */
export function areFewLists(organizations: readonly ListedCount[]): boolean {
  return costOfMemberLists(organizations) <= fewLists;
}

/** Returns the organizations whose members the files manage, each with how many they list. */
export function countListed(organizations: readonly DesiredOrganization[]): readonly ListedCount[] {
  return organizations.flatMap(({ members }) => (members === undefined ? [] : [{ listed: members.length }]));
}
