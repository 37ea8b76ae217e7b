// The roles and permissions of `business` are edited to match Kinde: only what an entry states. An entry that Kinde lacks
// stays as it is, and the environment that manages the business stays the same.
import { findLiveEntities } from '../kinds/entity/live-entities.js';
import type { LiveEntities, LiveEntity } from '../model/entities.js';
import { acceptsText } from '../validate/accepts-text.js';
import type { EditedEntry } from './edit-organization.js';
import { entriesOf, isMapValue } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

/** Returns the part `business` of a document with the live values. */
export function editBusiness(part: MapValue, entities: LiveEntities | undefined): EditedEntry {
  const notes: string[] = [];
  const pairs = Object.entries(part).map(([section, list]) => {
    const live = findLiveEntities(section, entities);
    if (live === undefined || !Array.isArray(list)) return [section, list] as const;
    const byKey = new Map(live.map((one) => [one.key, one]));
    return [section, entriesOf(list).map((entry) => editEntry(entry, section, byKey, notes))] as const;
  });
  return { entry: Object.fromEntries(pairs), notes };
}

function editEntry(
  entry: unknown,
  section: string,
  byKey: ReadonlyMap<string, LiveEntity>,
  notes: string[],
): unknown {
  const live = isMapValue(entry) ? byKey.get(String(entry['key'])) : undefined;
  if (!isMapValue(entry) || live === undefined) return entry;
  const pairs = Object.entries(entry).flatMap(([field, stated]) => {
    if (field === 'key') return [[field, stated] as const];
    const wanted = Array.isArray(stated)
      ? editList(stated, live.fields[field])
      : toText(live.fields[field], field);
    if (JSON.stringify(wanted) === JSON.stringify(stated)) return [[field, stated] as const];
    const shown = wanted === null ? 'not stated' : JSON.stringify(wanted);
    notes.push(`~ ${section} ${live.key}: ${field} ${JSON.stringify(stated)} -> ${shown}`);
    return wanted === null ? [] : [[field, wanted] as const];
  });
  return Object.fromEntries(pairs);
}

/** Returns the stated items that Kinde has, in their order, then the others; null if no file can hold one of them. */
function editList(
  stated: readonly unknown[],
  live: LiveEntity['fields'][string] | undefined,
): readonly unknown[] | null {
  if (typeof live !== 'object' || live === null) return stated;
  if (!live.every((item) => acceptsText(item))) return null;
  const kept = stated.filter((item) => live.some((one) => one === item));
  return [...kept, ...live.filter((one) => !kept.includes(one))];
}

/** The characters of a description; a name has the usual limit. */
const longest = 4096;

/** Returns the live text; null if Kinde has none, or no file can hold it. */
function toText(live: LiveEntity['fields'][string] | undefined, field: string): string | null {
  if (typeof live !== 'string') return null;
  return (field === 'description' ? acceptsText(live, longest) : acceptsText(live)) ? live : null;
}
