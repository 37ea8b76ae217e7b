// Every text for a terminal is laid out for its width: no line is longer, no word is broken, and nothing is lost.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/model/errors.js';
import { renderError } from '../../../src/render/error-text.js';
import { wrapText } from '../../../src/render/wrap-text.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxOptions, SandboxSeed } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';

const folder = 'kinde/customers-of-the-north/europe-and-asia/subsidiaries';
const file = `${folder}/the-acme-corporation.yaml`;

const configuration = `version: 1
environment:
  code: production
  signUp: { allowSelfSignUp: false, signUpToDefaultOrganization: false, allowOrganizationCreation: false }
organizations:
  - code: org_acme
    membership: exact
    members:
      - { email: jane@acme.example, roles: [billing_administrator, customer_success_manager] }
      - a.very.long.address.of.a.person.who.joined.lately@subsidiaries.acme.example
`;

const people = ['jane@acme.example', 'former.colleague.with.a.long.name@acme.example'];

const seed: SandboxSeed = {
  environment: { code: 'production', name: 'Production' },
  roles: [{ key: 'billing_administrator' }, { key: 'customer_success_manager' }],
  organizations: [
    {
      code: 'org_acme',
      name: 'The Acme Corporation and all of its Subsidiaries of the North',
      isDefault: true,
      members: people.map((user) => ({ user })),
    },
  ],
  users: people.map((email) => ({ emails: [email] })),
};

const broken = configuration
  .replace('membership: exact', 'membership: precise')
  .replace('roles: [', 'rolles: [')
  .replace(
    /- a\.very.*/,
    '- { email: "not an address at all, but a text of many words that goes on", until: soon }',
  );

interface Run {
  readonly name: string;
  /** A part of its output. */
  readonly says: string;
  readonly args: readonly string[];
  readonly text?: string;
  readonly options?: SandboxOptions;
}

const refuse: NonNullable<SandboxOptions['intercept']> = ({ method, operation }) =>
  method === 'GET' || operation === 'token'
    ? undefined
    : new Response(
        '{"errors":[{"code":"NOT_ALLOWED","message":"This is not allowed for a reason that takes many words to say."}]}',
        { status: 400, headers: { 'content-type': 'application/json' } },
      );

const runs: readonly Run[] = [
  { name: 'plan', says: 'to remove', args: ['plan'] },
  { name: 'doctor', says: 'ok', args: ['doctor'] },
  { name: 'doctor of broken files', says: 'problem', args: ['doctor'], text: broken },
  { name: 'validate', says: 'valid', args: ['validate'] },
  { name: 'validate of broken files', says: 'hint:', args: ['validate'], text: broken },
  { name: 'pull --check', says: 'would write', args: ['pull', '--check'] },
  { name: 'pull', says: 'wrote', args: ['pull'] },
  { name: 'apply', says: 'verified', args: ['apply', '--yes', '--allow-removals', 'all'] },
  {
    name: 'apply that fails',
    says: 'failed',
    args: ['apply', '--yes', '--allow-removals', 'all'],
    options: { intercept: refuse },
  },
  {
    name: 'report as text',
    says: '1 with',
    args: ['report', '--format', 'text', '--since', 'last.json', '--decisions', 'review.csv'],
  },
  {
    name: 'report to a file',
    says: 'decision-unmatched',
    args: ['report', '--format', 'csv', '--out', 'access.csv', '--decisions', 'review.csv'],
  },
  { name: 'undo', says: 'verified', args: ['undo', 'journal.jsonl', '--yes'] },
];

async function run({ args, text = configuration, options = {} }: Run, columns: number | undefined) {
  const sandbox = createSandbox({ seed, ...options });
  const cwd = await makeFolder({ [file]: text });
  const world = { sandbox, cwd };
  if (args.includes('--since')) {
    const { stdout } = await runInWorld(['report', '--format', 'json'], world);
    const earlier = stdout.replace(/"roles": \[\]/, '"roles": ["billing_administrator"]');
    await writeFile(join(cwd, 'last.json'), earlier);
  }
  const head = 'organization_code,person_id,decision,reviewer,reviewed_on';
  const lines = Array.from({ length: 30 }, (_, row) => `org_gone,kp_${row},remove,Ann,2026-01-01`);
  await writeFile(join(cwd, 'review.csv'), [head, ...lines].join('\n'));
  if (args[0] === 'undo')
    await runInWorld(['apply', '--yes', '--allow-removals', 'all', '--journal', 'journal.jsonl'], world);
  const ended = await runInWorld(args, {
    ...world,
    isTerminal: true,
    ...(columns === undefined ? {} : { columns }),
  });
  // The progress line is redrawn in place, and the diff of a file has the file's own lines.
  const shown = `${args.includes('--check') ? '' : ended.stdout}${ended.stderr.replace(/\r[^\n]*\r/g, '')}`;
  return shown.replace(/\u001b\[[\d;?]*[a-zA-Z]/g, '');
}

/** A line of one word can't be broken; the sign before it belongs to it. */
const hasSeveralWords = (line: string): boolean =>
  line
    .trim()
    .replace(/^[-+~!] /, '')
    .includes(' ');

/** A code frame cuts long lines, and the number of hidden details depends on the width, so neither counts. */
const wordsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => !/^\s*(?:>?\s*\d* \||… and )/.test(line))
    .join(' ')
    .split(/\s+/)
    .filter((word) => /[a-z]/i.test(word));

describe.each(runs)('the output of $name', (one) => {
  it.each([60, 80, 120])('fits a terminal of %i columns, and breaks no word', async (columns) => {
    const text = await run(one, columns);
    expect(text).toContain(one.says);
    const tooLong = text
      .split('\n')
      .filter((line) => line.length > columns && !line.includes('|') && hasSeveralWords(line));
    expect(tooLong).toEqual([]);
    const known = new Set(wordsOf(await run(one, undefined)));
    const strange = wordsOf(text).filter((word) => !known.has(word) && !/…|\d/.test(word));
    expect(strange).toEqual([]);
  });
});

describe('a wrapped text', () => {
  it('keeps a command on one line, so that it can be pasted', () => {
    const text = 'Then run kinde-sync pull -c access.yaml --organization org_acme to take it over.';
    expect(wrapText(text, 40)).toEqual([
      'Then run',
      'kinde-sync pull -c access.yaml --organization org_acme',
      'to take it over.',
    ]);
  });

  it('indents the lines after the first', () => {
    expect(wrapText('  one two three', 10, '    ')).toEqual(['  one two', '    three']);
  });

  it('is the same text without a width', () => {
    const error = new UsageError('invalid-option', 'One  two.', { hint: 'Three  four.' });
    expect(renderError(error, { color: false })).toBe('error invalid-option: One  two.\n  Three  four.\n');
  });
});
