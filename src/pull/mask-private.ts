// Replaces the private values in a document by placeholders, for the diff that a log keeps. The files themselves get the values.
import { otherPrivateValue, privateValue } from '../kinds/change-words.js';
import { listPrivateKeys } from '../model/values.js';
import type { LiveValues } from '../model/values.js';
import { listSections } from './values.js';
import { entriesOf, fieldOf, isMapValue, isSameValue } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

/** Private keys by the section of an organization; a section without one is left out. */
export type PrivateSections = ReadonlyMap<string, ReadonlySet<string>>;

/** Returns the private keys that Kinde's lists of definitions name. */
export function listPrivateSections(values: LiveValues): PrivateSections {
  const sections = listSections('organization').map(
    ({ section, definitions }) => [section, listPrivateKeys(values, definitions?.name)] as const,
  );
  return new Map(sections.filter(([, keys]) => keys.size > 0));
}

/** Returns the document with placeholders. A value that differs from the former document's has another placeholder. */
export function maskDocument(document: unknown, former: unknown, sections: PrivateSections): unknown {
  if (!isMapValue(document) || !isMapValue(former)) return document;
  const entries = entriesOf(former['organizations']);
  return mapFields(document, (part, key) =>
    key === 'organizations' && Array.isArray(part)
      ? part.map((entry, index) => maskEntry(entry, entries[index], sections))
      : part,
  );
}

function maskEntry(entry: unknown, former: unknown, sections: PrivateSections): unknown {
  if (!isMapValue(entry)) return entry;
  return mapFields(entry, (section, name) => {
    const keys = sections.get(name);
    if (keys === undefined || !isMapValue(section)) return section;
    const before = fieldOf(former, name);
    return mapFields(section, (value, key) => (keys.has(key) ? mask(value, fieldOf(before, key)) : value));
  });
}

function mask(value: unknown, former: unknown): string {
  return former === undefined || isSameValue(value, former) ? privateValue : otherPrivateValue;
}

function mapFields(map: MapValue, change: (value: unknown, key: string) => unknown): MapValue {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
