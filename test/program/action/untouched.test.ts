// A pull request that does not change the configuration runs the required check, and is neither planned nor commented.
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changing } from '../../unit/cli/tenant.js';
import { makeCommand } from './fake-command.js';
import { makePost } from './fake-github.js';
import { openScene, requestOf } from './open-scene.js';

type OpenScene = Awaited<ReturnType<typeof openScene>>;

/** Commits a file beside the configuration, or elsewhere in the repository. */
async function commitFile({ workspace, git }: OpenScene, path: string, text = 'x: 1\n'): Promise<string> {
  await mkdir(dirname(join(workspace, path)), { recursive: true });
  await writeFile(join(workspace, path), text);
  git('add', '.');
  git('commit', '--quiet', '--message', 'another change');
  return git('rev-parse', 'HEAD');
}

async function plan(scene: OpenScene, range: readonly [string, string], options: object = {}) {
  const fake = await makeCommand({ plan: { status: 2, stdout: 'One joins.' } });
  const { inputs = {}, ...rest } = options as { inputs?: object };
  const given = { command: fake.command, ...inputs };
  const ended = await scene.run('plan', { event: requestOf(...range), inputs: given, ...rest });
  return { ...ended, commands: (await fake.calls()).map(([command]) => command) };
}

describe('a pull request', () => {
  it('that changes other files ends well: nothing is planned, and nothing commented', async () => {
    const scene = await openScene();
    const base = await scene.commit(changing);
    const head = await commitFile(scene, 'src/app.ts');
    const { status, outputs, commands, log } = await plan(scene, [base, head]);
    expect({ status, told: outputs['status'], commands }).toEqual({ status: 0, told: '0', commands: [] });
    expect(log).toMatch(
      /^::notice title=kinde-sync::.* none of these: kinde\.yaml, kinde\.yml, kinde, kinde\.attested\.yaml, and no workflow/m,
    );
    expect(scene.github.calls.filter((call) => !call.startsWith('GET '))).toEqual([]);
    expect(scene.sandbox.requests()).toEqual([]);
  });

  it('that takes its change back has no comment that still shows it', async () => {
    const scene = await openScene();
    scene.github.comments = [makePost(1, { body: '<!-- kinde-sync plan kinde -->\nOne joins.' })];
    const base = await scene.commit(changing);
    await plan(scene, [base, await commitFile(scene, 'readme.md')]);
    expect(scene.github.comments).toHaveLength(1);
    expect(scene.github.comments[0]?.body).not.toContain('One joins');
  });

  it.each(['access/kinde.yaml', 'access/kinde.yml', 'access/kinde/one.yaml', 'access/kinde.attested.yaml'])(
    'that changes %s is planned',
    async (path) => {
      const scene = await openScene();
      const base = await scene.commit(changing);
      const { commands } = await plan(scene, [base, await commitFile(scene, path)]);
      expect(commands).toEqual(['plan']);
    },
  );

  it.each(['access/team/a.yaml', 'access/more/kinde.attested.yaml', 'access/more/b.yaml'])(
    'that changes %s is planned where the configuration is team and more/b.yaml, and access/kinde.yaml is not',
    async (path) => {
      const scene = await openScene();
      const inputs = { config: 'team\nmore/b.yaml' };
      await scene.commit(changing);
      await commitFile(scene, 'access/team/z.yaml');
      const base = await commitFile(scene, 'access/more/b.yaml', 'y: 1\n');
      const head = await commitFile(scene, path);
      expect((await plan(scene, [base, head], { inputs })).commands).toEqual(['plan']);
      const last = await commitFile(scene, 'access/kinde.yaml');
      expect((await plan(scene, [head, last], { inputs })).commands).toEqual([]);
    },
  );

  it.each(['access/env/staging.env', 'access/env/production.env'])(
    'that changes %s is planned for production, since its merge is applied there',
    async (path) => {
      const scene = await openScene();
      const inputs = { 'env-file': 'env/production.env' };
      await scene.commit(changing);
      await commitFile(scene, 'access/env/staging.env', 'A=b\n');
      const base = await commitFile(scene, 'access/env/production.env', 'A=b\n');
      const head = await commitFile(scene, 'access/env/readme.md');
      expect((await plan(scene, [base, head], { inputs })).commands).toEqual([]);
      const last = await commitFile(scene, path, 'A=c\n');
      expect((await plan(scene, [head, last], { inputs })).commands).toEqual(['plan']);
    },
  );

  it('that removes the configuration is planned', async () => {
    const scene = await openScene();
    await commitFile(scene, 'access/kinde/one.yaml');
    const base = await scene.commit(changing);
    scene.git('rm', '--quiet', 'access/kinde.yaml');
    scene.git('commit', '--quiet', '--message', 'remove');
    expect((await plan(scene, [base, scene.git('rev-parse', 'HEAD')])).commands).toContain('plan');
  });
});

