// Invitations: no mail is sent twice, at whichever request a run dies and whatever answer gets lost; a refused one is an
// outcome of its line alone; no output holds a link.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions, type Unknowns } from '../../src/sandbox/index.js';
import { invitationsOf } from '../fake-world.js';
import { makeTenant } from '../tenant.js';
import { cutWire, moments } from './cut-wire.js';
import type { Moment } from './cut-wire.js';
import { runCommand, sleep, useVirtualTime } from './run-command.js';

const guests = Array.from({ length: 10 }, (_, index) => `guest${index}@fresh.example`);

const seed = makeTenant({
  roles: ['admin'],
  people: ['ann', { id: 'kp_lee', emails: ['lee@acme.example', 'lee@second.example'] }],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      allowRegistrations: true,
      members: ['ann'],
      invitations: [{ email: 'Old@acme.example' }],
    },
    { code: 'org_beta', name: 'Beta', allowRegistrations: true, members: ['ann'] },
  ],
});

function entry(code: string, members: readonly string[]): string {
  const listed = ['ann@acme.example', ...members].map((email) => `      - ${email}\n`).join('');
  return `  - code: ${code}\n    membership: exact\n    newcomers: invite\n    members:\n${listed}`;
}

const configuration = `version: 1\norganizations:\n${entry('org_acme', guests.slice(0, 5))}${entry('org_beta', guests.slice(5))}`;

useVirtualTime();

function open(yaml: string, options: SandboxOptions = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'kinde-sync-invitations-'));
  writeFileSync(join(cwd, 'kinde.yaml'), yaml);
  const sandbox = createSandbox({ seed, now: Date.now, sleep, ...options });
  const run = (...args: readonly string[]) => runCommand(args, { sandbox, cwd, seed: 1 });
  return { cwd, sandbox, run };
}

/** The number of mails that Kinde was asked to send, by address. */
function countMails(sandbox: Sandbox): Readonly<Record<string, number>> {
  const mails: Record<string, number> = {};
  for (const { operation, body } of sandbox.requests()) {
    if (operation !== 'createOrganizationInvite') continue;
    const { email } = body as { readonly email: string };
    mails[email] = (mails[email] ?? 0) + 1;
  }
  return mails;
}

const onceEach = Object.fromEntries(guests.map((email) => [email, 1]));

const sides: readonly (readonly [string, Partial<Unknowns>])[] = [
  ['as usual', {}],
  [
    'with each unknown the other way',
    {
      inviteAddressCase: 'sensitive',
      inviteExisting: 'refused',
      emailFilterReach: 'preferred',
      endOfList: 'null',
    },
  ],
];

const apply = ['apply', '--yes', '--format', 'json'];

/** Runs an apply that dies with its `death`-th request; false if it had fewer. */
async function die(sandbox: Sandbox, cwd: string, death: number, moment: Moment): Promise<boolean> {
  const { status } = await runCommand(apply, { sandbox, cwd, seed: 1, ...cutWire(sandbox, death, moment) });
  return status === null;
}

describe.each(sides)('%s', (_, unknowns) => {
  it.each(moments)('sends each mail once, whichever request the run dies at: %s', async (moment) => {
    let boundaries = 0;
    for (;;) {
      const { cwd, sandbox, run } = open(configuration, { unknowns });
      if (!(await die(sandbox, cwd, boundaries + 1, moment))) break;
      boundaries += 1;
      const { status, stderr } = await run(...apply);
      expect(status, `after request ${boundaries}: ${stderr}`).toBe(0);
      expect(countMails(sandbox), `after request ${boundaries}`).toEqual(onceEach);
      expect(sandbox.violations()).toEqual([]);
      expect(invitationsOf(sandbox, 'org_acme').filter(({ email }) => email.startsWith('Old'))).toMatchObject(
        [{ state: 'revoked' }],
      );
    }
    expect(boundaries).toBeGreaterThan(15);
  });

  it('finds by reading that an invitation was sent although its answer got lost', async () => {
    let sent = 0;
    const { sandbox, run } = open(configuration, {
      unknowns,
      intercept: ({ operation }) => {
        if (operation !== 'createOrganizationInvite') return undefined;
        sent += 1;
        return sent % 2 === 1 ? 'drop-after' : undefined;
      },
    });
    const { status, stdout } = await run(...apply);
    expect(status, stdout).toBe(0);
    expect(countMails(sandbox)).toEqual(onceEach);
  });

  it('does not send again in the same run what Kinde may have sent, and sends it in the next', async () => {
    let isFaulty = true;
    const { sandbox, run } = open(configuration, {
      unknowns,
      intercept: ({ operation }) =>
        isFaulty && operation === 'createOrganizationInvite' ? 'drop-before' : undefined,
    });
    const first = await run(...apply);
    expect(first.status).toBe(1);
    expect(first.stdout).toContain('"unclear-outcome"');
    expect(countMails(sandbox)).toEqual(onceEach);
    isFaulty = false;
    expect((await run(...apply)).status).toBe(0);
    const plan = await run('plan', '--format', 'json');
    expect(JSON.parse(plan.stdout)).toMatchObject({ changes: [], summary: { pendingInvitations: 10 } });
  });
});

