// The texts to write for an entity's change.
import type { EntityChange } from '../../model/change.js';
import type { EntityFields } from '../../model/client.js';
import type { LiveEntity } from '../../model/entities.js';

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
