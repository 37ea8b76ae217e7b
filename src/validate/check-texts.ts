// Rules for every text but values of free text, such as feature flags: no invisible characters, no white space at either end.
import { kinds } from '../kinds/registry.js';
import type { Code } from '../model/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { emojiSequences, invisibleCharacters } from '../model/text/invisible-characters.js';
import type { SourceDocument } from '../model/source-document.js';
import {
  asText,
  diagnoseAt,
  diagnoseAtKey,
  diagnoseWithin,
  entriesOf,
  fieldOf,
  fieldsOf,
  rootOf,
} from './written-value.js';
import type { Written, WrittenText } from './written-value.js';

const plain = /^[!-~](?:[ -~]*[!-~])?$/;

/** Returns whether the text has an invisible character, or white space at an end. */
export function isUnclean(text: string): boolean {
  return !plain.test(text) && (findInvisible(text) !== null || text.trim() !== text);
}

function findInvisible(text: string): RegExpMatchArray | null {
  const withoutEmoji = text.replace(emojiSequences, (sequence) => 'x'.repeat(sequence.length));
  const [first] = withoutEmoji.matchAll(invisibleCharacters);
  return first ?? null;
}

/** Returns the diagnostics of the texts in one document. */
export function diagnoseTexts(document: SourceDocument): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const root = rootOf(document);
  for (const [key, part] of fieldsOf(root)) {
    if (key !== 'environment' && key !== 'organizations') checkBelow(part, diagnostics);
  }
  checkFields(fieldOf(root, 'environment'), listFreeText('environment'), diagnostics);
  const free = listFreeText('organization');
  for (const entry of entriesOf(fieldOf(root, 'organizations'))) checkFields(entry, free, diagnostics);
  return diagnostics;
}

/** Returns the sections whose values may be any text. */
function listFreeText(parent: 'environment' | 'organization'): ReadonlySet<string> {
  return new Set(
    kinds.flatMap(({ values }) => (values?.parent === parent && values.isFreeText ? [values.section] : [])),
  );
}

/** Checks the fields of an entry, and in its sections of free text only the keys. */
function checkFields(entry: Written | null, free: ReadonlySet<string>, diagnostics: Diagnostic[]): void {
  for (const [key, field] of fieldsOf(entry)) {
    if (!free.has(key)) {
      checkKey(key, field, diagnostics);
      checkBelow(field, diagnostics);
    } else for (const [name, value] of fieldsOf(field)) checkKey(name, value, diagnostics);
  }
}

function checkBelow(written: Written, diagnostics: Diagnostic[]): void {
  const { value } = written;
  if (typeof value === 'string') {
    if (isUnclean(value)) checkText(asText(written), diagnostics);
    return;
  }
  // A fast path: most lists hold only clean texts, and may be long.
  if (Array.isArray(value) && value.every(isCleanText)) return;
  for (const entry of entriesOf(written)) checkBelow(entry, diagnostics);
  for (const [key, field] of fieldsOf(written)) {
    checkKey(key, field, diagnostics);
    checkBelow(field, diagnostics);
  }
}

function isCleanText(value: unknown): boolean {
  return typeof value === 'string' && !isUnclean(value);
}

function checkText(text: WrittenText | null, diagnostics: Diagnostic[]): void {
  if (text === null) return;
  const found = findInvisible(text.value);
  if (found !== null) {
    diagnostics.push(diagnoseWithin(text, found.index ?? 0, describeInvisible(found[0])));
  } else {
    const hint = 'Remove the space at its beginning or end.';
    diagnostics.push(
      diagnoseAt(text, { code: 'stray-space', message: 'This text begins or ends with white space.', hint }),
    );
  }
}

function checkKey(key: string, field: Written, diagnostics: Diagnostic[]): void {
  const found = plain.test(key) ? null : findInvisible(key);
  if (found !== null) diagnostics.push(diagnoseAtKey(field, key, describeInvisible(found[0])));
}

function describeInvisible(character: string): { code: Code; message: string; hint: string } {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    code: 'invisible-character',
    message: `This text holds the character U+${number}, which can't be seen.`,
    hint: 'Retype the text; such characters make different texts look the same.',
  };
}
