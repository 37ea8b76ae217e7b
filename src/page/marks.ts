// The marks of rows as people read them: words for badges, filters and the legend.
import type { Mark } from '../model/page-data.js';

export interface MarkWords {
  readonly mark: Mark;
  /** On a row. */
  readonly badge: string;
  /** At the filter. */
  readonly filter: string;
}

/** In the order in which badges and filters stand. */
export const markWords: readonly MarkWords[] = [
  { mark: 'd', badge: 'dormant', filter: 'Dormant' },
  { mark: 'n', badge: 'never signed in', filter: 'Never signed in' },
  { mark: 'k', badge: 'last seen unknown', filter: 'Last seen unknown' },
  { mark: 'o', badge: 'outside domains', filter: 'Outside allowed domains' },
  { mark: 'w', badge: 'no organization', filter: 'In no organization' },
  { mark: 'u', badge: 'not managed', filter: 'Not managed by any file' },
  { mark: 'p', badge: 'protected', filter: 'Protected' },
  { mark: 's', badge: 'suspended', filter: 'Suspended' },
  { mark: 'r', badge: 'registrations open', filter: 'Registrations open' },
];
