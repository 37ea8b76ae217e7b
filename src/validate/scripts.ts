// Finds the scripts in the labels of an address, and tells mixes that occur in ordinary writing from suspicious ones.
import { domainToUnicode } from 'node:url';
import { normalizeDomain } from '../model/email.js';

const scripts: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['Han', /\p{Script=Han}/u],
  ['Hiragana', /\p{Script=Hiragana}/u],
  ['Katakana', /\p{Script=Katakana}/u],
  ['Bopomofo', /\p{Script=Bopomofo}/u],
  ['Hangul', /\p{Script=Hangul}/u],
];

// Japanese, Chinese and Korean mix several scripts with Latin letters (UTS 39, "highly restrictive").
const honestMixes: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
];

const plain = /^[ -~]*$/;

/** Returns whether every character is plain ASCII and no domain label is punycode. */
export function isPlainAscii(text: string): boolean {
  return plain.test(text) && !text.toLowerCase().includes('xn--');
}

/** Returns the address or domain as people read it, with punycode labels decoded. */
export function readableForm(text: string): string {
  const at = text.lastIndexOf('@');
  const domain = normalizeDomain(text.slice(at + 1));
  return (
    text
      .slice(0, at + 1)
      .normalize('NFC')
      .toLowerCase() + (domainToUnicode(domain) || domain)
  );
}

/** Returns the scripts of the first label with a suspicious mix, or null if there is none. */
export function findMixedScripts(text: string): readonly string[] | null {
  if (isPlainAscii(text)) return null;
  const readable = readableForm(text);
  const at = readable.lastIndexOf('@');
  const labels = [...(at < 0 ? [] : [readable.slice(0, at)]), ...readable.slice(at + 1).split('.')];
  return labels.map(listScripts).find((mix) => !isHonest(mix)) ?? null;
}

function listScripts(label: string): readonly string[] {
  const plain = Array.from(label)
    .filter((letter) => !isStyled(letter))
    .join('');
  const known = scripts.filter(([, pattern]) => pattern.test(plain)).map(([name]) => name);
  return [
    ...known,
    ...(plain === label ? [] : ['full-width or styled Latin']),
    ...(hasOtherLetters(plain) ? ['others'] : []),
  ];
}

/** Full-width and mathematical letters: NFKC normalizes them to Latin letters. */
function isStyled(letter: string): boolean {
  return /\p{L}/u.test(letter) && !/[a-z]/i.test(letter) && /^[a-z]+$/i.test(letter.normalize('NFKC'));
}

function hasOtherLetters(label: string): boolean {
  const letters = label.match(/(?!\p{Script=Common})\p{L}/gu) ?? [];
  return letters.some((letter) => !scripts.some(([, pattern]) => pattern.test(letter)));
}

function isHonest(mix: readonly string[]): boolean {
  return mix.length < 2 || honestMixes.some((honest) => mix.every((script) => honest.has(script)));
}
