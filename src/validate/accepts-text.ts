// What `validate` lets pass as a text, an address or a domain's address: for whoever writes configuration rather than reads it.
import { isEmailAddress } from './address-form.js';
import { isUnclean } from './check-texts.js';
import { findMixedScripts } from './scripts.js';

const mostCharacters = 255;

/** Returns whether a code, id, name or handle can stand in a file without a complaint. */
export function acceptsText(text: string): boolean {
  return text !== '' && text.length <= mostCharacters && !isUnclean(text);
}

/** Returns whether an address can stand in a file without a complaint. */
export function acceptsAddress(text: string): boolean {
  return !isUnclean(text) && isEmailAddress(text) && findMixedScripts(text) === null;
}
