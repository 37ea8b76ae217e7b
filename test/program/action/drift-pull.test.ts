// Mode drift with `pull: true`, with the built program on the sandbox: the pull request that takes over what Kinde has.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCommand } from './fake-command.js';
import { makePost } from './fake-github.js';
import { listing, openScene } from './open-scene.js';

const [jane, old] = ['jane@acme.example', 'old@acme.example'];
const branch = 'kinde-sync/pull-kinde';

async function openDrift() {
  const scene = await openScene();
  const head = await scene.commit(listing(jane));
  const drift = (inputs: Readonly<Record<string, string>> = {}) =>
    scene.run('drift', { sha: head, inputs: { pull: 'true', ...inputs } });
  return { ...scene, head, drift };
}

describe('the pull request', () => {
  it('holds the files that pull changes, on a branch of its own, and the checkout stays as it was', async () => {
    const { drift, github, git, head, workspace } = await openDrift();
    const ended = await drift();
    expect({ status: ended.status, outputs: ended.outputs, log: ended.log }).toMatchObject({
      ...{ status: 0, outputs: { status: '2', issue: '50', 'pull-request': '80' } },
    });
    const files = github.git.readBranch(branch);
    expect(Object.keys(files)).toEqual(['access/kinde.yaml']);
    expect(files['access/kinde.yaml']).toContain(old);
    expect(github.git.commits.get(github.git.branches.get(branch) ?? '')?.parents).toEqual([head]);
    expect(github.pulls).toMatchObject([{ head: { ref: branch }, base: { ref: 'main' }, state: 'open' }]);
    expect(github.issues[0]?.body).toContain('#80 copies it into the files');
    expect(git('status', '--porcelain')).toBe('');
    expect(await readFile(join(workspace, 'access', 'kinde.yaml'), 'utf8')).toBe(listing(jane));
  });

  it('is not made twice, and gets no commit where nothing is new', async () => {
    const { drift, github } = await openDrift();
    await drift();
    const before = github.git.branches.get(branch);
    expect((await drift()).outputs['pull-request']).toBe('80');
    expect(github.pulls).toHaveLength(1);
    expect(github.git.branches.get(branch)).toBe(before);
  });

  it('follows what is changed in Kinde since', async () => {
    const { drift, github, sandbox } = await openDrift();
    await drift();
    sandbox.change((tenant) => tenant.addMember('org_acme', 'lee@acme.example'));
    await drift();
    expect(github.pulls).toHaveLength(1);
    expect(github.git.readBranch(branch)['access/kinde.yaml']).toContain('lee@acme.example');
  });

  it('is closed with a comment when there is no drift any more', async () => {
    const { drift, github, sandbox } = await openDrift();
    await drift();
    sandbox.change((tenant) => tenant.removeMember('org_acme', old));
    expect((await drift()).outputs).toMatchObject({ status: '0', 'pull-request': '', issue: '' });
    expect(github.pulls.map(({ state }) => state)).toEqual(['closed']);
    expect(github.issueComments.map(({ number }) => number).sort()).toEqual([50, 80]);
  });

  it('is not opened without the input, nor where nothing differs', async () => {
    const { drift, github, sandbox } = await openDrift();
    await drift({ pull: 'false' });
    sandbox.change((tenant) => tenant.removeMember('org_acme', old));
    await drift();
    expect({ pulls: github.pulls, branches: [...github.git.branches] }).toEqual({ pulls: [], branches: [] });
  });

  it.each(['eve', 'github-actions[bot]'])(
    'takes nothing off the branch but its own commits: %s has pushed',
    async (author) => {
      const { drift, github } = await openDrift();
      await drift();
      github.git.push(branch, author);
      const ended = await drift();
      const isOurs = author !== 'eve';
      expect(ended.status).toBe(0);
      expect(github.git.branches.get(branch) === 'e'.repeat(40)).toBe(!isOurs);
      expect(/::warning .*Another person has pushed/.test(ended.log)).toBe(!isOurs);
      // The issue and the pull request vouch for what pull writes, and for nothing else.
      const [issue] = github.issues;
      expect(/\*\*#\d+ copies it into the files/.test(issue?.body ?? '')).toBe(isOurs);
      expect(github.pulls[0]?.body.includes('Another person has pushed')).toBe(!isOurs);
      expect(ended.outputs['pull-request'] === '').toBe(!isOurs);
    },
  );

  it('leaves pull requests of others on that branch alone', async () => {
    const { drift, github } = await openDrift();
    const ends = { head: { ref: branch, repo: { full_name: 'acme/access' } }, base: { ref: 'main' } };
    const others = [{ ...makePost(7, { user: { login: 'eve' } }), ...ends }];
    github.pulls = others;
    await drift();
    expect(github.pulls.slice(0, 1)).toEqual(others);
    expect(github.pulls).toHaveLength(2);
  });

  it('leaves out what differs from the commit before pull', async () => {
    const { drift, github, git, workspace } = await openDrift();
    await writeFile(join(workspace, 'access', 'notes.txt'), 'mine');
    await drift();
    expect(Object.keys(github.git.readBranch(branch))).toEqual(['access/kinde.yaml']);
    expect(git('status', '--porcelain')).toBe('?? access/notes.txt');
  });

  it.each([
    ['with what pull writes into, too', (text: string) => `${text}# mine\n`],
    ['with what Kinde has', (text: string) => text.replace(jane, `${jane}, ${old}, lee@acme.example`)],
  ])(
    'is left as it is, and the job fails, where an earlier step wrote into the configuration: %s',
    async (_, edit) => {
      const { drift, github, sandbox, workspace } = await openDrift();
      await drift();
      sandbox.change((tenant) => tenant.addMember('org_acme', 'lee@acme.example'));
      const [path, before] = [join(workspace, 'access', 'kinde.yaml'), github.git.branches.get(branch)];
      const mine = edit(await readFile(path, 'utf8'));
      await writeFile(path, mine);
      const ended = await drift();
      expect(ended.status).toBe(1);
      expect(ended.log).toMatch(/^::error .*access\/kinde\.yaml/m);
      expect(github.pulls.map(({ state }) => state)).toEqual(['open']);
      expect(github.git.branches.get(branch)).toBe(before);
      expect(await readFile(path, 'utf8')).toBe(mine);
    },
  );

  it('is left as it is where an env file names the configuration into which an earlier step wrote', async () => {
    const { commit, drift, git, github, workspace } = await openDrift();
    await writeFile(join(workspace, 'access', 'drift.env'), 'KINDE_SYNC_CONFIG=other.yaml\n');
    git('mv', 'access/kinde.yaml', 'access/other.yaml');
    git('commit', '--quiet', '--message', 'rename');
    await commit(`version: 1\n`);
    const path = join(workspace, 'access', 'other.yaml');
    const mine = `${listing(jane)}# mine\n`;
    await writeFile(path, mine);
    const ended = await drift({ 'env-file': 'drift.env' });
    expect({ status: ended.status, pulls: github.pulls }).toEqual({ status: 1, pulls: [] });
    expect(ended.log).toMatch(/^::error .*access\/other\.yaml/m);
    expect(await readFile(path, 'utf8')).toBe(mine);
  });

  it('reads the newest commit of its branch once', async () => {
    const { drift, github } = await openDrift();
    await drift();
    const before = github.calls.length;
    await drift();
    const tip = github.git.branches.get(branch) ?? '';
    expect(github.calls.slice(before).filter((call) => call.includes(`/commits/${tip}`))).toHaveLength(1);
  });

  it('holds a file whose name is hostile under exactly that name', async () => {
    const { drift, github, git, workspace } = await openDrift();
    const name = 'a "$(touch owned)`touch owned`" [x]*.yaml';
    await rename(join(workspace, 'access', 'kinde.yaml'), join(workspace, 'access', name));
    git('add', '.');
    git('commit', '--quiet', '--message', 'rename');
    const ended = await drift({ config: name });
    expect({ status: ended.status, log: ended.log }).toMatchObject({ status: 0 });
    expect(Object.keys(github.git.readBranch(branch))).toEqual([`access/${name}`]);
    expect(git('status', '--porcelain')).toBe('');
    expect(github.pulls[0]?.body).not.toContain('owned');
  });

  it('shows no address in the log with mask-emails', async () => {
    const { drift } = await openDrift();
    const { log, summary, outputs } = await drift({ 'mask-emails': 'true' });
    expect(outputs['pull-request']).toBe('80');
    for (const text of [log, summary]) expect(text).not.toMatch(/@acme\.example/);
  });
});

describe('a pull request that can not be made', () => {
  it('fails the job with the permission that is missing, and the issue is opened all the same', async () => {
    const { drift, github } = await openDrift();
    github.faults = [{ status: 403, method: 'POST' }];
    const ended = await drift();
    expect({ status: ended.status, issue: ended.outputs['issue'] }).toEqual({ status: 1, issue: '50' });
    expect(ended.log).toContain('contents');
    expect(github.pulls).toEqual([]);
  });

  it('says with mask-emails why pull failed, and shows no address', async () => {
    const { commit, run } = await openScene();
    const sha = await commit(listing(jane));
    const fake = await makeCommand({
      plan: { status: 2, stdout: 'One left.' },
      pull: { status: 1, stderr: 'error two-people-of-one-address person-1 is two people: kp_1, kp_2.\n' },
    });
    const inputs = { pull: 'true', 'mask-emails': 'true', command: fake.command };
    const { status, log } = await run('drift', { sha, inputs });
    expect(status).toBe(1);
    expect(log).toContain('error two-people-of-one-address person-1 is two people: kp_1, kp_2.');
    expect((await fake.calls()).find(([command]) => command === 'pull')).toContain('--mask-emails');
  });

  it.each(['a..b', 'a.lock', 'a.'])('is refused for the name %s, which no branch can have', async (name) => {
    const { drift, github } = await openDrift();
    expect((await drift({ name })).status).toBe(1);
    expect(github.pulls).toEqual([]);
  });
});
