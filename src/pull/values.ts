// Values by key, such as feature flags, in the form of files: a section with a map, or with one value.
import { otherPrivateValue, privateValue } from '../kinds/change-words.js';
import { kinds } from '../kinds/registry.js';
import type { ValueLists } from '../kinds/collection/value-lists.js';
import { environmentCode, listPrivateKeys, valuesOf } from '../model/values.js';
import type { KeyedValue, LiveValue, LiveValues } from '../model/values.js';
import { acceptsText } from '../validate/accepts-text.js';
import type { Written } from '../validate/written-value.js';
import * as written from '../validate/written-value.js';
import type { EditedEntry } from './edit-organization.js';
import { isMapValue, isSameValue } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

/** A section of values, with the name of its kind. */
export interface Section extends ValueLists {
  readonly name: string;
}

/** Returns the sections of values that an entry of this kind may have. */
export function listSections(parent: ValueLists['parent']): readonly Section[] {
  return kinds.flatMap(({ name, values }) => (values?.parent === parent ? [{ name, ...values }] : []));
}

/** The live values for an entry, and the entry as written. */
interface Valued {
  readonly code: string;
  readonly values: LiveValues;
  readonly writtenEntry: Written | null;
}

/** A private value that differs from Kinde's and stays, because a variable gives it. */
export interface KeptValue {
  /** The organization's code. */
  readonly organization: string;
  /** The field of the change that apply would make, for example `properties.manager`. */
  readonly field: string;
  readonly written: Written;
}

interface EditedValues extends EditedEntry {
  readonly kept: readonly KeptValue[];
}

/**
 * Returns the entry with the live values in its sections. A key without a live value is left out. A private value that a
 * variable gives stays, because the file would show the value to all who may read the repository.
 */
export function editValues(
  entry: MapValue,
  parent: ValueLists['parent'],
  { code, values, writtenEntry }: Valued,
): EditedValues {
  const sections = new Map(listSections(parent).map((one) => [one.section, one]));
  const notes: string[] = [];
  const kept: KeptValue[] = [];
  const pairs = Object.entries(entry).flatMap(([key, stated]) => {
    const section = sections.get(key);
    const live = section === undefined ? undefined : valuesOf(values, section.name, code);
    if (section === undefined || live === undefined) return [[key, stated] as const];
    const byKey = new Map(live.map((one) => [one.key, one]));
    if (!isMapValue(stated)) {
      const value = readWritable(byKey.get(''), section);
      if (value === null || value === stated) return [[key, stated] as const];
      notes.push(`~ ${key} ${String(stated)} -> ${String(value)}`);
      return [[key, value] as const];
    }
    const inherited = valuesOf(values, section.inherits ?? '', environmentCode) ?? [];
    const privateKeys = listPrivateKeys(values, section.definitions?.name);
    const filled = findFilled(written.fieldOf(writtenEntry, key), privateKeys);
    const edited = editMap(stated, { section, byKey, inherited, privateKeys, filled }, notes);
    kept.push(...edited.kept.map((one) => ({ organization: code, ...one })));
    return [[key, edited.map] as const];
  });
  return { entry: Object.fromEntries(pairs), notes, kept };
}

/** Returns the private values of a section that a variable gives, by key. */
function findFilled(section: Written | null, privateKeys: ReadonlySet<string>): ReadonlyMap<string, Written> {
  return new Map(
    written.fieldsOf(section).filter(([key, field]) => privateKeys.has(key) && written.isFilled(field)),
  );
}

interface LiveSection {
  readonly section: Section;
  readonly byKey: ReadonlyMap<string, LiveValue>;
  readonly inherited: readonly LiveValue[];
  readonly privateKeys: ReadonlySet<string>;
  readonly filled: ReadonlyMap<string, Written>;
}

function editMap(
  stated: MapValue,
  live: LiveSection,
  notes: string[],
): { readonly map: MapValue; readonly kept: readonly Omit<KeptValue, 'organization'>[] } {
  const { section, byKey, inherited, privateKeys, filled } = live;
  const kept: Omit<KeptValue, 'organization'>[] = [];
  const pairs = Object.entries(stated).flatMap(([key, value]) => {
    const wanted = readWritable(byKey.get(key), section);
    const shared = inherited.find((one) => one.key === key);
    const isInherited = value === null && wanted === readWritable(shared, section);
    if (isInherited || isSameValue(value, wanted)) return [[key, value] as const];
    const variable = filled.get(key);
    if (variable !== undefined) {
      kept.push({ field: `${section.prefix}${key}`, written: variable });
      return [[key, value] as const];
    }
    const [before, after] = privateKeys.has(key)
      ? [privateValue, otherPrivateValue]
      : [JSON.stringify(value), JSON.stringify(wanted)];
    notes.push(`~ ${section.noun} ${key} ${before} -> ${wanted === null ? 'not stated' : after}`);
    return wanted === null ? [] : [[key, wanted] as const];
  });
  return { map: Object.fromEntries(pairs), kept };
}

/** Returns the sections of a new entry. An organization's sections leave out the values that it inherits. */
export function writeValues(
  parent: ValueLists['parent'],
  { code, values }: { readonly code: string; readonly values: LiveValues },
): MapValue {
  const sections = listSections(parent).flatMap((section) => {
    const value = writeSection(section, code, values);
    return value === null ? [] : [[section.section, value] as const];
  });
  return Object.fromEntries(sections);
}

function writeSection(section: Section, code: string, values: LiveValues): KeyedValue | MapValue | null {
  const { name, inherits } = section;
  const live = valuesOf(values, name, code) ?? [];
  const single = readWritable(
    live.find(({ key }) => key === ''),
    section,
  );
  if (single !== null) return single;
  const inherited = new Map(
    (valuesOf(values, inherits ?? '', environmentCode) ?? []).map((one) => [
      one.key,
      readWritable(one, section),
    ]),
  );
  // A value that the environment does not show is of no known type, so no file may state it.
  const isOwn = ({ key, value }: LiveValue): boolean =>
    inherits === null || ((inherited.get(key) ?? null) !== null && inherited.get(key) !== value);
  const pairs = live.flatMap((one) => {
    const value = readWritable(one, section);
    return value === null || !isOwn(one) || !acceptsText(one.key) ? [] : [[one.key, value] as const];
  });
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
}

const types: Readonly<Record<string, string>> = { bool: 'boolean', int: 'number', str: 'string' };
const mostCharacters = 4096;

/** Returns a value that a file may state; null for a value of the wrong type, or a text that a file may not have. */
function readWritable(live: LiveValue | undefined, { isFreeText }: Section): KeyedValue | null {
  if (live === undefined || live.value === null) return null;
  const isClean = isFreeText || typeof live.value !== 'string' || acceptsText(live.value);
  const fits = typeof live.value === types[live.type] && String(live.value).length <= mostCharacters;
  return fits && isClean ? live.value : null;
}
