// Being asked: only a clear yes changes anything, and whoever is asked has seen the plan.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../fake-world.js';
import { binary, listenSandbox, runShell } from '../run-process.js';
import { asItIs, changing, seed } from '../unit/cli/tenant.js';

test.each(['yes', 'YES', ' yes \n', 'y', 'Y'])('%j applies the plan', async (answer) => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { status } = await runInWorld(['apply'], { sandbox, cwd, ask: () => Promise.resolve(answer) });
  expect(status).toBe(0);
  expect(sandbox.requests().some(({ isWrite }) => isWrite)).toBe(true);
});

test.each(['no', '', 'ye', 'yes please', 'yesno'])('%j changes nothing and exits with 1', async (answer) => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { status, stdout } = await runInWorld(['apply', '--format', 'json'], {
    sandbox,
    cwd,
    ask: () => Promise.resolve(answer),
  });
  expect(status).toBe(1);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  const report = JSON.parse(stdout) as { changes: readonly { result: string; error: { code: string } }[] };
  expect(new Set(report.changes.map(({ result, error }) => `${result} ${error.code}`))).toEqual(
    new Set(['skipped declined']),
  );
});

test('the question comes after the plan and tells where, how many memberships are added and removed', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  let question = '';
  const ask = (text: string) => {
    question = text;
    return Promise.resolve('no');
  };
  const { stdout } = await runInWorld(['apply'], { sandbox, cwd, ask });
  expect(stdout).toContain('old@acme.example');
  expect(question).toContain('production');
  expect(question).toContain('2 memberships to add, 1 membership to remove, 1 other change)');
});

test('an answer other than yes is answered in one line that nothing was changed', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { stdout } = await runInWorld(['apply'], {
    ...{ sandbox, cwd, isTerminal: true, env: { NO_COLOR: '1' } },
    ask: () => Promise.resolve('no'),
  });
  expect(stdout.split('\n').slice(-2)).toEqual(['Cancelled. Nothing was changed.', '']);
  expect(stdout).not.toContain('The answer was not yes');
});

test('nobody is asked where there is nothing to do', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': asItIs });
  const ask = () => Promise.reject(new Error('asked'));
  expect((await runInWorld(['apply'], { sandbox, cwd, ask })).status).toBe(0);
});

test('a person asked in JSON mode sees the plan on stderr, and stdout stays JSON', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const ask = () => Promise.resolve('yes');
  const { stdout, stderr } = await runInWorld(['apply', '--format', 'json'], { sandbox, cwd, ask });
  expect(stderr).toContain('old@acme.example');
  expect(JSON.parse(stdout)).toMatchObject({ verified: true });
});

test('a person asked with -q has seen the plan before the question', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const ask = () => Promise.resolve('yes');
  const { stdout } = await runInWorld(['apply', '-q'], { sandbox, cwd, ask });
  expect(stdout).toContain('old@acme.example');
});

// `script`, of Debian's bsdutils, gives the program a terminal of its own.
const hasTerminal = existsSync('/usr/bin/script');

/** The answer is typed only once the question is there: what comes earlier would be echoed into the plan. */
async function typeOnTerminal(answer: string, ending: string) {
  const { sandbox, env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const typing = `until grep -q "Type yes" screen 2>/dev/null; do sleep 0.02; done; printf '${answer}${ending}'; sleep 1`;
  const line = `{ ${typing}; } | script -qefc "'$NODE' '${binary}' apply" screen`;
  const { status, stdout } = await runShell(line, { cwd, env: { ...env, TERM: 'xterm' } });
  return { status, stdout, sandbox };
}

test.runIf(hasTerminal)('on a real terminal yes applies the plan, with colours', async () => {
  const { status, stdout, sandbox } = await typeOnTerminal('yes', '\\r');
  expect(status).toBe(0);
  expect(stdout).toContain(String.fromCodePoint(27));
  expect(sandbox.snapshot().users).toHaveLength(4);
});

test.runIf(hasTerminal)('on a real terminal no changes nothing', async () => {
  const { status, sandbox } = await typeOnTerminal('no', '\\r');
  expect(status).toBe(1);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

test.runIf(hasTerminal)(
  'on a real terminal Ctrl-C at the question changes nothing and exits with 130',
  async () => {
    const { status, sandbox } = await typeOnTerminal('', '\\003');
    expect(status).toBe(130);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  },
);

test.runIf(hasTerminal)(
  'on a real terminal Ctrl-D at the question changes nothing and exits with 1',
  async () => {
    const { status, sandbox } = await typeOnTerminal('', '\\004');
    expect(status).toBe(1);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  },
);
