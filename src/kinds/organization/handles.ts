// Validates desired handles, which are unique in Kinde, and orders the writes of handles that move between organizations.
import type { OrganizationChange } from '../../model/change.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LiveOrganization } from '../../model/live.js';
import type { Placed } from '../../model/place.js';
import type { OrganizationMatch } from './match-organizations.js';

/** Returns a diagnostic for each handle whose owner keeps it, or depends on a ring of handles. */
export function diagnoseHandles(
  matches: readonly OrganizationMatch[],
  live: readonly LiveOrganization[],
): readonly Diagnostic[] {
  const owners = new Map(live.flatMap((one) => (one.handle === null ? [] : [[one.handle, one] as const])));
  const wanted = new Map(matches.map((match) => [match.live?.code, match.desired.handle?.value]));
  return matches.flatMap(({ desired: { handle }, live: own }) => {
    const owner = owners.get(handle?.value ?? '');
    if (handle === undefined || owner === undefined || owner.code === own?.code) return [];
    const next = wanted.get(owner.code);
    if (next === undefined || next === owner.handle) return [diagnoseTaken(handle, owner)];
    return isRing(owner, owners, wanted) ? [diagnoseRing(handle, owner)] : [];
  });
}

/** Follows each organization to the owner of its desired handle. A ring reaches an organization twice. */
function isRing(
  start: LiveOrganization,
  owners: ReadonlyMap<string, LiveOrganization>,
  wanted: ReadonlyMap<string | undefined, string | null | undefined>,
): boolean {
  const passed = new Set<string>();
  let next: LiveOrganization | undefined = start;
  while (next !== undefined && !passed.has(next.code)) {
    passed.add(next.code);
    const following: LiveOrganization | undefined = owners.get(wanted.get(next.code) ?? '');
    // An organization that keeps its handle depends on no other.
    next = following === next ? undefined : following;
  }
  return next !== undefined;
}

function diagnoseTaken({ value, place }: Placed<string | null>, owner: LiveOrganization): Diagnostic {
  return {
    code: 'handle-taken',
    severity: 'error',
    message: `The handle "${value ?? ''}" belongs to ${owner.code} ("${owner.name}") in Kinde.`,
    place,
    hint: 'Choose another handle, or give the other organization a new one first.',
  };
}

function diagnoseRing({ value, place }: Placed<string | null>, owner: LiveOrganization): Diagnostic {
  return {
    ...diagnoseTaken({ value, place }, owner),
    message: `The handle "${value ?? ''}" belongs to ${owner.code} ("${owner.name}") in Kinde, which waits for a handle in a ring of organizations that swap handles.`,
    hint: 'Give one of them an unused handle, apply, and then set the intended handle.',
  };
}

/** Returns the changes in groups, to be written one after the other. A handle is given up before another takes it. */
export function orderByHandle(
  changes: readonly OrganizationChange[],
): readonly (readonly OrganizationChange[])[] {
  const groups: (readonly OrganizationChange[])[] = [];
  let left = changes;
  while (left.length > 0) {
    const held = new Set(left.map((change) => readHandle(change, 'before')));
    const free = left.filter((change) => !held.has(readHandle(change, 'after') ?? ''));
    const group = free.length > 0 ? free : left;
    groups.push(group);
    left = left.filter((change) => !group.includes(change));
  }
  return groups;
}

function readHandle({ fields }: OrganizationChange, when: 'before' | 'after'): string | null {
  const handle = fields.find(({ field }) => field === 'handle')?.[when];
  return typeof handle === 'string' ? handle : null;
}
