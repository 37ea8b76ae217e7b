// `--format` and `--mask-emails`: the shown text, refused values, and output that is never masked.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Code } from '../../../src/model/codes.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions, SandboxSeed } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended, WorldOptions } from '../../fake-world.js';

const seed: SandboxSeed = {
  organizations: [
    {
      code: 'org_1',
      name: 'Acme',
      members: [{ user: 'lee@acme.example' }, { user: 'old@acme.example' }, { user: 'kp_9' }],
    },
  ],
  users: [
    { emails: ['lee@acme.example'] },
    { id: 'kp_old', emails: ['old@acme.example'] },
    { id: 'kp_9', emails: [], firstName: 'Jo) is in (Doe', lastName: 'Doe', username: 'jo' },
  ],
};

const configuration = `version: 1
organizations:
  - code: org_1
    membership: exact
    members:
      - lee@acme.example
      - { email: ann@acme.example, firstName: Ann, lastName: Ash }
`;

/** Kinde's own messages may hold addresses, too. */
const refuse = (): Response =>
  Response.json(
    { errors: [{ code: 'USER_INVALID', message: '<ann@acme.example> is taken by old@acme.example' }] },
    { status: 400 },
  );

const failures: readonly (Required<Pick<SandboxOptions, 'intercept'>> & {
  readonly name: string;
  readonly codes: readonly Code[];
})[] = [
  {
    name: 'Kinde refuses a new person, so nobody is taken out',
    intercept: ({ operation }) => (operation === 'createUser' ? refuse() : undefined),
    codes: ['api-refused', 'additions-failed'],
  },
  {
    name: 'Kinde leaves somebody in who was to be taken out',
    intercept: ({ operation }) =>
      operation === 'UpdateOrganizationUsers' ? { leaveOut: ['kp_old'] } : undefined,
    codes: ['left-out'],
  },
  {
    name: 'Kinde does not say whether it created a person',
    intercept: ({ operation }) =>
      operation === 'createUser' ? new Response('', { status: 500 }) : undefined,
    codes: ['unclear-outcome'],
  },
];

interface Scene {
  readonly sandbox: Sandbox;
  readonly cwd: string;
}

async function openScene(text = configuration): Promise<Scene> {
  return { sandbox: createSandbox({ seed }), cwd: await makeFolder({ 'kinde.yaml': text }) };
}

/** Every text that a person may see; each address holds `acme.example`. */
function shownBy({ stdout, stderr }: Ended): string {
  return `${stdout}\n${stderr}`;
}

const key = { KINDE_SYNC_MASK_KEY: 'a key of more than sixteen characters' };
const run = async (args: string, scene: Scene, env: WorldOptions['env'] = {}): Promise<Ended> =>
  runInWorld(args.split(' '), { ...scene, env });

