// Escapes untrusted text for the Markdown of GitHub and GitLab. Ordinary words stay as they are; all else becomes code
// spans, the one place where markup, links, mentions and issue references do not work.
import { toSafeText } from '../safe-text.js';

const longestName = 120;
const longestProse = 900;
/** The longest address has 320 characters, and what tells a hostile one from another may stand at its end. */
const longestCode = 320;
/** A detail that a reviewer approves is longer than prose: the permissions of a role, or the domains that may register. */
const longestDetail = 10_000;

const cutNote = ' … (this line is cut, and `kinde-sync plan` shows the whole)';

/** Returns a name on one line: its ordinary words as text, the rest as code. Long names are cut. */
export function toMarkdownName(name: string): string {
  return nameOrNone(escapeWords(shorten(name, longestName)));
}

/** Returns the key of a role, permission or setting like a name, but whole. */
export function toMarkdownKey(key: string): string {
  return nameOrNone(escapeWords(shorten(key, longestCode)));
}

function nameOrNone(shown: string): string {
  return shown === '' ? '(no name)' : shown;
}

/** Returns a sentence that may quote names, escaped like a name. One that is cut says so. */
export function toMarkdownProse(message: string): string {
  return escapeProse(message, longestProse);
}

/** Returns the words for a change like a sentence, and cuts them much later. */
export function toMarkdownDetail(detail: string): string {
  return escapeProse(detail, longestDetail);
}

function escapeProse(text: string, longest: number): string {
  if (text.length <= longest) return escapeWords(text);
  const kept = Array.from(text).slice(0, longest).join('');
  return `${escapeWords(kept.replace(/ [^ ]*$/, ''))}${cutNote}`;
}

/** Returns the whole text as code, for addresses, identifiers and places. */
export function toMarkdownCode(text: string): string {
  return isolate(fence(toSafeText(shorten(text, longestCode))));
}

/** A bracketed phrase of a message, such as `{ id: kp_1 }`, a command, or a word, with the punctuation around it. */
const words =
  /\{ [^{}]* \}|\(?kinde-sync (?:apply|attest|doctor|init|plan|pull|report|undo|validate)(?: --?[a-z][\w-]*(?: (?!-)[\w.:/=@-]+)?)*(?![\w'’-])[).,;:]*|[^ ]+/g;
const punctuated = /^(["'(]*)(.*?)([)"']*[.,:;?!]*[)"']*)$/su;
/** Letters, with marks, hyphens and apostrophes inside: no flavour of Markdown gives them a meaning. */
const ordinary = /^[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*$/u;
const number = /^\d{1,6}%?$/;
/** GitHub links seven or more letters from a to f as the hash of a commit. */
const hash = /^[a-f]{7,}$/i;
/** A map, since a name may be that of a property that every object has. */
const signs: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['->', '→'],
  ['-', '–'],
]);

function escapeWords(text: string): string {
  const parts: string[] = [];
  let code: string[] = [];
  const flush = (): void => {
    if (code.length > 0) parts.push(isolate(fence(code.join(' '))));
    code = [];
  };
  for (const [word] of toSafeText(text).matchAll(words)) {
    const plain = signs.get(word) ?? null;
    const [, before = '', core = '', after = ''] = punctuated.exec(word) ?? [];
    if (plain === null && !isOrdinary(core) && before === '' && after === '') {
      code.push(word);
      continue;
    }
    flush();
    parts.push(plain ?? escapePunctuated(before, core, after));
  }
  flush();
  return parts.join(' ');
}

function escapePunctuated(before: string, core: string, after: string): string {
  const middle = core === '' ? '' : isOrdinary(core) ? isolate(core) : isolate(fence(core));
  return core === '' ? fence(`${before}${after}`) : `${before}${middle}${after}`;
}

function isOrdinary(word: string): boolean {
  return number.test(word) || (ordinary.test(word) && !hash.test(word));
}

/**
 * Returns the text as a code span. The fence is longer than any run of backticks inside; spaces separate it from backticks
 * at the ends. An empty text can't be a code span: two backticks in a row would open a later one.
 */
function fence(text: string): string {
  if (text === '') return '(empty)';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Right-to-left letters would reorder the words and numbers beside them. */
function isolate(markdown: string): string {
  return rightToLeft.test(markdown) ? `<span dir="auto">${markdown}</span>` : markdown;
}

function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${Array.from(text)
    .slice(0, longest - 1)
    .join('')}…`;
}
