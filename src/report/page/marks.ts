// The words of each mark, for badges and filters.
import type { Mark } from '../../model/results/page-data.js';

export interface MarkWords {
  readonly mark: Mark;
  /** The badge's words; null if a column or the group's heading already shows the mark. */
  readonly badge: string | null;
  /** The filter's label. */
  readonly filter: string;
}

/** The marks in the order of badges and filters. */
export const markWords: readonly MarkWords[] = [
  { mark: 'd', badge: 'dormant', filter: 'Dormant' },
  { mark: 'n', badge: 'never signed in', filter: 'Never signed in' },
  { mark: 'k', badge: null, filter: 'Last seen unknown' },
  { mark: 'o', badge: 'outside domains', filter: 'Outside allowed domains' },
  { mark: 'w', badge: null, filter: 'In no organization' },
  { mark: 'u', badge: null, filter: 'Not managed by any file' },
  { mark: 'e', badge: 'ends soon', filter: 'Ends within 30 days' },
  { mark: 'x', badge: 'listing ended', filter: 'Listing has ended' },
  { mark: 'j', badge: 'invited', filter: 'Invited' },
  { mark: 'y', badge: null, filter: 'Decided: remove' },
  { mark: 'z', badge: null, filter: 'Not decided' },
  { mark: 'a', badge: 'joined since', filter: 'Joined since' },
  { mark: 'c', badge: 'other roles', filter: 'Other roles since' },
  { mark: 'p', badge: 'protected', filter: 'Protected' },
  { mark: 'v', badge: 'leaver', filter: 'Leavers' },
  { mark: 's', badge: 'suspended', filter: 'Suspended' },
  { mark: 'r', badge: null, filter: 'Registrations open' },
  { mark: 'i', badge: null, filter: 'Lets people in' },
  { mark: 'l', badge: null, filter: 'Not looked at or not known' },
];
