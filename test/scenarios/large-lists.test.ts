// Lists too long to be written down as a scenario: what they cost in requests, and that nobody is lost on the way.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { createSandbox } from '../../src/sandbox/index.js';
import { runCommand } from './run-command.js';

let cwd = '';
beforeAll(() => void (cwd = mkdtempSync(join(tmpdir(), 'large-lists-'))));
afterAll(() => rmSync(cwd, { recursive: true }));

const people = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `person${String(index).padStart(4, '0')}@acme.com`);

const seedOf = (emails: readonly string[], members: readonly string[]): SandboxSeed => ({
  users: emails.map((email) => ({ emails: [email] })),
  organizations: [
    { code: 'org_home', name: 'Home' },
    { code: 'org_acme', name: 'Acme', members: members.map((user) => ({ user })) },
  ],
});

const writeConfiguration = (members: readonly string[]): void => {
  const configuration = { version: 1, organizations: [{ code: 'org_acme', members }] };
  writeFileSync(join(cwd, 'kinde.yaml'), JSON.stringify(configuration));
};

it('250 people are added with three bulk calls, and the second apply sends no write', async () => {
  const emails = people(250);
  writeConfiguration(emails);
  const sandbox = createSandbox({ seed: seedOf(emails, []) });
  const first = await runCommand(['apply', '--yes'], { sandbox, cwd });
  expect(first.status).toBe(0);
  expect(first.writes.map(({ operation }) => operation)).toEqual(Array(3).fill('AddOrganizationUsers'));
  expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme')?.members).toHaveLength(250);
  expect((await runCommand(['apply', '--yes'], { sandbox, cwd })).writes).toEqual([]);
});

it('a list of several pages is read to its end, and only the one person beyond the file leaves', async () => {
  const emails = people(1201);
  writeConfiguration(emails.slice(0, 1200));
  const sandbox = createSandbox({ seed: seedOf(emails, emails) });
  const end = await runCommand(['apply', '--yes'], { sandbox, cwd });
  expect(end.status).toBe(0);
  expect(end.writes).toHaveLength(1);
  expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme')?.members).toHaveLength(
    1200,
  );
});

it('a bulk call of which Kinde leaves out one in the middle fails for that person only', async () => {
  const emails = people(250);
  writeConfiguration(emails);
  let left: readonly string[] = [];
  const sandbox = createSandbox({
    seed: seedOf(emails, []),
    intercept: ({ operation }) => (operation === 'AddOrganizationUsers' ? { leaveOut: left } : undefined),
  });
  left = sandbox.snapshot().users.flatMap(({ id, emails: own }) => (own[0] === emails[150] ? [id] : []));
  const end = await runCommand(['apply', '--yes'], { sandbox, cwd });
  expect(end.status).toBe(1);
  expect(end.stdout).toContain(`failed + ${emails[150] ?? ''}`);
  left = [];
  const next = await runCommand(['apply', '--yes'], { sandbox, cwd });
  expect(next.status).toBe(0);
  expect(next.writes).toHaveLength(1);
});
