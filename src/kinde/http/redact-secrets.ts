// Takes secrets out of texts that come from outside: an answer, or a gateway's error page, may repeat what was
// sent to it, in the spelling of an address, a form, JSON or a page, cut off, or in one spelling within another.

export interface SecretKeeper {
  /** Remembers a secret. */
  keep(secret: string): void;
  /** Returns the text with every kept secret replaced, however it is written. */
  hide(text: string): string;
}

/** Returns a keeper that knows no secret yet. */
export function createSecretKeeper(): SecretKeeper {
  const secrets = new Set<string>();
  return {
    keep(secret) {
      for (const form of writeForms(secret)) secrets.add(form.replaceAll(' ', '+'));
    },
    hide: (text) => [...secrets].reduce(hideOne, text),
  };
}

/** Other spellings are resolved; within a longer text in base64 it would be spelled otherwise, and nothing here sends one. */
function writeForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), base64, bytes.toString('base64url')];
}

/** What was cut off still tells so much of a secret: so many characters of it are never shown. */
const shortestPart = 8;

/** Spellings may stand within each other: a form within JSON within a page. */
const mostLayers = 4;

/** Whole secrets first: of one that is spelled in two ways only the beginning may be found at a time. */
function hideOne(text: string, secret: string): string {
  if (secret === '') return text;
  return hideFrom(hideFrom(text, secret, secret.length), secret, Math.min(secret.length, shortestPart));
}

/** Hides the secret, and every beginning of it that is at least so long. */
function hideFrom(text: string, secret: string, shortest: number): string {
  let shown = text;
  let spelled = spell(shown, null);
  for (let layer = 0; layer <= mostLayers; layer += 1) {
    const spans = findSpans(spelled, secret, shortest);
    if (spans.length > 0) {
      shown = cutOut(shown, spans);
      spelled = spell(shown, null);
      continue;
    }
    const next = spell(spelled.text, spelled);
    if (next.text === spelled.text) break;
    spelled = next;
  }
  return shown;
}

interface Spelled {
  readonly text: string;
  /** Where each character begins in the original; one more than characters. Null where that is as it is. */
  readonly offsets: readonly number[] | null;
}

const escape =
  /\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#([0-9]{1,7});|&(amp|lt|gt|quot|apos);|\\(["'\\/])/gi;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Returns the text with one layer of escapes resolved; null as `inner` begins with the text as it is. */
function spell(text: string, inner: Spelled | null): Spelled {
  if (inner === null) return { text, offsets: null };
  const at = (index: number): number => inner.offsets?.[index] ?? index;
  const offsets: number[] = [];
  let result = '';
  let end = 0;
  const copy = (to: number): void => {
    for (let index = end; index < to; index += 1) offsets.push(at(index));
    result += text.slice(end, to);
  };
  for (const match of text.matchAll(escape)) {
    const character = resolveEscape(match);
    if (character === null) continue;
    copy(match.index);
    for (let unit = 0; unit < character.length; unit += 1) offsets.push(at(match.index));
    result += character;
    end = match.index + match[0].length;
  }
  copy(text.length);
  offsets.push(at(text.length));
  return { text: result, offsets };
}

function resolveEscape(match: RegExpExecArray): string | null {
  const [, unit, byte, percent, hexadecimal, decimal, entity, plain] = match;
  if (plain !== undefined) return plain;
  if (entity !== undefined) return entities[entity.toLowerCase()] ?? null;
  const hex = unit ?? byte ?? percent ?? hexadecimal;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0x10ffff ? null : String.fromCodePoint(code);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Returns where the secret, or so much of its beginning, stands in the original. */
function findSpans({ text: written, offsets }: Spelled, secret: string, shortest: number): readonly Span[] {
  // In a form a blank is a plus.
  const text = written.replaceAll(' ', '+');
  const head = secret.slice(0, shortest);
  const spans: Span[] = [];
  for (let from = text.indexOf(head); from >= 0;) {
    let length = head.length;
    while (length < secret.length && text[from + length] === secret[length]) length += 1;
    const end = from + length;
    spans.push({ start: offsets?.[from] ?? from, end: offsets?.[end] ?? end });
    from = text.indexOf(head, end);
  }
  return spans;
}

function cutOut(text: string, spans: readonly Span[]): string {
  let result = '';
  let end = 0;
  for (const span of spans) {
    result += `${text.slice(end, span.start)}[secret]`;
    end = span.end;
  }
  return result + text.slice(end);
}
