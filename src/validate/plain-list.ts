// Lists of addresses with which nothing can be wrong. Nearly all lists are like this, and may be long: the checks ask here
// first, and look at single entries only of the others.
import { isCommonAddress } from './address-form.js';

const known = new WeakMap<readonly unknown[], boolean>();

/** Returns whether a value is a list of common addresses of which none stands there twice. Looks at each list once. */
export function isPlainList(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  const list: readonly unknown[] = value;
  let isPlain = known.get(list);
  if (isPlain === undefined) {
    isPlain = list.every(isCommonText) && new Set(list).size === list.length;
    known.set(list, isPlain);
  }
  return isPlain;
}

function isCommonText(value: unknown): boolean {
  return typeof value === 'string' && isCommonAddress(value);
}
