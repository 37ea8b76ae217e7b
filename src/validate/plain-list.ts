// Lists of addresses with which nothing can be wrong. Nearly all lists are like this, and may be long: the checks ask here
// first, and look at single entries only of the others.
import { remember } from '../model/remember.js';
import { isCommonAddress } from './address-form.js';

/** Returns whether a value is a list of common addresses of which none stands there twice. */
export function isPlainList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && isPlain(value);
}

const isPlain = remember(
  (list: readonly unknown[]) => list.every(isCommonText) && new Set(list).size === list.length,
);

function isCommonText(value: unknown): boolean {
  return typeof value === 'string' && isCommonAddress(value);
}
