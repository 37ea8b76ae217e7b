// The items that a field with a list gains or loses: the permissions of a role, the domains of an organization.
import type { FieldChange, FieldValue } from '../model/change.js';

type Step = Pick<FieldChange, 'before' | 'after'>;

/** Returns the items that a list loses; empty for a text. */
export function lostOf({ before, after }: Step): readonly string[] {
  return withoutItems(before, after);
}

/** Returns the items that a list gains; empty for a text. */
export function gainedOf({ before, after }: Step): readonly string[] {
  return withoutItems(after, before);
}

function withoutItems(list: FieldValue, others: FieldValue): readonly string[] {
  return itemsOf(list).filter((item) => !itemsOf(others).includes(item));
}

/** Returns the items of a list; empty for a text. */
export function itemsOf(value: FieldValue | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}
