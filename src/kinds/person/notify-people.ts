// What is worth saying of people before a plan is carried out: who may be somebody else, and who can't sign in.
import type { CreateUser } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import type { Notice } from '../../model/notice.js';
import { notifyAddressChanges } from './notify-address-changes.js';
import { notifySimilarPeople } from './notify-similar-people.js';
import { notifySuspended } from './notify-suspended.js';
import { notifyUnproven } from './notify-unproven.js';

/** Returns every notice about the people whom the files list; `created` are those whom Kinde does not have. */
export function notifyPeople(created: readonly CreateUser[], comparison: Comparison): readonly Notice[] {
  return [
    ...notifyUnproven(created, comparison.live.doubts.absent),
    ...notifyAddressChanges(created, comparison),
    ...notifySimilarPeople(created, comparison),
    ...notifySuspended(comparison),
  ];
}
