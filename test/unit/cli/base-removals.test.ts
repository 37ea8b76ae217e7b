// `plan --base`: a removal says where its person was listed before, which commit took them out, and where they stay.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { RemoveMember } from '../../../src/model/change.js';
import type { Plan } from '../../../src/model/plan.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { runInWorld } from '../../fake-world.js';
import { makeRepository } from './git/make-repository.js';

const codes = ['org_a', 'org_b', 'org_c', 'org_d', 'org_e'];
const seed = {
  organizations: codes.map((code, index) => ({
    code,
    name: `Acme ${index}`,
    members: [
      { user: 'jane@acme.example' },
      ...(index < 4 ? [{ user: 'everywhere@acme.example' }] : []),
      ...(index === 0 ? [{ user: 'listed@acme.example' }, { user: 'stranger@acme.example' }] : []),
    ],
  })),
  users: ['jane', 'everywhere', 'listed', 'stranger'].map((name) => ({ emails: [`${name}@acme.example`] })),
};

const write = (...members: readonly string[]): string => `version: 1
organizations:
  - code: org_a
    members:
${members.map((one) => `      - ${one}\n`).join('')}`;

const before = write('jane@acme.example', 'Listed@acme.example', 'everywhere@acme.example');
const after = write('jane@acme.example');

const schema = JSON.parse(readFileSync('schemas/plan.schema.json', 'utf8')) as object;
const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

async function planIn(cwd: string, ...args: readonly string[]) {
  const sandbox = createSandbox({ seed });
  const { stdout } = await runInWorld(['plan', '--format', 'json', ...args], { sandbox, cwd });
  const plan = JSON.parse(stdout) as Plan;
  expect({ isValid: check(plan), errors: check.errors }).toEqual({ isValid: true, errors: null });
  const removals = plan.changes.filter((change): change is RemoveMember => change.action === 'remove');
  return {
    removals: new Map(removals.map((one) => [one.email?.split('@')[0], one])),
    fingerprint: plan.fingerprint,
    requests: sandbox.requests().length,
  };
}

test('a removal names the line of the base and the only commit, and a person whom no file listed has none', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': before });
  const own = commit({ 'kinde.yaml': after, 'README.md': 'x' });
  const { removals } = await planIn(folder, '--base', 'git:HEAD~1');
  const { baseSource, baseCommit } = removals.get('listed') ?? {};
  expect({ baseSource, baseCommit }).toEqual({
    baseSource: 'kinde.yaml:6:9',
    baseCommit: own.slice(0, 10),
  });
  expect(removals.get('stranger')).toMatchObject({ baseSource: null, cause: 'drifted' });
  expect(removals.get('stranger')).not.toHaveProperty('baseCommit');
});

test('no commit is named where several may have taken the line out, or where the files are not committed', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': before });
  commit({ 'kinde.yaml': write('jane@acme.example', 'everywhere@acme.example') });
  commit({ 'kinde.yaml': after });
  const commitOf = async (ref: string) =>
    (await planIn(folder, '--base', ref)).removals.get('everywhere')?.baseCommit;
  expect(await commitOf('git:HEAD~2')).toBeUndefined();
  expect(await commitOf('git:HEAD~1')).toBeDefined();
  writeFileSync(join(folder, 'kinde.yaml'), `${readFileSync(join(folder, 'kinde.yaml'), 'utf8')}\n`);
  expect(await commitOf('git:HEAD~1')).toBeUndefined();
});

test('no commit is named in a shallow clone, which hides earlier ones', async () => {
  const { folder, commit, git } = await makeRepository();
  commit({ 'kinde.yaml': before });
  commit({ 'kinde.yaml': write('jane@acme.example', 'everywhere@acme.example') });
  commit({ 'kinde.yaml': after });
  const clone = join(folder, 'clone');
  git('clone', '--quiet', '--depth=1', `file://${folder}`, clone);
  git('-C', clone, 'fetch', '--quiet', '--depth=1', 'origin', git('rev-parse', 'HEAD~2'));
  const { removals } = await planIn(clone, '--base', 'git:FETCH_HEAD');
  expect(removals.get('listed')).toMatchObject({ baseSource: 'kinde.yaml:6:9' });
  expect(removals.get('listed')).not.toHaveProperty('baseCommit');
});

test('a removal names at most three organizations in which the person stays, and counts them', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': before });
  commit({ 'kinde.yaml': after });
  const { removals } = await planIn(folder, '--base', 'git:HEAD~1');
  expect(removals.get('everywhere')?.staysIn).toEqual({
    count: 3,
    organizations: [1, 2, 3].map((index) => ({ code: codes[index], name: `Acme ${index}` })),
  });
  expect(removals.get('listed')).not.toHaveProperty('staysIn');
});

test('tracing changes neither the fingerprint nor the requests, and a plan without a base does not show it', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': before });
  commit({ 'kinde.yaml': after });
  const [plain, based] = [await planIn(folder), await planIn(folder, '--base', 'git:HEAD~1')];
  expect(based.fingerprint).toBe(plain.fingerprint);
  expect(based.requests).toBe(plain.requests);
  for (const removal of plain.removals.values())
    for (const key of ['baseSource', 'baseCommit', 'staysIn']) expect(removal).not.toHaveProperty(key);
});

test('a plan saved beside a base approves the apply', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': before });
  commit({ 'kinde.yaml': after });
  const sandbox = createSandbox({ seed });
  const options = ['--allow-removals', 'all'];
  const plan = ['plan', '-q', '--base', 'git:HEAD~1', '--out', 'plan.json', ...options];
  expect((await runInWorld(plan, { sandbox, cwd: folder })).status).toBe(0);
  const apply = ['apply', 'plan.json', '--yes', '-q', '--format', 'json', ...options];
  const { status, stdout } = await runInWorld(apply, { sandbox, cwd: folder });
  const { changes } = JSON.parse(stdout) as { readonly changes: readonly { readonly result: string }[] };
  expect([status, changes.map(({ result }) => result)]).toEqual([0, ['applied', 'applied', 'applied']]);
});
