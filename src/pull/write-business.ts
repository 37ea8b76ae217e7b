// The roles and permissions of a new configuration, in the form of files.
import { kinds } from '../kinds/registry.js';
import { compareText } from '../model/text/compare-text.js';
import { entityFields } from '../model/entities.js';
import type { LiveEntity } from '../model/entities.js';
import type { LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { acceptsText } from '../validate/accepts-text.js';
import { editBusiness } from './edit-business.js';
import { isMapValue } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

/** The section `business`, and a notice for each entry that no file can hold. */
export interface WrittenBusiness {
  /** Null if the live state has no roles and permissions, or the environment's code can't be written. */
  readonly business: MapValue | null;
  readonly notices: readonly Notice[];
}

/** Returns the section with every role and permission, managed from the environment that was read. */
export function writeBusiness({ entities, environment }: LiveState): WrittenBusiness {
  if (entities === undefined || !acceptsText(environment.code)) return { business: null, notices: [] };
  const notices: Notice[] = [];
  const sections = kinds.flatMap(({ name, entities: lists }) => {
    if (lists === null) return [];
    const all = entities.get(name) ?? [];
    const own = all.filter(({ key }) => acceptsText(key));
    notices.push(...all.filter((one) => !own.includes(one)).map((one) => notifyUnwritable(name, one)));
    const entries = own.toSorted((one, other) => compareText(one.key, other.key)).map(stateFields);
    return entries.length === 0 ? [] : [[lists.section, entries] as const];
  });
  // The edit leaves out each field that no file can hold.
  const edited = editBusiness(Object.fromEntries(sections), entities).entry;
  const isEmpty = !Object.values(edited).some((list) => Array.isArray(list) && list.some(isMapValue));
  return { business: isEmpty ? null : { managedFrom: environment.code, ...edited }, notices };
}

/** States every field of an entity; the edit writes the values. */
function stateFields({ key, fields }: LiveEntity): MapValue {
  const stated = entityFields.flatMap((field) => {
    const value = fields[field] ?? null;
    return value === null ? [] : [[field, value] as const];
  });
  return { key, ...Object.fromEntries(stated) };
}

function notifyUnwritable(kind: string, { id }: LiveEntity): Notice {
  return {
    code: 'not-writable',
    message: `The ${kind} with the id ${id} is left out: its key can't be written in a file.`,
  };
}
