// What nobody knows of Kinde, played through: as usual, each unknown the other way, and all of them at once.
import type { Unknowns } from '../../src/sandbox/index.js';

/** The unknowns that some kind of thing depends on; a new kind adds its own. */
const flipped = {
  emailFilterCase: 'sensitive',
  emailFilterReach: 'preferred',
  patchRoles: 'add',
  createdUsers: 'also-default',
  endOfList: 'null',
  addExistingMember: 'refused',
  rolePermissions: 'replace',
  inviteExisting: 'refused',
  inviteAddressCase: 'sensitive',
  endedSessions: 'listed',
  noSessions: 'not-found',
} as const satisfies Partial<Unknowns>;

/** The variants of Kinde by name. */
export const variants: ReadonlyMap<string, Partial<Unknowns>> = new Map<string, Partial<Unknowns>>([
  ['usual', {}],
  ...(Object.keys(flipped) as (keyof typeof flipped)[]).map(
    (name) => [name, { [name]: flipped[name] }] as const,
  ),
  ['everything at once', { ...flipped, endOfList: 'empty', unsetProperties: 'absent' }],
]);
