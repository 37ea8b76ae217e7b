// Masks people in texts with many readers: each email address becomes a mark that is the same in every run. The mark is
// an HMAC, so that trying addresses finds no person without the key. JSON for scripts is not masked.
import { createHmac } from 'node:crypto';
import { normalizeEmail } from '../model/email.js';
import type { Change } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Notice } from '../model/notice.js';
import type { Plan } from '../model/plan.js';

export interface Mask {
  /** Returns the text with every address replaced. */
  text(text: string): string;
  /** Returns a copy of the plan or report with every address, and every name of a person, replaced or left out. */
  plan<Document extends Plan>(plan: Document): Document;
  /** Returns a copy of the notice without the name of a person; its message still needs `text`. */
  notice(notice: Notice): Notice;
  /** Returns a copy of the diagnostic with every address in its texts replaced. */
  diagnostic(diagnostic: Diagnostic): Diagnostic;
}

/** The mask that changes nothing. */
export const noMask: Mask = {
  text: (text) => text,
  plan: (plan) => plan,
  notice: (notice) => notice,
  diagnostic: (diagnostic) => diagnostic,
};

/** Returns a mask whose marks, such as `person-3fa92c81d0`, depend on the key and the normalized address only. */
export function createMask(key: string): Mask {
  const mark = (email: string): string => {
    const digest = createHmac('sha256', key).update(normalizeEmail(email)).digest('hex');
    return `person-${digest.slice(0, 10)}`;
  };
  const text = (shown: string): string => maskText(shown, mark);
  return {
    text,
    notice: dropFullName,
    diagnostic: ({ hint, about, ...rest }) => ({
      ...rest,
      ...(about === undefined ? {} : { about: text(about) }),
      message: text(rest.message),
      ...(hint === undefined ? {} : { hint: text(hint) }),
    }),
    plan: (plan) => {
      const changes = plan.changes.map(dropReason);
      const copy = structuredClone({ ...plan, changes, warnings: plan.warnings.map(dropFullName) });
      maskWithin(copy, { text, mark });
      return copy;
    },
  };
}

// The pattern is wide on purpose: it also masks texts that only look like an address. Colour codes end an address. A match
// begins at the start of a word, since a match at every letter would take quadratic time.
// Where a bracket or a quote stands right before the `@`, it belongs to the address, and so does the rest of the word.
// An address without its domain is a mistake that names a person, too.
const address =
  /(?<![^\s<>()[\],;:"“”\u001b])[^\s<>()[\],;:"“”\u001b]+@[^\s<>()[\],;:"“”`{}|\\/\u001b]*|(?<!\S)(?:"[^"@\n]*"|\S*[<>()[\],;:"“”])@[^\s<>()[\],;:"“”`{}|\\/\u001b]+/gu;
const colors = /(\u001b\[[0-9;]*m)/u;

function maskText(shown: string, mark: (email: string) => string): string {
  if (!shown.includes('@')) return shown;
  return shown
    .split(colors)
    .map((part) =>
      part.startsWith('\u001b') ? part : part.replace(address, (found) => markFound(found, mark)),
    )
    .join('');
}

/** `*@acme.com` names a domain, not a person; a full stop after an address ends the sentence. */
function markFound(found: string, mark: (email: string) => string): string {
  if (found.startsWith('*@')) return found;
  let end = found.length;
  while (end > 0 && ".!?'’".includes(found.charAt(end - 1))) end -= 1;
  return `${mark(found.slice(0, end))}${found.slice(end)}`;
}

interface Marking {
  readonly text: (text: string) => string;
  readonly mark: (email: string) => string;
}

/** The fields that hold a person's name. */
const names: ReadonlySet<string> = new Set(['firstName', 'lastName', 'fullName']);

/** Masks the whole value of a field that holds an address, whatever its form. */
function maskWithin(value: object, marking: Marking): void {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [key, inner] of entries) {
    if (names.has(key)) Reflect.deleteProperty(value, key);
    else if (typeof inner === 'string')
      Reflect.set(value, key, isPerson(key) ? marking.mark(inner) : marking.text(inner));
    else if (typeof inner === 'object' && inner !== null) maskWithin(inner, marking);
  }
}

/** `by` is the person who attested a setting. */
function isPerson(key: string): boolean {
  return key === 'email' || key === 'by';
}

/** A reason is free text, and may name people. */
function dropReason<Own extends Change>(change: Own): Own {
  if (change.action !== 'add' && change.action !== 'invite') return change;
  const { reason, ...rest } = change;
  return rest as Own;
}

/** Only the messages of this code contain a person's name: `kp_1 (Jane Doe) is in …`. */
function dropFullName(notice: Notice): Notice {
  if (notice.code !== 'member-without-email') return notice;
  return { ...notice, message: notice.message.replace(/^(\S+) \(.*\)(?= is in )/su, '$1') };
}