interface Report {
  readonly changes: readonly {
    readonly email: string;
    readonly result: string;
    readonly error?: { readonly code: string };
  }[];
}

function readResults(stdout: string): readonly string[] {
  const { changes } = JSON.parse(stdout) as Report;
  return changes.map(({ email, result, error }) =>
    [email.split('@')[0], result, error?.code].join(' ').trim(),
  );
}

describe('a refused invitation', () => {
  it.each([
    ['a cap on pending ones', { invitationCaps: { pending: 3, inDay: 100 } }],
    ['a cap by day', { invitationCaps: { pending: 100, inDay: 3 } }],
  ])('is an outcome of its line alone: %s', async (_, options) => {
    const { sandbox, run } = open(configuration, options);
    const { status, stdout } = await run(...apply);
    expect(status).toBe(1);
    const results = readResults(stdout);
    expect(results.filter((one) => one.endsWith('applied'))).toHaveLength(2 + 3 + 1);
    expect(results.filter((one) => one.endsWith('failed api-refused'))).toHaveLength(5);
    expect(Object.values(countMails(sandbox))).toEqual(guests.map(() => 1));
  });

  it('stops further mails of its organization where the cap answers 429', async () => {
    const options = {
      invitationCaps: { pending: 3, inDay: 100 },
      unknowns: { invitationCap: 'throttled' },
    } as const;
    const { sandbox, run } = open(configuration, options);
    const { status, stdout } = await run(...apply);
    expect(status).toBe(1);
    expect(readResults(stdout).filter((one) => one.endsWith('failed throttled'))).toHaveLength(5);
    const refused = sandbox.requests().filter(({ status: answer }) => answer === 429);
    expect(refused.length).toBeLessThan(15);
  });

  it('is told where a directory manages the members', async () => {
    const organizations = seed.organizations.map((one) => ({
      ...one,
      hasDirectory: one.code === 'org_beta',
    }));
    const { run } = open(configuration, { seed: { ...seed, organizations } });
    const { status, stdout } = await run(...apply);
    expect(status).toBe(1);
    const results = readResults(stdout);
    expect(results.filter((one) => one.endsWith('failed api-refused'))).toHaveLength(5);
    expect(results.filter((one) => one.endsWith('applied'))).toHaveLength(6);
  });

  it('names the person who has the address after all', async () => {
    const unknowns = { inviteExisting: 'refused', emailFilterReach: 'preferred' } as const;
    const yaml = `version: 1\norganizations:\n${entry('org_beta', ['lee@second.example'])}`;
    const others = Array.from({ length: 9 }, (_, index) => ({ emails: [`other${index}@else.example`] }));
    const { run } = open(yaml, {
      seed: { ...seed, users: [...seed.users, ...others] },
      unknowns,
      intercept: ({ operation }) =>
        operation === 'searchUsers' ? new Response('{}', { status: 400 }) : undefined,
      faults: { faults: [{ kind: 'short-pages', rows: 1, operations: ['getUsers'] }] },
    });
    const { status, stdout } = await run(...apply);
    expect(status).toBe(1);
    expect(readResults(stdout)).toEqual(['lee failed not-invited']);
    expect(stdout).toContain('{ id: kp_lee }');
  });
});

it('shows no link and no code of an invitation, in no output and no file', async () => {
  const { cwd, run } = open(configuration);
  const ends = [
    await run('plan', '-v', '--out', 'plan.json'),
    await run('apply', 'plan.json', '--yes', '-v', '--journal', 'journal.jsonl'),
    await run('plan', '--format', 'json', '-v'),
    await run('undo', 'journal.jsonl', '--yes', '-v', '--allow-removals', 'all'),
  ];
  const texts = [
    ...ends.flatMap(({ stdout, stderr }) => [stdout, stderr]),
    readFileSync(join(cwd, 'plan.json'), 'utf8'),
    readFileSync(join(cwd, 'journal.jsonl'), 'utf8'),
  ].join('\n');
  expect(texts).toContain('guest0@fresh.example');
  expect(texts).not.toMatch(/inv_[0-9a-f]|auth\/invitation/);
});
