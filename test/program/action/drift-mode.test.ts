import { expect, it } from 'vitest';
import { makeCommand } from './fake-command.js';
import { makePost, startGitHub } from './fake-github.js';
import type { FakeGitHub } from './fake-github.js';
import { makePlace, runAction } from './run-action.js';

const mark = '<!-- kinde-sync drift kinde -->';

async function play(github: FakeGitHub, status: number, stdout = 'One person left.', file: object = {}) {
  const { command, calls } = await makeCommand({ plan: { status, stdout, file } });
  const run = { github, workspace: await makePlace(), eventName: 'schedule' };
  const ended = await runAction({ ...run, inputs: { mode: 'drift', command } });
  return { ...ended, calls: await calls() };
}

it('opens one issue, updates it, and closes it when there is no drift any more', async () => {
  const github = await startGitHub();
  const first = await play(github, 2);
  expect({ status: first.status, outputs: first.outputs }).toMatchObject({
    status: 0,
    outputs: { status: '2', issue: '50' },
  });
  expect(github.issues).toHaveLength(1);
  await play(github, 2, 'Two people left.');
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]?.body).toContain('Two people left.');
  expect((await play(github, 0)).outputs['issue']).toBe('');
  expect(github.issues.map(({ state }) => state)).toEqual(['closed']);
  expect(github.issues[0]?.body).toContain('Two people left.');
  expect(github.issueComments.map(({ number }) => number)).toEqual([50]);
  await play(github, 2);
  expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
});

it('keeps in a comment what the issue said before something else differed', async () => {
  const github = await startGitHub();
  await play(
    github,
    2,
    '- **Acme**\n  - `jun@x.example` was added  <sub>not listed under `kinde.yaml:3`</sub>',
  );
  await play(
    github,
    2,
    '- **Acme**\n  - `jun@x.example` was added  <sub>not listed under `kinde.yaml:9`</sub>',
  );
  expect(github.issueComments).toEqual([]);
  await play(
    github,
    2,
    '- **Acme**\n  - `bo@x.example` was added  <sub>not listed under `kinde.yaml:9`</sub>',
  );
  expect(github.issueComments.map(({ number }) => number)).toEqual([50]);
  expect(github.issueComments[0]?.body).toContain('jun@x.example');
  expect(github.issueComments[0]?.body).not.toContain(mark);
  expect(github.issues[0]?.body).toContain('bo@x.example');
  expect(github.issues[0]?.body).not.toContain('jun@x.example');
});

it('asks for the plan as drift, and says it so', async () => {
  const { calls } = await play(await startGitHub(), 2);
  expect(calls[0]).toEqual(expect.arrayContaining(['plan', '--format', 'markdown', '--as-drift']));
});

it('leaves the issues of others alone, and pull requests', async () => {
  const github = await startGitHub();
  const others = [
    makePost(1, { user: { login: 'eve' }, body: mark }),
    makePost(2, { body: `${mark}\nOld`, pull_request: {} }),
    makePost(3, { body: '<!-- kinde-sync drift staging -->' }),
  ];
  github.issues = others;
  await play(github, 0);
  expect(github.issues).toEqual(others);
  await play(github, 2);
  expect(github.issues.slice(0, 3)).toEqual(others);
  expect(github.issues).toHaveLength(4);
});

it('opens no issue when kinde-sync could not tell, and closes none', async () => {
  const github = await startGitHub();
  await play(github, 2);
  const before = github.issues;
  expect((await play(github, 1, '')).status).toBe(1);
  expect(github.issues).toEqual(before);
});

it('opens the issue and fails if the plan is refused', async () => {
  const github = await startGitHub();
  expect((await play(github, 3)).status).toBe(3);
  expect(github.issues).toHaveLength(1);
});

it('opens the issue for organizations that no file names, although nothing else differs', async () => {
  const github = await startGitHub();
  const warnings = [{ code: 'unmanaged-organization', message: '1 organization' }];
  const first = await play(github, 0, 'One organization.', { warnings });
  expect({ status: first.status, issue: first.outputs['issue'] }).toEqual({ status: 0, issue: '50' });
  expect(github.issues[0]?.body).toContain('One organization.');
  await play(github, 0, 'Nothing.', { warnings: [{ code: 'similar-person', message: 'x' }] });
  expect(github.issues.map(({ state }) => state)).toEqual(['closed']);
});

it.each([
  [
    '## Kinde matches the configuration\n\nEnvironment **production**.',
    'Kinde matches the configuration again.',
  ],
  [
    '## Nothing to change: 3 people stay who are not listed\n',
    'Nothing to change: 3 people stay who are not listed.',
  ],
  ['', 'The plan has no changes.'],
])('closes the issue with the verdict of the plan, and claims no more: %j', async (stdout, comment) => {
  const github = await startGitHub();
  await play(github, 2);
  await play(github, 0, stdout);
  expect(github.issues.map(({ state }) => state)).toEqual(['closed']);
  expect(github.issueComments.map(({ body }) => body.split('\n')[0])).toEqual([comment]);
});

it('keeps the issue open while an option of the run holds removals back', async () => {
  const github = await startGitHub();
  const warnings = [{ code: 'removal-held-back', message: 'Ann stays.' }];
  await play(github, 0, '## Nothing to change: 1 person stays who is not listed', { warnings });
  expect(github.issues.map(({ state }) => state)).toEqual(['open']);
});

it('opens nothing without a permission to, and says which one is missing', async () => {
  const github = await startGitHub();
  github.faults = [{ status: 403 }];
  const { status, log } = await play(github, 2);
  expect(status).toBe(1);
  expect(log).toContain('issues');
});
