// Chooses the selector of an organization's entry: the key by which it is found in Kinde.
import { selectorKeys } from '../model/desired.js';
import type { Selector, SelectorKey } from '../model/desired.js';
import { valueOf } from './written-value.js';

/** Returns the strongest selector key of the entry, or undefined if it has none. */
export function strongestSelector(entry: unknown): SelectorKey | undefined {
  return selectorKeys.find((key) => {
    const value = valueOf(entry, key);
    // `handle: null` is a desired value, by which no organization is found.
    return value !== undefined && !(key === 'handle' && value === null);
  });
}

/** Returns the selector of an entry with its value. The rules have refused an entry without one. */
export function readSelector(entry: unknown): Selector {
  const by = strongestSelector(entry);
  if (by === undefined || by === 'default') return { by: 'default', value: '' };
  const value = valueOf(entry, by);
  return { by, value: typeof value === 'string' ? value : '' };
}
