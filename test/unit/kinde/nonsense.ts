// Answers that make no sense, by the words that describe them. Each call makes a new one.

export type Answers = Readonly<Record<string, () => Response>>;

const answer = (body: string, status = 200) => new Response(status === 204 ? null : body, { status });
/** Returns what makes an answer of JSON. */
export const json =
  (body: unknown, status = 200) =>
  () =>
    answer(JSON.stringify(body), status);
const page = '<!doctype html><html><body><h1>Bad gateway</h1></body></html>';

/** Answers that are nonsense from any operation that reads. */
export const senseless: Answers = {
  'a web page with 200': () => answer(page),
  'JSON that breaks off': () => answer('{"code":"OK","organizations":[{"code":"org_ac'),
  'an empty text': () => answer(''),
  'no content': () => answer('', 204),
  'an empty object': json({}),
  'an empty list': json([]),
  null: json(null),
  'a number': json(1),
  'plain text with 400': () => answer('Bad request', 400),
  'a list of errors': json({ errors: [{ code: 'ODD', message: 'Something odd' }] }, 400),
  'an error as an object': json({ errors: { code: 'ODD', message: 'Something odd' } }, 400),
  'a bare error': json({ code: 'ODD', message: 'Something odd' }, 422),
  'errors that are null': json({ errors: null }, 400),
  'an error that is text': json({ errors: ['odd'] }, 400),
  'a redirect': () =>
    new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } }),
  '404 as a web page': () => answer(page, 404),
  '500 for ever': json({ errors: [{ code: 'INTERNAL', message: 'Oops' }] }, 500),
  '502 as a web page, for ever': () => answer(page, 502),
};

/** Returns nonsense in place of a list: `row` is one that is right. */
export function brokenLists(field: string, row: Readonly<Record<string, unknown>>): Answers {
  return {
    'a list that is null': json({ code: 'OK', [field]: null }),
    'a list that is text': json({ code: 'OK', [field]: 'none' }),
    'a list that is an object': json({ code: 'OK', [field]: { '0': row } }),
    'a next token that is a number': json({ code: 'OK', [field]: [row], next_token: 5 }),
    'a next token that never changes': json({ code: 'OK', [field]: [row], next_token: 'again' }),
  };
}

/** Returns lists in which an entry is nonsense: `row` is one that is right, `keys` are what it can't do without. */
export function brokenRows(
  field: string,
  row: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Answers {
  const list = (...rows: readonly unknown[]) => json({ code: 'OK', [field]: rows });
  const rows = keys.flatMap((key): (readonly [string, () => Response])[] => {
    const rest = Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));
    return [
      [`an entry without ${key}`, list(row, rest)],
      [`an entry whose ${key} is null`, list({ ...row, [key]: null })],
      [`an entry whose ${key} is a number`, list({ ...row, [key]: 7 })],
      [`an entry whose ${key} is an object`, list({ ...row, [key]: { id: 'x' } })],
    ];
  });
  return {
    'an entry that is null': list(row, null),
    'an entry that is text': list(row, 'org_acme'),
    ...Object.fromEntries(rows),
  };
}

/** Successes that say nothing, or something else than was asked. */
export const hollow: Answers = {
  'a web page': () => answer(page),
  'JSON that breaks off': () => answer('{"code":"OK","us'),
  'an empty text': () => answer(''),
  'no content': () => answer('', 204),
  'an empty object': json({}),
  'an empty list': json([]),
  null: json(null),
  'lists that are null': json({ code: 'OK', users_added: null, users_updated: null, users_removed: null }),
  'lists that are text': json({ code: 'OK', users_added: 'all', users_updated: 'all', users_removed: 'all' }),
  'ids that are null': json({ id: null, organization: { code: null } }),
  'other people': json({ users_added: ['kp_x'], users_updated: ['kp_x'], users_removed: ['kp_x'] }),
  'a person of another id': json({ created: true, id: '', organization: { code: '' } }),
};
