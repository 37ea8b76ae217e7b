// Errors that only Kinde shows, for the readers of a pull request: they see the comment and the annotations, not stderr.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { diagnosticCodesIn, errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import { asItIs, seed } from './tenant.js';

const wrong = asItIs.replace(
  '[jane@acme.example]',
  '[{ email: jane@acme.example, roles: [admn] }, { email: lee@acme.example, roles: [vewer] }]',
);

async function openCheckout(configuration: string) {
  const cwd = await makeFolder({ 'access/kinde.yaml': configuration });
  return { cwd, env: { GITHUB_WORKSPACE: cwd } };
}

async function plan(configuration: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const { cwd, env: own } = await openCheckout(configuration);
  const sandbox = createSandbox({ seed });
  const all = ['plan', '-c', 'access/kinde.yaml', ...args];
  const ended = await runInWorld(all, { sandbox, cwd, env: { ...own, ...env } });
  const read = () => readFile(join(cwd, 'notes'), 'utf8').catch(() => null);
  return { ...ended, annotations: await read() };
}

describe('an error that only Kinde shows', () => {
  it('stands in the Markdown with its code, file and line, and on stderr as before', async () => {
    const { status, stdout, stderr } = await plan(wrong, ['--format', 'markdown']);
    expect(status).toBe(1);
    expect(stdout).toContain('access/kinde.yaml:6');
    expect([...stdout.matchAll(/<sub>`([a-z-]+)`<\/sub>/g)].map(([, code]) => code)).toEqual([
      'unknown-role',
      'unknown-role',
    ]);
    expect(diagnosticCodesIn({ stderr })).toEqual(['unknown-role', 'unknown-role']);
  });

  it('is written as an annotation at its line where a file is named for them', async () => {
    const { annotations } = await plan(wrong, ['--annotations', 'notes']);
    expect(annotations?.match(/^::error file=access\/kinde\.yaml,line=6,/gm)).toHaveLength(2);
  });

  it('of the shape of the files is in the Markdown, too', async () => {
    const { stdout, annotations } = await plan('version: 1\norganisations: []\n', [
      ...['--format', 'markdown', '--annotations', 'notes'],
    ]);
    expect(stdout).toContain('unknown-key');
    expect(annotations).toContain('title=unknown-key');
  });

  it('shows no address with --mask-emails', async () => {
    const twice = asItIs.replace(
      '[jane@acme.example]',
      '[{ email: jane@acme.example, roles: ["x@acme.example"] }]',
    );
    const args = ['--format', 'markdown', '--annotations', 'notes', '--mask-emails'];
    const { stdout, annotations } = await plan(twice, args);
    expect(stdout).toContain('unknown-role');
    expect(annotations).toContain('unknown-role');
    expect(`${stdout}${annotations ?? ''}`).not.toContain('@acme.example');
  });

  it('leaves stdout empty in the other formats', async () => {
    expect((await plan(wrong)).stdout).toBe('');
    expect((await plan(wrong, ['--format', 'json'])).stdout).toBe('');
  });

  it('has no annotation after a plan that could be made: only the warnings and hints of validate', async () => {
    const open = asItIs.replace('allowRegistrations: false', 'allowRegistrations: true');
    const { status, annotations } = await plan(open, ['--annotations', 'notes']);
    const validated = await runInWorld(['validate', '-c', 'access/kinde.yaml', '--format', 'github'], {
      sandbox: createSandbox({ seed }),
      ...(await openCheckout(open)),
    });
    expect({ status, annotations }).toEqual({ status: 0, annotations: validated.stdout });
    expect(annotations).toMatch(/^::(warning|notice) /);
  });
});

describe('the hint', () => {
  it('of an unknown role lists the roles that exist', async () => {
    const { stderr } = await plan(
      asItIs.replace('[jane@acme.example]', '[{ email: jane@acme.example, roles: [auditor] }]'),
    );
    expect(stderr).toContain('Roles that exist: admin, viewer');
  });

  it('of an unknown --organization names the nearest entry', async () => {
    const ended = await plan(asItIs, ['--organization', 'org_acmee']);
    expect(errorCodeIn(ended)).toBe('no-such-organization');
    expect(ended.stderr).toContain('Did you mean "org_acme"?');
  });
});

describe('codes that Kinde does not know', () => {
  const entry = (code: string) => `  - { code: ${code}, allowRegistrations: false }\n`;
  const listing = (...codes: readonly string[]) => `version: 1\norganizations:\n${codes.map(entry).join('')}`;

  it('are one error where most are unknown, which asks for the environment of the files', async () => {
    const ended = await plan(listing('org_a', 'org_b', 'org_c', 'org_acme'));
    expect(diagnosticCodesIn(ended)).toEqual(['organization-not-found']);
    expect(ended.stderr).toContain('org_a, org_b, org_c');
    expect(ended.stderr).toContain('another environment?');
  });

  it('are an error each where most are known', async () => {
    const ended = await plan(listing('org_a', 'org_acme', 'org_home'));
    expect(diagnosticCodesIn(ended)).toEqual(['organization-not-found']);
    expect(ended.stderr).not.toContain('another environment?');
  });
});
