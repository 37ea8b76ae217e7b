// Lists of addresses with which nothing can be wrong. Nearly all lists are like this, and may be long: rules look at single
// entries only of the others.
import { isCommonAddress } from './address-form.js';

/** Returns whether a value is a list of common addresses of which none stands there twice. */
export function isPlainList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isCommonText) && new Set(value).size === value.length;
}

function isCommonText(value: unknown): boolean {
  return typeof value === 'string' && isCommonAddress(value);
}
