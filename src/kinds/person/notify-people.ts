// The notices about people in a plan: new people who may be existing ones, and people who can't sign in.
import type { CreateUser } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import type { Notice } from '../../model/notice.js';
import { notifyAddressChanges } from './notify-address-changes.js';
import { notifySimilarPeople } from './notify-similar-people.js';
import { notifySuspended } from './notify-suspended.js';
import { notifyUnproven } from './notify-unproven.js';

/** Returns every notice about the listed people. `created` are the people whom the plan creates. */
export function notifyPeople(created: readonly CreateUser[], comparison: Comparison): readonly Notice[] {
  return [
    ...notifyUnproven(created, comparison.live.doubts.absent, describeCreation),
    ...notifyAddressChanges(created, comparison),
    ...notifySimilarPeople(created, comparison),
    ...notifySuspended(comparison),
  ];
}

/** Apply learns whether the address is in use when it creates the person. */
function describeCreation(them: string): string {
  return `Apply creates ${them}, or adds the person who turns out to have the address.`;
}
