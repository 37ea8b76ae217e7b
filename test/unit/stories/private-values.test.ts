// The values of private properties: no command shows one to people, whatever goes wrong. The files that machines read have them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.js';
import { makeFolder, planOf, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';

const secrets = ['s3cret-live', 's3cret-file', 's3cret-hand'] as const;
const [live, stated, byHand] = secrets;

const configuration = `version: 1
organizations:
  - code: org_acme
    properties:
      token: ${stated}
      plan: gold
  - externalId: globex
    name: Globex
    properties: { token: "${stated}" }
`;

interface Stage {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  readonly write: (text: string) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
}

async function openStage(options: Partial<SandboxOptions> = {}, text = configuration): Promise<Stage> {
  const sandbox = createSandbox({
    seed: {
      properties: [{ key: 'plan' }, { key: 'token', isPrivate: true }],
      organizations: [
        { code: 'org_home', name: 'Home' },
        { code: 'org_acme', name: 'Acme', properties: { token: live, plan: 'silver' } },
      ],
    },
    ...options,
  });
  const cwd = await makeFolder(text === '' ? {} : { 'kinde.yaml': text });
  return {
    sandbox,
    cwd,
    run: (...args) => runInWorld(args, { sandbox, cwd }),
    write: (now) => writeFile(join(cwd, 'kinde.yaml'), now),
    read: (file) => readFile(join(cwd, file), 'utf8'),
  };
}

function setByHand({ change }: Sandbox): void {
  change((tenant) => tenant.setOrganizationProperty('org_acme', 'token', byHand));
}

/** Returns what people see, after the check that it holds no private value. */
function seen({ stdout, stderr }: Ended): string {
  const text = `${stdout}${stderr}`;
  for (const secret of secrets) expect(text).not.toContain(secret);
  return text;
}

function refuseWrites({ body }: { readonly body?: unknown }): Response | undefined {
  if (body === undefined || !JSON.stringify(body).includes(stated)) return undefined;
  const message = `The value "${stated}" is too long`;
  return Response.json({ errors: [{ code: 'INVALID_VALUE', message }] }, { status: 400 });
}

describe('a private value is not shown', () => {
  it.each(['text', 'markdown', 'diff'])('by a plan as %s, which says that it changes', async (format) => {
    const { run } = await openStage();
    const text = seen(await run('plan', '-v', '--format', format));
    expect(text).toContain('(private value)');
    expect(text).toContain('(another private value)');
    expect(text).toContain('gold');
  });

  it('by an apply and its undo, of which the latter names a first value that stays', async () => {
    const { run, sandbox } = await openStage();
    const applied = await run('apply', '--yes', '-v', '--journal', 'journal.jsonl');
    expect(applied.status, applied.stderr).toBe(0);
    expect(seen(applied)).toContain('(another private value)');
    const undone = await run('undo', 'journal.jsonl', '--yes', '-v');
    expect(seen(undone)).toContain('not-reversible');
    expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme')?.properties).toEqual({
      plan: 'silver',
      token: live,
    });
  });

  it('by an undo that finds another value', async () => {
    const { run, sandbox } = await openStage();
    await run('apply', '--yes', '--journal', 'journal.jsonl');
    setByHand(sandbox);
    const undone = await run('undo', 'journal.jsonl', '--yes', '-v');
    expect(seen(undone)).toContain('moved-since');
  });

  it.each(['text', 'json'])('by an apply as %s whose value Kinde refuses and repeats', async (format) => {
    const { run } = await openStage({ intercept: refuseWrites });
    const applied = await run('apply', '--yes', '--format', format);
    expect(applied.status).toBe(1);
    if (format === 'json') {
      const { changes } = JSON.parse(applied.stdout) as { changes: readonly { error?: object }[] };
      seen({ ...applied, stdout: JSON.stringify(changes.flatMap(({ error }) => error ?? [])) });
    } else expect(seen(applied)).toContain('Kinde answered 400');
  });

  it('by an apply that does not find it again', async () => {
    const { sandbox, cwd } = await openStage();
    let writes = 0;
    const fetch: typeof sandbox.fetch = async (input, init) => {
      const answer = await sandbox.fetch(input, init);
      if (new Request(input, init).method === 'PATCH' && (writes += 1) === 3) setByHand(sandbox);
      return answer;
    };
    const applied = await runInWorld(['apply', '--yes', '-v'], { sandbox, cwd, fetch });
    expect(applied.status).toBe(1);
    expect(seen(applied)).toContain('not-verified');
  });

  it.each([
    ['in Kinde', 'has another private value now'],
    ['in the files', 'no longer contains it'],
  ])('by a saved plan that is overtaken %s', async (where, words) => {
    const { run, sandbox, write } = await openStage();
    await run('plan', '--out', 'plan.json');
    if (where === 'in Kinde') setByHand(sandbox);
    else await write(configuration.replace(`token: ${stated}`, `token: ${byHand}`));
    const applied = await run('apply', 'plan.json', '--yes');
    expect(applied.status).toBe(3);
    expect(seen(applied)).toContain(words);
  });

  it('by an error beside it, at validation or in a plan', async () => {
    const { run, write } = await openStage({}, configuration.replace('plan: gold', 'paln: gold'));
    expect(seen(await run('plan'))).toContain('unknown-property');
    await write(configuration.replace('plan: gold', 'plan: 5'));
    expect(seen(await run('validate'))).toContain('wrong-type');
  });

  it('by a pull that writes it into the file which states it', async () => {
    const { run, read } = await openStage();
    const checked = await run('pull', '--check');
    expect(seen(checked)).toMatch(/^-.*\(private value\)"$/m);
    expect(checked.stdout).toMatch(/^\+.*\(another private value\)"$/m);
    expect(checked.stdout).toMatch(/^\+ +plan: silver$/m);
    const pulled = await run('pull');
    expect(seen(pulled)).toContain('property token (private value) -> (another private value)');
    expect(await read('kinde.yaml')).toBe(
      configuration.replace(`token: ${stated}`, `token: ${live}`).replace('gold', 'silver'),
    );
  });

  it.each(['"${MANAGER:-s3cret-file}"', '"s3cret-${PART:-file}"', '*token'])(
    'by a pull where the file gives it by a variable, as in %s, and the variable stays',
    async (value) => {
      const anchor = 'token: &token ${MANAGER:-s3cret-file}';
      const text = configuration.replace(`token: ${stated}`, value === '*token' ? anchor : `token: ${value}`);
      const { run, read } = await openStage(
        {},
        text.replace(`"${stated}"`, value === '*token' ? value : `"x"`),
      );
      const pulled = await run('pull');
      const codes = seen(pulled).match(/private-variable|variable-replaced/g);
      expect({ status: pulled.status, codes }).toEqual({ status: 0, codes: ['private-variable'] });
      const after = await read('kinde.yaml');
      expect(after).not.toContain(live);
      expect(after).toContain(value === '*token' ? anchor : value);
      expect(after).toContain('plan: silver');
      const checked = await run('pull', '--check');
      expect({ status: checked.status, text: seen(checked) }).toMatchObject({
        status: 0,
        text: expect.stringContaining('private-variable') as unknown,
      });
    },
  );

  it('by a fresh pull, which leaves it out of the file and says so', async () => {
    const { run, read } = await openStage({}, '');
    expect(seen(await run('pull'))).toContain('not-writable');
    const text = await read('kinde.yaml');
    expect(text).toContain('plan: silver');
    expect(text).not.toContain(live);
    expect(text).not.toContain('token');
  });
});

it('the plan for machines, the saved plan and the journal have the values, each marked as private', async () => {
  const { run, read } = await openStage();
  const { stdout } = await run('plan', '--format', 'json', '--out', 'plan.json');
  const { changes } = planOf({ stdout });
  const fields = [{ field: 'token', before: live, after: stated }];
  expect(changes).toContainEqual(expect.objectContaining({ fields, isPrivate: true }));
  expect(changes.filter((change) => 'isPrivate' in change)).toHaveLength(2);
  expect(await read('plan.json')).toContain(stated);
  const applied = await run('apply', 'plan.json', '--yes', '--journal', 'journal.jsonl');
  expect(applied.status, applied.stderr).toBe(0);
  expect(await read('journal.jsonl')).toContain(stated);
});

it('a private value is in no URL', async () => {
  const { run, sandbox } = await openStage();
  await run('apply', '--yes');
  const writes = sandbox.requests().filter(({ operation }) => operation === 'UpdateOrganizationProperties');
  expect(writes).toHaveLength(3);
  for (const { path } of sandbox.requests()) expect(path).not.toContain('s3cret');
});
