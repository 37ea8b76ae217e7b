// A new repository with staging and production, from `kinde-sync init --environments` to a pull request that is merged in
// both: the workflows that init wrote, on two sandboxes and the stand-in for GitHub.
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listenSandbox, runProcess } from '../../run-process.js';
import { makeTenant } from '../../tenant.js';
import { makeRepository } from '../../unit/cli/git/make-repository.js';
import { repository, startGitHub } from './fake-github.js';
import { makePlace } from './run-action.js';
import { runWorkflow } from './run-workflow.js';
import type { JobEnd } from './run-workflow.js';

const names = ['staging', 'production'] as const;

const organizations = `
organizations:
  - externalId: cus_larkspur
    name: Larkspur Books
    allowRegistrations: false
    members:
      - { email: "\${RELEASE_CONTACT}", roles: [admin] }
`;

/** Returns a repository in which init ran, a sandbox for each environment, and how to commit and to run a workflow. */
async function openRepository() {
  const { folder: origin, git, commit } = await makeRepository();
  const began = await runProcess(['init', '--environments', names.join(',')], { cwd: origin });
  expect(began).toMatchObject({ status: 0, stderr: '' });
  const [staging, production] = await Promise.all(names.map(openTenant));
  if (staging === undefined || production === undefined) throw new Error('There are two environments');
  const [github, store] = [await startGitHub(), await makePlace()];
  const environments = Object.fromEntries(
    names.flatMap((name) => {
      const { env } = name === 'staging' ? staging : production;
      return [`kinde-plan-${name}`, `kinde-apply-${name}`].map((environment) => [environment, env]);
    }),
  );
  const run = (
    name: string,
    options: { sha: string; eventName: string; event?: object; inputs?: object; hasProcesses?: boolean },
  ) => {
    const file = join(origin, '.github/workflows', `kinde-${name}.yml`);
    const { inputs = {}, ...rest } = options;
    const given = inputs as Readonly<Record<string, string>>;
    return runWorkflow({ file, origin, github, store, environments, inputs: given, ...rest });
  };
  return { origin, git, github, commit, run, staging: staging.sandbox, production: production.sandbox };
}

type OpenRepository = Awaited<ReturnType<typeof openRepository>>;

function openTenant(code: string) {
  const seed = makeTenant({
    environment: { code, name: code },
    organizations: [{ code: `org_home_${code}`, name: 'Home', isDefault: true }],
    people: ['ann', 'bo'],
    roles: code === 'staging' ? ['admin', 'tester'] : ['admin'],
  });
  return listenSandbox({ seed });
}

const requestOf = (base: string, head: string, from = repository, labels: readonly string[] = []) => ({
  number: 7,
  labels: labels.map((name) => ({ name })),
  head: { ref: 'feature', sha: head, repo: { full_name: from, owner: { login: 'acme' } } },
  base: { ref: 'main', sha: base },
});

/** Plans the pull request of a branch as its workflow does, and keeps what was uploaded. */
async function openRequest(scene: OpenRepository, from = repository, labels: readonly string[] = []) {
  const [base, head] = [scene.git('rev-parse', 'main'), scene.git('rev-parse', 'feature')];
  const event = { pull_request: requestOf(base, head, from, labels) };
  const jobs = await scene.run('pull-request', { sha: head, eventName: 'pull_request', event });
  const uploaded = jobs.flatMap(({ action }) => action?.uploaded ?? []);
  const run = { id: 31, head_sha: head, repository_id: 1, head_repository_id: 1 };
  scene.github.artifacts = uploaded.map((path) => ({
    ...{ name: path.replace(/\/.*/, ''), expired: false, created_at: '2026-01-02', workflow_run: run },
  }));
  scene.github.events = { 31: 'pull_request' };
  return { base, head, jobs };
}

/** Merges the branch and returns the commit of the merge, which GitHub then knows. */
function merge(
  { git, github }: OpenRepository,
  { base, head }: { readonly base: string; readonly head: string },
  labels: readonly string[] = [],
): string {
  git('checkout', '--quiet', 'main');
  git('merge', '--quiet', '--no-ff', '--message', 'merge', 'feature');
  const sha = git('rev-parse', 'HEAD');
  const merged = { merged_at: '2026-01-02', merge_commit_sha: sha };
  Object.assign(github, {
    tip: sha,
    requestsOf: { [sha]: [{ ...requestOf(base, head, repository, labels), ...merged }] },
  });
  return sha;
}

async function commitFirst({ origin, git, commit }: OpenRepository): Promise<void> {
  commit({});
  git('checkout', '--quiet', '-b', 'feature');
  await appendFile(join(origin, 'kinde.yaml'), organizations);
  await appendFile(join(origin, 'staging.env'), 'RELEASE_CONTACT=bo@acme.example\n');
  await appendFile(join(origin, 'production.env'), 'RELEASE_CONTACT=ann@acme.example\n');
  commit({});
}

const statusesOf = (jobs: readonly JobEnd[]): readonly (readonly [string, number])[] =>
  jobs.map(({ name, status }) => [name, status]);

const membersOf = (sandbox: OpenRepository['staging']): unknown => {
  const { organizations: all } = sandbox.snapshot();
  return all.find(({ externalId }) => externalId === 'cus_larkspur')?.members.map(({ user }) => user);
};

