// The workflows of examples/github/more, on the sandbox and the stand-in for GitHub: undo after a merge, and the review.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { listenSandbox } from '../../run-process.js';
import { makeRepository } from '../../unit/cli/git/make-repository.js';
import { seed } from '../../unit/cli/tenant.js';
import { startGitHub } from './fake-github.js';
import { listing } from './open-scene.js';
import { makePlace } from './run-action.js';
import { runWorkflow } from './run-workflow.js';

const [jane, old, lee] = ['jane@acme.example', 'old@acme.example', 'lee@acme.example'];

/** Returns a repository with one commit on main, a sandbox, and how to run a workflow of examples/github there. */
async function openMain(text: string) {
  const [{ sandbox, env }, github, store] = [
    await listenSandbox({ seed }),
    await startGitHub(),
    await makePlace(),
  ];
  const { folder: origin, commit } = await makeRepository();
  github.tip = commit({ 'kinde.yaml': text });
  const run = async (name: string, eventName: string, inputs: Readonly<Record<string, string>> = {}) => {
    const file = resolve('examples/github', name);
    const environments = { 'kinde-plan': env, 'kinde-apply': env };
    const sha = github.tip;
    const [job] = await runWorkflow({
      ...{ file, origin, github, store, eventName, inputs, environments, sha },
    });
    if (job?.action == null) throw new Error(`${name} did not run the action`);
    return { ...job.action, status: job.status };
  };
  return { sandbox, github, store, commit, run };
}

it('undo takes back what the merge did, after the approval of its removals', async () => {
  const { sandbox, github, run } = await openMain(
    `${listing(jane, old, lee)}safety: { maxRemovals: { count: 0, percent: 0 } }\n`,
  );
  const before = sandbox.snapshot();
  expect((await run('merge.yml', 'push')).uploaded).toEqual(['kinde-journal-9-1/journal.jsonl']);
  const path = '.github/workflows/kinde-merge.yml';
  const made = { event: 'push', path, head_branch: 'main', head_sha: github.tip };
  github.runs = { 9: { ...made, head_repository: { full_name: 'acme/access' } } };
  github.runArtifacts = { 9: [{ name: 'kinde-journal-9-1', expired: false }] };
  expect((await run('more/undo.yml', 'workflow_dispatch', { 'journal-run': '9' })).status).toBe(3);
  const inputs = { 'journal-run': '9', 'allow-removals': '1' };
  const { status, log } = await run('more/undo.yml', 'workflow_dispatch', inputs);
  expect({ status, log }).toMatchObject({ status: 0 });
  expect(sandbox.snapshot().organizations).toEqual(before.organizations);
});

it('report writes the page and the table of a review, and then its decisions and a patch', async () => {
  const { github, store, commit, run, sandbox } = await openMain(listing(jane, old));
  const kept = (name: string): Promise<string> =>
    readFile(join(store, 'kinde-report-9-1', `access.${name}`), 'utf8');
  const first = await run('more/report.yml', 'schedule');
  expect({ status: first.status, uploaded: first.uploaded, log: first.log }).toMatchObject({
    ...{ status: 0, uploaded: ['kinde-report-9-1/access.csv', 'kinde-report-9-1/access.html'] },
  });
  const table = await kept('csv');
  const [head = '', ...rows] = table.trimEnd().split('\r\n');
  const names = head.replace(/^\uFEFF/, '').split(',');
  expect(names).toEqual(expect.arrayContaining(['decision', 'reviewer', 'reviewed_on']));
  // The people of the sandbox joined today, and a decision holds only for whom it has seen.
  const today = new Date().toISOString().slice(0, 10);
  const decided = rows.map((row) => (row.includes(old) ? row.replace(/,,,$/, `,remove,Ann,${today}`) : row));
  expect(decided).not.toEqual(rows);
  github.tip = commit({ 'reviews/2026-q1.csv': [head, ...decided, ''].join('\r\n') });
  const second = await run('more/report.yml', 'workflow_dispatch', { decisions: 'reviews/2026-q1.csv' });
  expect({ status: second.status, uploaded: second.uploaded, log: second.log }).toMatchObject({
    ...{ status: 0, uploaded: ['kinde-report-9-1/access.diff', 'kinde-report-9-1/access.html'] },
  });
  expect(await kept('diff')).toMatch(/^-.*old@acme\.example/m);
  expect(await kept('html')).toContain('Ann');
  expect(
    sandbox.requests().filter(({ path, method }) => method !== 'GET' && !path.includes('token')),
  ).toEqual([]);
});