describe('a pull request that may change the variables of the configuration', () => {
  const workflow = (admin: string, version = 'v1'): string =>
    `jobs:\n  plan:\n    steps:\n      - uses: acme/kinde-sync@${version}\n        env: { ADMIN: ${admin} }\n`;
  const own = '.github/workflows/access.yml';
  const reference = 'acme/access/.github/workflows/access.yml@refs/pull/7/merge';

  it.each([
    ['its own workflow', own, workflow('ann@acme.example'), workflow('eve@evil.example')],
    [
      'the workflow that applies',
      '.github/workflows/merge.yml',
      workflow('ann@acme.example'),
      workflow('eve@evil.example'),
    ],
    ['another action under the name of its own', own, workflow('A'), workflow('A').replace('acme/', 'eve/')],
    ['an action of the repository', '.github/actions/setup/run.sh', 'A=1\n', 'A=2\n'],
    ['an action in another folder', 'ci/setup/action.yml', 'a: 1\n', 'a: 2\n'],
  ])('by %s is planned, and the comment says what that plan can not tell', async (_, path, before, after) => {
    const scene = await openScene();
    await scene.commit(changing);
    const base = await commitFile(scene, path, before);
    const head = await commitFile(scene, path, after);
    const ended = await plan(scene, [base, head], { env: { GITHUB_WORKFLOW_REF: reference } });
    expect(ended.commands).toEqual(['plan']);
    const [comment] = scene.github.comments;
    expect(comment?.body).toContain(`This pull request changes \`${path}\``);
    expect(comment?.body).toContain('counts as earlier drift');
    expect(comment?.body).toContain('One joins.');
  });

  it.each([
    [
      'the version of an action',
      own,
      workflow('ann@acme.example'),
      workflow('ann@acme.example', 'v2 # 2.0.0'),
    ],
    ['a workflow that has nothing to do with Kinde', '.github/workflows/test.yml', 'a: 1\n', 'a: 2\n'],
    ['who owns the files', '.github/CODEOWNERS', '* @ann\n', '* @bo\n'],
  ])('is none that changes %s', async (_, path, before, after) => {
    const scene = await openScene();
    await scene.commit(changing);
    const base = await commitFile(scene, path, before);
    const head = await commitFile(scene, path, after);
    const ended = await plan(scene, [base, head], { env: { GITHUB_WORKFLOW_REF: reference } });
    expect(ended.commands).toEqual([]);
  });
});

describe('in doubt there is a plan', () => {
  it('where a link leads to the configuration, which then has another path', async () => {
    const scene = await openScene();
    await scene.commit(changing);
    await mkdir(join(scene.workspace, 'real'));
    await rename(join(scene.workspace, 'access/kinde.yaml'), join(scene.workspace, 'real/kinde.yaml'));
    await symlink('../real/kinde.yaml', join(scene.workspace, 'access/kinde.yaml'));
    const base = await commitFile(scene, 'other.md');
    const head = await commitFile(scene, 'real/kinde.yaml', `${changing}\n`);
    expect((await plan(scene, [base, head])).commands).toContain('plan');
  });

  it('where a linked folder leads to one of the files', async () => {
    const scene = await openScene();
    const inputs = { config: 'kinde.yaml\ncurrent/orgs.yaml' };
    await scene.commit(changing);
    await commitFile(scene, 'access/v1/orgs.yaml');
    await symlink('v1', join(scene.workspace, 'access/current'));
    const base = await commitFile(scene, 'other.md');
    const head = await commitFile(scene, 'access/v1/orgs.yaml', 'x: 2\n');
    expect((await plan(scene, [base, head], { inputs })).commands).toContain('plan');
  });

  it.each<{ why: string; options: object }>([
    {
      why: 'the configuration is outside the repository',
      options: { inputs: { config: '../../else.yaml' } },
    },
    { why: 'the configuration is nowhere', options: { inputs: { config: 'nowhere.yaml' } } },
    { why: 'a path begins as a pattern of git', options: { inputs: { config: ':(exclude)kinde.yaml' } } },
    { why: 'arguments name an env file', options: { inputs: { arguments: '--env-file=production.env' } } },
    { why: 'arguments name a configuration', options: { inputs: { arguments: '-c=other.yaml' } } },
    { why: 'an env file names the configuration', options: { inputs: { 'env-file': 'whole.env' } } },
    { why: 'an env file is missing', options: { inputs: { 'env-file': 'missing.env' } } },
    { why: 'another base is given', options: { inputs: { base: 'git:main' } } },
  ])('where $why', async ({ options }) => {
    const scene = await openScene();
    await scene.commit(changing);
    await commitFile(scene, 'access/whole.env', 'KINDE_SYNC_CONFIG=other.yaml\n');
    const base = await commitFile(scene, 'access/production.env', 'A=b\n');
    const head = await commitFile(scene, 'other.md');
    expect((await plan(scene, [base, head], options)).commands).toContain('plan');
  });

  it('where the base is not in the checkout', async () => {
    const scene = await openScene();
    await scene.commit(changing);
    const head = await commitFile(scene, 'other.md');
    expect((await plan(scene, ['c'.repeat(40), head])).commands).toContain('plan');
  });
});
