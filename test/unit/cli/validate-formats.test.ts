// `validate --format json|github|sarif`: machine formats go to stdout alone and keep the exit statuses, and no name or text
// breaks them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { DiagnosticsReport } from '../../../src/model/results/diagnostics-report.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import { asItIs, seed } from './tenant.js';

const formats = ['json', 'github', 'sarif'] as const;

/** An error with an end, one without, and a warning. */
const wrong = `version: 1
groups: { unused: [jane@acme.example] }
organizations:
  - code: org_acme
    membershp: exact
    members: [nobody]
`;

const warned = `version: 1\ngroups: { unused: [jane@acme.example] }\n`;

interface Run {
  readonly format: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly below?: string;
}

async function validate({ format, files, args = [], env = {}, below = '' }: Run) {
  const sandbox = createSandbox({ seed });
  const folder = await makeFolder(files);
  const workspace = env['GITHUB_WORKSPACE'] === undefined ? {} : { GITHUB_WORKSPACE: folder };
  const ended = await runInWorld(['validate', '--format', format, ...args], {
    sandbox,
    cwd: join(folder, below),
    env: { ...env, ...workspace },
  });
  expect(sandbox.requests()).toEqual([]);
  return ended;
}

test.each(formats)(
  '%s stands on stdout, and a mistake is exit status 1 and told on stderr',
  async (format) => {
    const { status, stdout, stderr } = await validate({ format, files: { 'kinde.yaml': wrong } });
    expect(status).toBe(1);
    expect(stderr.split('\n')).toEqual([
      expect.stringContaining('error unknown-key '),
      expect.stringContaining('error invalid-email '),
      '',
    ]);
    for (const code of ['unknown-key', 'invalid-email', 'unused-group']) expect(stdout).toContain(code);
  },
);

test.each(formats)('%s tells warnings and exits with 0, also with -q', async (format) => {
  for (const args of [[], ['-q']]) {
    const { status, stdout, stderr } = await validate({ format, files: { 'kinde.yaml': warned }, args });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('unused-group');
  }
});

test.each(formats)('%s of what is not there at all is exit status 1', async (format) => {
  const { status, stdout, stderr } = await validate({ format, files: {} });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error no-configuration .*\n$/);
  expect(stdout).toContain('no-configuration');
});

test.each(formats)('an option that cannot be used is text on stderr, also with %s', async (format) => {
  const args = ['--env-file', 'gone.env'];
  const ended = await validate({ format, files: { 'kinde.yaml': asItIs }, args });
  expect({ status: ended.status, stdout: ended.stdout, code: errorCodeIn(ended) }).toEqual({
    status: 1,
    stdout: '',
    code: 'no-env-file',
  });
});

test('an unknown format is refused', async () => {
  const { status, stdout } = await validate({ format: 'xml', files: { 'kinde.yaml': asItIs } });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('json is what its schema says, for valid and invalid configurations', async () => {
  const schema = JSON.parse(await readFile('schemas/diagnostics.schema.json', 'utf8')) as object;
  const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  for (const files of [
    {},
    { 'kinde.yaml': wrong },
    { 'kinde.yaml': warned },
    { 'kinde.yaml': asItIs },
    { 'kinde.yaml': '[' },
  ]) {
    const { stdout } = await validate({ format: 'json', files });
    const report: unknown = JSON.parse(stdout);
    expect({ isValid: check(report), errors: check.errors }).toEqual({ isValid: true, errors: null });
    expect(check({ ...(report as object), more: 1 })).toBe(false);
  }
});

test('json tells what is there and where each mistake stands', async () => {
  const limited = asItIs.replace('allowRegistrations: true', '$&\n    registrationDomains: []');
  const good = await validate({ format: 'json', files: { 'kinde.yaml': limited } });
  expect(JSON.parse(good.stdout)).toEqual({
    formatVersion: '1',
    valid: true,
    summary: { errors: 0, warnings: 0, files: 1, organizations: 1, memberships: 1 },
    diagnostics: [],
  });
  const bad = await validate({ format: 'json', files: { 'kinde.yaml': wrong } });
  const report = JSON.parse(bad.stdout) as DiagnosticsReport;
  expect(report.valid).toBe(false);
  expect(report.summary).toEqual({
    errors: 2,
    warnings: 1,
    files: 1,
    organizations: null,
    memberships: null,
  });
  expect(report.diagnostics.map(({ code, place }) => [code, place?.line, place?.column])).toEqual([
    ['unused-group', 2, 11],
    ['unknown-key', 5, 5],
    ['invalid-email', 6, 15],
  ]);
});

test('github writes one command for each, errors and warnings, at line and column', async () => {
  const { stdout } = await validate({ format: 'github', files: { 'kinde.yaml': wrong } });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.slice(0, line.indexOf('::', 2)))).toEqual([
    '::warning file=kinde.yaml,line=2,col=11,endColumn=17,title=unused-group',
    '::error file=kinde.yaml,line=5,col=5,endColumn=14,title=unknown-key',
    '::error file=kinde.yaml,line=6,col=15,endColumn=21,title=invalid-email',
  ]);
});

test.each(['github', 'sarif'])(
  '%s names files from the root of the repository that GitHub checked out',
  async (format) => {
    const run = { format, files: { 'team/kinde.yaml': wrong }, below: 'team' };
    expect((await validate(run)).stdout).not.toContain('team/kinde.yaml');
    expect((await validate({ ...run, env: { GITHUB_WORKSPACE: 'here' } })).stdout).toContain(
      'team/kinde.yaml',
    );
  },
);

test('plan and apply keep mistakes as text on stderr', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': wrong });
  for (const command of [['plan'], ['apply', '--yes']]) {
    const sandbox = createSandbox({ seed });
    const { status, stdout, stderr } = await runInWorld([...command, '--format', 'json'], { sandbox, cwd });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('invalid-email');
  }
});

const hostile = 'a,line=9::%0A\n::error::b\u001b[2J\u202e';

test('file names and texts of others cannot break out of a github command', async () => {
  const files = { [`${hostile}.yaml`]: `version: 1\n"k,x=1::%25\\n::warning::y\\e[2J\\u202E": 1\n` };
  const { stdout } = await validate({ format: 'github', files, args: ['-c', '.'] });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  expect(stdout).toMatch(/^::error file=[^:,]*,line=2,col=1,endColumn=\d+,title=unknown-key::[^\n]*\n$/);
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test('file names and texts of others make no control character, link or foreign address in sarif and json', async () => {
  const files = {
    [`sub/${hostile} [x](javascript:1).yaml`]: `version: 1\n"[x](https://evil.example)\\e": 1\n`,
  };
  for (const format of ['json', 'sarif']) {
    const { stdout } = await validate({ format, files, args: ['-c', '.'] });
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
  const { stdout } = await validate({ format: 'sarif', files, args: ['-c', '.'] });
  expect(stdout).not.toContain('](https');
  expect(stdout).toMatch(/"uri": "sub\/[A-Za-z0-9%._()-]+"/);
});
