// The fields of an entity's change: the items that a list gains or loses, and the texts to write.
import type { EntityChange, FieldChange, FieldValue } from '../../model/change.js';
import type { EntityFields } from '../../model/client.js';
import type { LiveEntity } from '../../model/entities.js';

/** Returns the items that a list loses; empty for a text. */
export function lostOf({ before, after }: FieldChange): readonly string[] {
  return withoutItems(before, after);
}

/** Returns the items that a list gains; empty for a text. */
export function gainedOf({ before, after }: FieldChange): readonly string[] {
  return withoutItems(after, before);
}

function withoutItems(list: FieldValue, others: FieldValue): readonly string[] {
  return itemsOf(list).filter((item) => !itemsOf(others).includes(item));
}

/** Returns the items of a list; empty for a text. */
export function itemsOf(value: FieldValue | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}

/**
 * Returns every text of the entity after the change. A field that the change leaves alone keeps its live value. A
 * description that the change takes away becomes empty.
 */
export function fieldsAfter({ key, fields }: EntityChange, now: LiveEntity | null): EntityFields {
  const after = (name: string): string | undefined => {
    const change = fields.find(({ field }) => field === name);
    const value = change === undefined ? (now?.fields[name] ?? undefined) : (change.after ?? '');
    return value === undefined ? undefined : String(value);
  };
  const description = after('description');
  return { key, name: after('name') ?? key, ...(description === undefined ? {} : { description }) };
}