describe('--format', () => {
  it('prints the plan for a pull request, the same whenever it is asked', async () => {
    const scene = await openScene();
    const first = await run('plan --format markdown', scene);
    expect(first.stdout).toMatch(/^## 1 person loses all access, 1 person joins/);
    expect((await run('plan --format markdown', scene)).stdout).toBe(first.stdout);
    expect(first.status).toBe(0);
  });

  it('prints the plan as a diff', async () => {
    const { stdout } = await run('plan --format diff', await openScene());
    expect(stdout).toContain('\n-      - { email: old@acme.example, roles: [] }\n');
    expect(stdout).toContain('\n+      - { email: ann@acme.example, firstName: Ann, lastName: Ash }\n');
  });

  it.each(['markdown', 'diff'])('%s is refused by apply, before anything is read', async (format) => {
    const scene = await openScene();
    const ended = await run(`apply --yes --format ${format}`, scene);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain(`${format} is for plan`);
    expect(scene.sandbox.requests()).toEqual([]);
  });
});

describe('--mask-emails', () => {
  it.each(['text', 'markdown', 'diff'])('leaves no address and no name in %s', async (format) => {
    const ended = await run(`plan --verbose --mask-emails --format ${format}`, await openScene(), key);
    expect(shownBy(ended)).not.toMatch(/acme\.example|Doe|Ash\b/);
    expect(ended.stdout).toMatch(/person-[0-9a-f]{10}/);
  });

  it('leaves none in what apply shows', async () => {
    const ended = await run('apply --yes --mask-emails', await openScene(), key);
    expect(shownBy(ended)).not.toMatch(/acme\.example/);
    expect(ended.status).toBe(0);
  });

  it.each(failures)('leaves none in what a failing apply shows: $name', async ({ intercept, codes }) => {
    const sandbox = createSandbox({ seed, intercept });
    const ended = await run('apply --yes --verbose --mask-emails', { ...(await openScene()), sandbox }, key);
    expect(ended.status).toBe(1);
    expect(shownBy(ended)).not.toMatch(/acme\.example|Doe|Ash\b/);
    for (const code of codes) expect(ended.stdout).toContain(code);
    expect(ended.stdout).toMatch(/person-[0-9a-f]{10}/);
  });

  it('leaves none in mistakes and their code frames', async () => {
    const twice = `${configuration}      - lee@acme.example\n`;
    const ended = await run('plan --mask-emails', await openScene(twice), key);
    expect(shownBy(ended)).not.toMatch(/acme\.example/);
    expect(ended.stderr).toContain('duplicate-member');
  });

  const noKey = { KINDE_CLIENT_SECRET: undefined, KINDE_CLIENT_ID: undefined, KINDE_DOMAIN: undefined };
  const mistaken = `${configuration}      - lee@acme.example\n      - { email: "ben@", firstName: B }\n`;

  it.each(['text', 'github', 'sarif'])(
    'leaves none in what validate shows as %s, also without a key',
    async (format) => {
      for (const env of [key, noKey]) {
        const ended = await run(`validate --mask-emails --format ${format}`, await openScene(mistaken), env);
        expect(ended.status).toBe(1);
        expect(shownBy(ended)).not.toMatch(/acme\.example|ben@/);
        expect(shownBy(ended)).toMatch(/person-[0-9a-f]{10}/);
        expect(shownBy(ended)).toContain('kinde.yaml');
      }
    },
  );

  it('leaves none in what pull shows, and writes all', async () => {
    const scene = await openScene();
    const check = await run('pull --check --mask-emails', scene, key);
    expect(check.status).toBe(2);
    expect(shownBy(check)).not.toMatch(/acme\.example|Doe/);
    expect(check.stdout).toMatch(/person-[0-9a-f]{10}/);
    const written = await run('pull --mask-emails', scene, key);
    expect(written.status).toBe(0);
    expect(shownBy(written)).not.toMatch(/acme\.example|Doe/);
    expect(await readFile(join(scene.cwd, 'kinde.yaml'), 'utf8')).toContain('old@acme.example');
  });

  it('leaves none in the messages of report, and the report itself has all', async () => {
    const scene = await openScene();
    const ended = await run('report --mask-emails --format csv', scene, key);
    expect(ended.stderr).not.toMatch(/acme\.example|Doe/);
    expect(ended.stdout).toContain('old@acme.example');
    const wrong = await run('report --mask-emails', await openScene(mistaken), key);
    expect({ status: wrong.status, shown: shownBy(wrong) }).toMatchObject({ status: 1 });
    expect(shownBy(wrong)).not.toMatch(/acme\.example|ben@/);
  });

  it('gives the same marks in every run with the same key, and others with another', async () => {
    const scene = await openScene();
    const first = await run('plan --mask-emails', scene, key);
    expect((await run('plan --mask-emails', scene, key)).stdout).toBe(first.stdout);
    const other = await run('plan --mask-emails', scene, { KINDE_SYNC_MASK_KEY: 'another of that length' });
    expect(other.stdout).not.toBe(first.stdout);
  });

  it('takes the client secret for the key where none is set, and shows neither', async () => {
    const { stdout, stderr } = await run('plan --mask-emails', await openScene());
    expect(`${stdout}${stderr}`).not.toMatch(/acme\.example/);
    expect(stdout).toMatch(/person-/);
  });

  it('needs a key that stays the same where there is only an access token', async () => {
    const env = { KINDE_CLIENT_SECRET: undefined, KINDE_ACCESS_TOKEN: 'token' };
    expect(errorCodeIn(await run('plan --mask-emails', await openScene(), env))).toBe('missing-setting');
    const short = { KINDE_SYNC_MASK_KEY: 'short' };
    expect(errorCodeIn(await run('plan --mask-emails', await openScene(), short))).toBe('invalid-setting');
  });

  it('masks neither JSON nor a saved plan: both are for machines', async () => {
    const scene = await openScene();
    const { stdout } = await run('plan --mask-emails --format json --out plan.json', scene, key);
    expect(stdout).toContain('old@acme.example');
    expect(await readFile(join(scene.cwd, 'plan.json'), 'utf8')).toContain('old@acme.example');
  });
});