it('a pull request is planned and commented for both, merged, and applied to staging and then to production', async () => {
  const scene = await openRepository();
  await commitFirst(scene);
  const request = await openRequest(scene);
  expect(statusesOf(request.jobs)).toEqual([
    ['plan (staging)', 0],
    ['plan (production)', 0],
  ]);
  const [ofStaging, ofProduction, ...others] = scene.github.comments.map(({ body }) => body);
  expect(others).toEqual([]);
  expect(ofStaging).toContain('bo@');
  expect(ofStaging).not.toContain('ann@');
  expect(ofProduction).toContain('ann@');
  expect([membersOf(scene.staging), membersOf(scene.production)]).toEqual([undefined, undefined]);

  const sha = merge(scene, request);
  const applied = await scene.run('merge', { sha, eventName: 'push', hasProcesses: true });
  expect({ jobs: statusesOf(applied), logs: applied.map(({ action }) => action?.log) }).toMatchObject({
    jobs: [
      ['apply (staging)', 0],
      ['apply (production)', 0],
    ],
  });
  for (const { action } of applied) expect(action?.log).toContain('The saved plan of commit');
  expect(membersOf(scene.staging)).toEqual(['kp_bo']);
  expect(membersOf(scene.production)).toEqual(['kp_ann']);

  const night = await scene.run('drift', { sha, eventName: 'schedule' });
  expect(night.map(({ action }) => action?.outputs['status'])).toEqual(['0', '0']);
  expect(scene.github.issues).toEqual([]);
});

it('what only production refuses fails the required check, and its comment says why', async () => {
  const scene = await openRepository();
  await commitFirst(scene);
  const path = join(scene.origin, 'kinde.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('[admin] }\n', '[tester] }\n'));
  scene.commit({});
  const { jobs } = await openRequest(scene);
  expect(statusesOf(jobs)).toEqual([
    ['plan (staging)', 0],
    ['plan (production)', 1],
    ['kinde', 1],
  ]);
  expect(scene.github.comments[1]?.body).toContain('unknown-role');
});

it('a merge that staging refuses does not reach production until it is started by hand', async () => {
  const scene = await openRepository();
  await commitFirst(scene);
  const request = await openRequest(scene);
  // Somebody adds by hand what the saved plan of staging creates.
  scene.staging.change((tenant) => tenant.addOrganization({ code: 'org_x', name: 'Larkspur Books' }));
  const sha = merge(scene, request);
  const [first, ...others] = await scene.run('merge', { sha, eventName: 'push' });
  expect({ name: first?.name, isRefused: first?.status !== 0, others }).toMatchObject({
    ...{ name: 'apply (staging)', isRefused: true, others: [] },
  });
  expect(membersOf(scene.production)).toBeUndefined();
  const inputs = { environment: 'production' };
  const byHand = await scene.run('merge', { sha, eventName: 'workflow_dispatch', inputs });
  expect(statusesOf(byHand)).toEqual([['apply (production)', 0]]);
  expect(membersOf(scene.production)).toEqual(['kp_ann']);
});

it('each environment has a label of its own, since its plan has another number of removals', async () => {
  const scene = await openRepository();
  await commitFirst(scene);
  const first = await openRequest(scene);
  await scene.run('merge', { sha: merge(scene, first), eventName: 'push' });
  // By hand: production has one more person, whom the file does not list.
  scene.production.change((tenant) => tenant.addMember('cus_larkspur', 'bo@acme.example'));
  scene.git('checkout', '--quiet', 'feature');
  const path = join(scene.origin, 'kinde.yaml');
  const emptied = (await readFile(path, 'utf8')).replace(/members:\n.*RELEASE_CONTACT.*\n/, 'members: []\n');
  await writeFile(path, emptied);
  scene.commit({});
  const { jobs } = await openRequest(scene);
  expect(statusesOf(jobs)).toEqual([
    ['plan (staging)', 3],
    ['plan (production)', 3],
    ['kinde', 1],
  ]);
  const [staging, production] = scene.github.comments.map(({ body }) => body);
  expect(staging).toContain('`kinde-allow-removals-staging: 1`');
  expect(production).toContain('`kinde-allow-removals-production: 2`');

  const labels = ['kinde-allow-removals-staging: 1', 'kinde-allow-removals-production: 2'];
  const request = await openRequest(scene, repository, labels);
  expect(statusesOf(request.jobs).map(([, status]) => status)).toEqual([0, 0]);
  const applied = await scene.run('merge', { sha: merge(scene, request, labels), eventName: 'push' });
  expect(statusesOf(applied).map(([, status]) => status)).toEqual([0, 0]);
  expect([membersOf(scene.staging), membersOf(scene.production)]).toEqual([[], []]);
});

it('a pull request from a fork is validated for both, without secrets and without a plan', async () => {
  const scene = await openRepository();
  await commitFirst(scene);
  const { jobs } = await openRequest(scene, 'eve/access');
  expect(statusesOf(jobs)).toEqual([
    ['validate (staging)', 0],
    ['validate (production)', 0],
  ]);
  expect([...scene.staging.requests(), ...scene.production.requests()]).toEqual([]);
});

it('a pull request that changes other files is not commented, and the required check passes', async () => {
  const scene = await openRepository();
  scene.commit({});
  scene.git('checkout', '--quiet', '-b', 'feature');
  await writeFile(join(scene.origin, 'readme.md'), 'Hello\n');
  scene.commit({});
  const { jobs } = await openRequest(scene);
  expect(statusesOf(jobs)).toEqual([
    ['plan (staging)', 0],
    ['plan (production)', 0],
  ]);
  expect(scene.github.comments).toEqual([]);
  expect([...scene.staging.requests(), ...scene.production.requests()]).toEqual([]);
});
