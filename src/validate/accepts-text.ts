// Tells which texts and addresses `validate` accepts, for the code that writes configuration.
import { isEmailAddress } from './address-form.js';
import { isRegistrationDomain } from './check-registration-domains.js';
import { isUnclean } from './check-texts.js';
import { findMixedScripts } from './scripts.js';

const mostCharacters = 255;

/** Returns whether `validate` accepts the text as a code, id, name or handle, or as a text with another limit. */
export function acceptsText(text: string, limit = mostCharacters): boolean {
  return text !== '' && text.length <= limit && !isUnclean(text);
}

/** Returns whether `validate` accepts the text as an email address. */
export function acceptsAddress(text: string): boolean {
  return !isUnclean(text) && isEmailAddress(text) && findMixedScripts(text) === null;
}

/** Returns whether `validate` accepts every text as a registration domain. */
export function acceptsDomains(texts: readonly string[]): boolean {
  return texts.every(
    (text) => !isUnclean(text) && isRegistrationDomain(text) && findMixedScripts(text) === null,
  );
}
