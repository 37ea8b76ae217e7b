// Builds the desired roles and permissions of a valid configuration, sorted by key.
import { compareText } from '../model/text/compare-text.js';
import { entityFields } from '../model/entities.js';
import type { DesiredBusiness, DesiredEntity } from '../model/entities.js';
import type { Placed } from '../model/place.js';
import type { ConfigParts } from './gather-parts.js';
import { asText, entriesOf, fieldsOf, placeOf } from './written-value.js';
import type { Written } from './written-value.js';

/** Returns the business, or null if no file manages it. */
export function buildBusiness({ business }: ConfigParts): DesiredBusiness | null {
  const from = business.find(({ key }) => key === 'managedFrom')?.written;
  const managedFrom = asText(from ?? null);
  if (managedFrom === null) return null;
  const lists = business.filter(({ written }) => Array.isArray(written.value));
  return {
    managedFrom: { value: managedFrom.value, place: placeOf(managedFrom) },
    entities: new Map(lists.map(({ key, written }) => [key, readEntities(written)])),
  };
}

function readEntities(list: Written): readonly DesiredEntity[] {
  return entriesOf(list)
    .map(readEntity)
    .sort((one, other) => compareText(one.key, other.key));
}

function readEntity(entry: Written): DesiredEntity {
  const fields = new Map<string, Placed<string | readonly string[]>>();
  const references: Placed<string>[] = [];
  let key = '';
  for (const [name, written] of fieldsOf(entry)) {
    const place = placeOf(written);
    const text = asText(written)?.value ?? '';
    if (name === 'key') key = text;
    else if (Array.isArray(written.value)) {
      const items = entriesOf(written).flatMap((item) => asText(item) ?? []);
      references.push(...items.map((item) => ({ value: item.value, place: placeOf(item) })));
      fields.set(name, { value: items.map(({ value }) => value).sort(compareText), place });
    } else fields.set(name, { value: text, place });
  }
  return { key, place: placeOf(entry), fields: new Map([...fields].sort(byFieldOrder)), references };
}

function byFieldOrder([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return entityFields.indexOf(one) - entityFields.indexOf(other);
}
