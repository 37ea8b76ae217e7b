// Which of its keys an organization's entry is found by, told from the plain value of the entry.
import { selectorKeys } from '../model/desired.js';
import type { Selector, SelectorKey } from '../model/desired.js';
import { valueOf } from './written.js';

/** Returns the strongest selector that the entry has. */
export function strongestSelector(entry: unknown): SelectorKey | undefined {
  return selectorKeys.find((key) => valueOf(entry, key) !== undefined);
}

/** Returns what the entry looks for; one without a selector would mean the default organization. */
export function readSelector(entry: unknown): Selector {
  const by = strongestSelector(entry);
  if (by === undefined || by === 'default') return { by: 'default', value: '' };
  const value = valueOf(entry, by);
  return { by, value: typeof value === 'string' ? value : '' };
}
