import { expect, it } from 'vitest';
import { createRedactor } from '../../../../src/kinde/http/redact-secrets.js';

const secret = 'Zx9/q+R~4_t=u v"w';

function spellAs(write: (code: number) => string): string {
  return Array.from(secret, (character) => write(character.charCodeAt(0))).join('');
}

const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0');

it.each([
  ['as it is', secret],
  ['in JSON', JSON.stringify(secret).slice(1, -1)],
  ['in JSON with every character escaped', spellAs((code) => `\\u${hex(code, 4).toUpperCase()}`)],
  ['in JSON with a solidus escaped', secret.replace('/', '\\/').replaceAll('"', '\\"')],
  ['in an address', encodeURIComponent(secret)],
  ['in an address with every character escaped', spellAs((code) => `%${hex(code, 2)}`)],
  ['in an address within an address', encodeURIComponent(encodeURIComponent(secret))],
  ['in a form within JSON', JSON.stringify(new URLSearchParams({ a: secret }).toString()).slice(3, -1)],
  ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)],
  ['on a page', spellAs((code) => `&#${code};`)],
  ['on a page in hexadecimal', spellAs((code) => `&#x${hex(code, 2)};`)],
  ['on a page with names', secret.replaceAll('"', '&quot;')],
  ['in JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
  ['in base64', Buffer.from(secret).toString('base64')],
])('redacts a secret %s', (_, spelled) => {
  const redactor = createRedactor();
  redactor.add(secret);
  expect(redactor.redact(`before ${spelled}after`)).toMatch(/^before \[secret\]=*after$/);
  expect(redactor.redact(`${spelled} and ${spelled}`)).not.toContain(spelled);
});

it('redacts the beginning of a secret that was cut off', () => {
  const redactor = createRedactor();
  redactor.add('eyJhbGciOiJSUzI1NiJ9.payload.signature');
  expect(redactor.redact('token "eyJhbGciOiJSUzI1…" is bad')).toBe('token "[secret]…" is bad');
});

it('leaves texts without the secret as they are', () => {
  const redactor = createRedactor();
  redactor.add(secret);
  const text = 'a%20b \\u0041 &amp; "q" +1 [ü] 100% \\';
  expect(redactor.redact(text)).toBe(text);
});

it('redacts a secret as it is, in an address, in a form and in JSON', () => {
  const redactor = createRedactor();
  const secret = 'a"b c&d';
  redactor.add(secret);
  const forms = [secret, encodeURIComponent(secret), 'a%22b+c%26d', JSON.stringify({ secret })];
  for (const form of forms) expect(redactor.redact(`x ${form} y`)).not.toMatch(/a\\?("|%22)b/);
  expect(redactor.redact('nothing here')).toBe('nothing here');
});
