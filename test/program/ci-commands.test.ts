// Names from YAML and Kinde that look like commands of a CI system: no line of any output is one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disarmCommands } from '../../src/render/disarm-commands.js';
import { makeFolder } from '../fake-world.js';
import { listenSandbox, runProcess } from '../run-process.js';
import { seed } from '../unit/cli/tenant.js';

/** What GitHub and Azure read as a command: the former anywhere, in its old form. */
const command = /^\s*::|##[a-z]*\[/im;

const evil = '::set-output name=x::y';
const old = '##[add-mask]x';

const config = `version: 1
organizations:
  - code: org_acme
    allowRegistrations: false
    members: [jane@acme.example, "old@acme.example"]
  - externalId: one
    name: "${evil} two"
    members: [jane@acme.example]
  - externalId: two
    name: "${old} two"
    members:
      - jane@acme.example
`;

const named = {
  ...seed,
  organizations: [
    ...seed.organizations,
    { code: 'org_evil', name: evil, members: [{ user: 'jane@acme.example' }] },
    { code: 'org_old', name: old, members: [{ user: 'jane@acme.example' }] },
  ],
};

test('no format of plan, report, pull or validate holds one', async () => {
  const { env } = await listenSandbox({ seed: named });
  const cwd = await makeFolder({
    'kinde.yaml': config,
    'wrong.yaml': `version: 1\n${evil}: 1\n"${old}": 1\norganizations:\n  - code: x\n    name: |\n      ::error::a\n    oops: 1\n    name2: |-\n      ${old}\n`,
    'acme.yaml': 'version: 1\norganizations:\n  - code: org_evil\n    name: Good\n    members: []\n',
  });
  const lines = [
    ...['text', 'json', 'markdown', 'diff'].map((format) => ['plan', '--format', format]),
    ...['html', 'csv', 'json'].map((format) => ['report', '-c', 'acme.yaml', '--format', format]),
    ['pull', '--check', '-c', 'acme.yaml'],
    ['plan', '--organization', evil],
    ['validate', '-c', 'wrong.yaml'],
    ['validate', '-c', 'wrong.yaml', '--format', 'json'],
    ['plan', '-c', `\n${evil}`],
    [`\n${evil}`],
  ];
  for (const args of lines) {
    const { stdout, stderr } = await runProcess(args, { cwd, env });
    for (const text of [stdout, stderr]) {
      expect([args, text.split('\n').filter((line) => command.test(line))]).toEqual([args, []]);
    }
    if (args.includes('json') && args[0] !== 'validate') expect(() => void JSON.parse(stdout)).not.toThrow();
  }
});

test("validate's own commands are commands, and one each", async () => {
  const cwd = await makeFolder({ 'kinde.yaml': `version: 1\n"${evil}": 1\n` });
  const { stdout } = await runProcess(['validate', '--format', 'github'], { cwd });
  expect(stdout).toMatch(/^::error file=kinde\.yaml,/);
  expect(stdout.split('\n').filter((line) => command.test(line))).toHaveLength(1);
});

test('a text without a command stays as it is', () => {
  for (const text of ['a::b\n c::d', '# # [x]', '## [x](y)', 'org::acme'])
    expect(disarmCommands(text)).toBe(text);
});

test('no text holds a command afterwards', () => {
  const part = fc.constantFrom(
    '::',
    ':',
    '##[',
    '#',
    '[',
    'vso',
    ' ',
    '\t',
    '\n',
    '\r',
    '\u00a0',
    '\u2028',
    'error',
    'a',
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = disarmCommands(parts.join(''));
      expect(command.test(text)).toBe(false);
      expect(disarmCommands(text)).toBe(text);
    }),
  );
});
