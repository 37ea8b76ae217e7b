// Addresses of people in texts of commands that have no --mask-emails of their own. Too much is masked rather than too little.

const mask = '[address]';

/** Returns the text with each word that holds an `@` replaced, and without the names that stand behind the ids of people. */
export function maskAddresses(text) {
  const unquoted = text.replace(/"[^"@\n]*"@/g, '@');
  const words = unquoted.split(/(\s+)/).map((word) => (isAddress(word) ? mask : word));
  return words.join('').replace(/\b(kp_\w+) \(.*\)(?= is in )/g, '$1');
}

/** `*@acme.com` names a domain, and no person. */
function isAddress(word) {
  return word.includes('@') && !/^[^\w]*\*@[\w.-]+\W*$/.test(word);
}
