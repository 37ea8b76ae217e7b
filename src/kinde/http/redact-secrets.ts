// The redactor replaces secrets in foreign texts. An answer or a gateway's error page may repeat a secret that it
// received. The secret may be spelled as in a URL, a form, JSON or HTML, cut off, or in one spelling inside another.

export interface Redactor {
  /** Adds a secret to redact. */
  add(secret: string): void;
  /** Returns the text with `[secret]` in place of every known secret, however it is spelled. */
  redact(text: string): string;
}

/** Returns a redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    add(secret) {
      for (const form of writeForms(secret)) secrets.add(form.replaceAll(' ', '+'));
    },
    redact: (text) => [...secrets].reduce(redactOne, text),
  };
}

/**
 * `spell` resolves all other spellings. A secret inside a longer base64 text has no fixed spelling, and no request sends
 * such a text.
 */
function writeForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), base64, bytes.toString('base64url')];
}

/** A secret may be cut off: from so many characters on, its beginning is redacted too. */
const shortestPart = 8;

/** Spellings may be nested: a form inside JSON inside HTML. */
const mostLayers = 4;

/** Whole secrets go first: of a secret in mixed spellings, one layer may show only the beginning. */
function redactOne(text: string, secret: string): string {
  if (secret === '') return text;
  return redactFrom(redactFrom(text, secret, secret.length), secret, Math.min(secret.length, shortestPart));
}

/** Redacts the secret and every beginning of it with at least `shortest` characters. */
function redactFrom(text: string, secret: string, shortest: number): string {
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
  /** The offset of each character in the original, and its end; null if the text is the original. */
  readonly offsets: readonly number[] | null;
}

const escape =
  /\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#([0-9]{1,7});|&(amp|lt|gt|quot|apos);|\\(["'\\/])/gi;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Returns the text with one more layer of escapes resolved; without an inner layer, the text itself. */
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

/** Returns the spans of the original that hold the secret, or a beginning of at least `shortest` characters. */
function findSpans({ text: written, offsets }: Spelled, secret: string, shortest: number): readonly Span[] {
  // A form spells a blank as a plus.
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
