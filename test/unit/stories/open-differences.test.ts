// A run that changes nothing says that Kinde matches the files only if it does. Else the verdict counts what still differs: in the
// terminal, even with --quiet, in the comment and in the drift text.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';

const seed: SandboxSeed = {
  roles: [{ key: 'admin', name: 'Admin', permissions: ['read'] }],
  permissions: [{ key: 'read', name: 'Read' }],
  users: [
    ...['ann', 'bo', 'cy'].map((name) => ({ id: `kp_${name}`, emails: [`${name}@acme.example`] })),
    { id: 'kp_phone', emails: [], phone: '+61400555010' },
  ],
  organizations: [
    {
      code: 'org_home',
      name: 'Home',
      isDefault: true,
      members: ['kp_ann', 'kp_bo', 'kp_cy', 'kp_phone'].map((user) => ({ user })),
    },
    { code: 'org_beta', name: 'Beta', members: ['kp_ann', 'kp_bo'].map((user) => ({ user })) },
  ],
};

const matching = 'No changes: Kinde matches the configuration.';
const listAnn = '- { code: org_home, members: [ann@acme.example] }';

async function open(text: string) {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': text });
  const write = (next: string): Promise<void> => writeFile(join(cwd, 'kinde.yaml'), next);
  const run = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { status, stdout } = await runInWorld(args, { sandbox, cwd });
    expect(status).toBe(0);
    return stdout.trimEnd().split('\n');
  };
  return { sandbox, write, run };
}

const filesOf = (...lines: readonly string[]): string => `version: 1\n${lines.join('\n')}\n`;

const cases: readonly (readonly [
  name: string,
  text: string,
  verdict: string,
  ...options: readonly string[],
])[] = [
  [
    'people who are protected or have no address',
    filesOf('safety: { protect: [bo@acme.example, cy@acme.example] }', 'organizations:', listAnn),
    'Nothing to change: 3 people stay who are not listed',
  ],
  [
    'a protected person in two organizations, who is one person',
    filesOf(
      'safety: { protect: ["*@acme.example"] }',
      'organizations:',
      '- { code: org_home, members: [ann@acme.example, cy@acme.example, { id: kp_phone }] }',
      '- { code: org_beta, members: [ann@acme.example] }',
    ),
    'Nothing to change: 1 person stays who is not listed',
  ],
  [
    'removals that are held back',
    filesOf('organizations:', '- { code: org_home, members: [ann@acme.example, { id: kp_phone }] }'),
    'Nothing to change: 2 people stay who are not listed',
    '--no-removals',
  ],
  [
    'a role that another environment manages',
    filesOf(
      'business: { managedFrom: staging, roles: [{ key: admin, permissions: [] }] }',
      'organizations: []',
    ),
    'Nothing to change: 1 role or permission differs, which another environment manages',
  ],
  [
    'twelve permissions that another environment manages',
    filesOf(
      `business: { managedFrom: staging, permissions: [${Array.from({ length: 12 }, (_, index) => `{ key: p${index}, name: P }`).join(', ')}] }`,
      'organizations: []',
    ),
    'Nothing to change: 12 roles and permissions differ, which another environment manages',
  ],
  [
    'a manual setting, which is told by the plan',
    filesOf('environment: { signUp: { allowSelfSignUp: false } }', 'organizations: []'),
    'Nothing to change: 1 manual setting is open',
  ],
];

test.each(cases)(
  'no run claims that Kinde matches the files beside %s',
  async (_, text, verdict, ...options) => {
    const { run } = await open(text);
    const isManual = verdict.includes('manual');
    expect(await run('apply', '--yes', '--quiet', ...options)).toContain(`${verdict}.`);
    expect(await run('apply', '--yes', ...options)).toContain(`${verdict}.`);
    const plan = await run('plan', ...options);
    if (!isManual) expect(plan.filter((line) => line.startsWith(`${verdict}. `))).toHaveLength(1);
    const [comment] = await run('plan', '--format', 'markdown', ...options);
    expect(comment).toBe(isManual ? '## 1 manual setting to check' : `## ${verdict}`);
    const [drift] = await run('plan', '--format', 'markdown', '--as-drift', ...options);
    expect(drift).toBe(`## ${verdict}`);
  },
);

test('a run says that Kinde matches the files if it does', async () => {
  const { run } = await open(
    filesOf('organizations:', '- { code: org_beta, members: [ann@acme.example, bo@acme.example] }'),
  );
  expect(await run('apply', '--yes', '--quiet')).toContain(matching);
  expect(await run('plan', '--format', 'markdown')).toContain('## No changes');
  expect(await run('plan', '--format', 'markdown', '--as-drift')).toContain(
    '## Kinde matches the configuration',
  );
});

test('an empty saved plan leaves changes open, and says how many', async () => {
  const { run, write } = await open(
    filesOf('organizations:', '- { code: org_beta, membership: additive, members: [ann@acme.example] }'),
  );
  await run('plan', '--out', 'plan.json');
  await write(
    filesOf(
      'safety: { protect: [bo@acme.example] }',
      'organizations:',
      '- { code: org_beta, members: [cy@acme.example, new@acme.example] }',
    ),
  );
  const verdict = 'No changes that were approved; 4 changes are open, 1 person stays who is not listed';
  expect(await run('apply', 'plan.json', '--yes', '--quiet', '--allow-removals', 'all')).toContain(
    `${verdict}.`,
  );
  const report = JSON.parse((await run('apply', 'plan.json', '--yes', '--format', 'json')).join('\n')) as {
    readonly warnings: readonly object[];
  };
  expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'not-in-saved-plan', count: 4 }));
});

test('a saved plan that is carried out says how many other changes are open', async () => {
  const { run, write } = await open(
    filesOf('organizations:', '- { code: org_beta, membership: additive, members: [cy@acme.example] }'),
  );
  await run('plan', '--out', 'plan.json');
  await write(
    filesOf(
      'organizations:',
      '- { code: org_beta, membership: additive, members: [cy@acme.example, new@acme.example] }',
    ),
  );
  const saved = ['apply', 'plan.json', '--yes', '--quiet'] as const;
  expect(await run(...saved)).toContain('1 of 1 change applied and verified. 2 other changes are open.');
  expect(await run(...saved)).toContain(
    'Nothing was written: the change was already in place. 2 other changes are open.',
  );
});
