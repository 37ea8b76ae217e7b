// Reads addresses as the eye does: full-width, mathematical and foreign letters that look Latin become Latin. The table covers only
// lower-case addresses; the offline rule `look-alike` in `validate` uses a larger one.
import { domainToUnicode } from 'node:url';

const lookAlikes: Readonly<Record<string, string>> = {
  a: 'аαɑ',
  b: 'вьβ',
  c: 'сϲᴄⲥ',
  d: 'ԁ',
  e: 'еεҽ',
  f: 'ք',
  g: 'ɡց',
  h: 'һнհ',
  i: 'іιıɩ',
  j: 'јϳ',
  k: 'кκ',
  l: 'ǀӏ',
  m: 'м',
  n: 'пηոռ',
  o: 'оοσօᴏ',
  p: 'рρ',
  q: 'ԛգ',
  r: 'гᴦꭇ',
  s: 'ѕꜱ',
  t: 'тτ',
  u: 'υսʋᴜ',
  v: 'νѵᴠ',
  w: 'ѡԝωᴡ',
  x: 'хχ',
  y: 'уγүʏ',
  z: 'ᴢ',
};

const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries(lookAlikes).flatMap(([latin, letters]) =>
    Array.from(letters).map((letter) => [letter, latin]),
  ),
);

const foreign = /[^\u0021-\u007e]|(?:^|[@.])xn--/;

/** Returns whether a normalized address has non-ASCII characters or a punycode label. */
export function isForeign(email: string): boolean {
  return foreign.test(email);
}

/** Returns a normalized address with each letter that looks Latin replaced by the Latin one. Equal results look the same. */
export function readAsLatin(email: string): string {
  if (!isForeign(email)) return email;
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const readable = `${email.slice(0, at + 1)}${domainToUnicode(domain) || domain}`;
  return replaceLookAlikes(readable.normalize('NFKD').toLowerCase());
}

/** Returns a lower-case text with each letter that looks Latin replaced by the Latin one. */
export function replaceLookAlikes(text: string): string {
  return Array.from(text, (letter) => latinOf.get(letter) ?? letter).join('');
}
