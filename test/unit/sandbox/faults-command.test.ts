// `kinde-sync sandbox --faults`: real time, real sockets.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import type { World } from '../../../src/cli/world.js';

const cwd = mkdtempSync(join(tmpdir(), 'kinde-sync-faults-'));

interface Started {
  readonly end: Promise<number>;
  readonly stop: () => void;
  readonly written: { stdout: string; stderr: string };
}

function startSandbox(args: readonly string[]): Started {
  const interrupt = new AbortController();
  const written = { stdout: '', stderr: '' };
  const world: World = {
    env: {},
    cwd,
    fetch,
    stdout: { write: (text) => void (written.stdout += text), isTerminal: false },
    stderr: { write: (text) => void (written.stderr += text), isTerminal: false },
    ask: null,
    now: Date.now,
    sleep: () => Promise.resolve(),
    random: () => 0,
    interrupt: interrupt.signal,
  };
  const end = runProgram(['sandbox', ...args], world, '0.0.0');
  return { end, stop: () => interrupt.abort(), written };
}

it('lets go wrong what the file says', async () => {
  writeFileSync(join(cwd, 'good.yaml'), 'faults: [{ kind: server-error, status: 502 }]');
  const { end, stop, written } = startSandbox(['--faults', 'good.yaml']);
  await expect.poll(() => written.stdout, { timeout: 20_000 }).toContain('KINDE_DOMAIN');
  const [, url = ''] = /KINDE_DOMAIN=(\S+)/.exec(written.stdout) ?? [];
  expect((await fetch(`${url}/oauth2/token`, { method: 'POST' })).status).toBe(502);
  stop();
  expect(await end).toBe(0);
});

it('says where the file is wrong, and when there is none', async () => {
  writeFileSync(join(cwd, 'bad.yaml'), 'faults:\n  - { kind: reset-befor }\n');
  const wrong = startSandbox(['--faults', 'bad.yaml']);
  expect(await wrong.end).toBe(1);
  expect(wrong.written.stderr).toContain('invalid-fault-plan: bad.yaml:2:13');
  const missing = startSandbox(['--faults', 'missing.yaml']);
  expect(await missing.end).toBe(1);
  expect(missing.written.stderr).toContain('no-fault-plan');
});
