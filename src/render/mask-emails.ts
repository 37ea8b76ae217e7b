// Takes people out of what is shown to many: each e-mail address becomes a mark that stays the same from run to run,
// and that nobody without the key can find by trying addresses. Documents for machines are not for this.
import { createHmac } from 'node:crypto';
import { normalizeEmail } from '../model/email.js';
import type { Notice } from '../model/notice.js';
import type { Plan } from '../model/plan.js';

export interface Mask {
  /** Returns the text with every address replaced. */
  text(text: string): string;
  /** Returns a copy of the plan or report with every address, and every name of a person, replaced or left out. */
  plan<Document extends Plan>(plan: Document): Document;
}

/** Shows everything as it is. */
export const noMask: Mask = { text: (text) => text, plan: (plan) => plan };

/** Returns a mask whose marks, such as `person-3fa92c81d0`, depend on the key and the normalized address only. */
export function createMask(key: string): Mask {
  const mark = (email: string): string => {
    const digest = createHmac('sha256', key).update(normalizeEmail(email)).digest('hex');
    return `person-${digest.slice(0, 10)}`;
  };
  const text = (shown: string): string => maskText(shown, mark);
  return {
    text,
    plan: (plan) => {
      const copy = structuredClone({ ...plan, warnings: plan.warnings.map(dropFullName) });
      maskWithin(copy, { text, mark });
      return copy;
    },
  };
}

// Wide on purpose: what merely looks like an address is masked too. Colours of a terminal end it on both sides. It begins
// where a word begins: to try every letter of a word takes the square of its length.
const address = /(?<![^\s<>()[\],;:"“”\u001b])[^\s<>()[\],;:"“”\u001b]+@[^\s<>()[\],;:"“”`{}|\\/\u001b]+/gu;
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

/** An address is masked whole wherever a field says that it is one, whatever it looks like. */
function maskWithin(value: object, marking: Marking): void {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [key, inner] of entries) {
    if (key === 'firstName' || key === 'lastName') Reflect.deleteProperty(value, key);
    else if (typeof inner === 'string')
      Reflect.set(value, key, isPerson(key) ? marking.mark(inner) : marking.text(inner));
    else if (typeof inner === 'object' && inner !== null) maskWithin(inner, marking);
  }
}

/** `by` is whoever attested a setting. */
function isPerson(key: string): boolean {
  return key === 'email' || key === 'by';
}

/** Of all messages only this one gives a person's name: `kp_1 (Jane Doe) is in …`. */
function dropFullName(notice: Notice): Notice {
  if (notice.code !== 'member-without-email') return notice;
  return { ...notice, message: notice.message.replace(/^(\S+) \(.*\)(?= is in )/su, '$1') };
}
