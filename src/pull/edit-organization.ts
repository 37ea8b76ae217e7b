// The fields of an organization's entry are edited to match Kinde; edit-members edits its list.
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import { managedFields } from '../kinds/organization/organization-fields.js';
import { isSame } from '../kinds/status.js';
import type { ManagedField } from '../kinds/organization/organization-fields.js';
import type { OrganizationPair } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOrganization } from '../model/live.js';
import { acceptsDomains, acceptsText } from '../validate/accepts-text.js';
import type { MapValue } from './yaml/yaml-value.js';

export interface EditedEntry {
  readonly entry: MapValue;
  readonly notes: readonly string[];
}

/** Returns the entry with the live values of its fields. A field without a live value is left out. */
export function editFields(
  entry: MapValue,
  { desired }: OrganizationPair,
  live: LiveOrganization,
): EditedEntry {
  const notes: string[] = [];
  const off = managedFields.filter(
    (field) => desired[field] !== undefined && !isSame(desired[field].value, live[field]),
  );
  const pairs = Object.entries(entry).flatMap(([key, value]) => {
    const field = off.find((one) => one === key);
    if (field === undefined) return [[key, value] as const];
    const wanted = writableValue(field, live);
    notes.push(
      `~ ${field} ${show(desired[field]?.value)} -> ${wanted === null ? 'not stated' : show(wanted)}`,
    );
    return wanted === null ? [] : [[key, wanted] as const];
  });
  return { entry: Object.fromEntries(pairs), notes };
}

function writableValue(
  field: ManagedField,
  live: LiveOrganization,
): string | boolean | readonly string[] | null {
  const value = live[field] ?? null;
  if (typeof value === 'object' && value !== null) return acceptsDomains(value) ? value : null;
  return typeof value === 'string' && !acceptsText(value) ? null : value;
}

function show(value: unknown): string {
  return JSON.stringify(value);
}

/** Returns whether an entry must state `membership`, because people can register themselves in Kinde. */
export function mustStateMembership({ desired, live }: Pick<OrganizationPair, 'desired' | 'live'>): boolean {
  return live?.allowRegistrations === true && desired.members !== undefined && !desired.isMembershipStated;
}

/** Returns the entry with `membership: additive`, after its field `allowRegistrations`. */
export function stateMembership(entry: MapValue): EditedEntry {
  const before = Object.hasOwn(entry, 'allowRegistrations') ? 'allowRegistrations' : null;
  const pairs = Object.entries(entry).flatMap(([key, value]) =>
    key === before ? [[key, value] as const, stated] : [[key, value] as const],
  );
  return {
    entry: Object.fromEntries(before === null ? [...pairs, stated] : pairs),
    notes: ['~ membership: additive, since people can register themselves'],
  };
}

const stated = ['membership', 'additive'] as const;

/** Returns the desired state after the edit: every entry that must state `membership` is additive. */
export function stateMemberships(desired: DesiredState, live: readonly LiveOrganization[]): DesiredState {
  const { matches } = matchOrganizations(desired.organizations, live);
  const stating = new Set(matches.filter(mustStateMembership).map((match) => match.desired));
  const organizations = desired.organizations.map((entry) =>
    stating.has(entry) ? { ...entry, membership: 'additive' as const } : entry,
  );
  return { ...desired, organizations };
}
