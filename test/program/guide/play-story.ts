// Plays one story of the documents: every command, as it is written there, in one shell in an empty folder, where
// `kinde-sync` is the program that was just built. Nothing of this machine's settings reaches it.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { inject } from 'vitest';
import type { Step, Story } from './read-guide.js';

const program = inject('binary');
/** Ends what a command printed; no command prints it. */
const mark = '\u001e';

/**
 * Returns what each command of the story printed, on both streams, and ends everything that it started. The sandbox
 * listens on any free port, which is told as 4010.
 */
export async function playStory({ steps }: Story): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'kinde-sync-guide-'));
  const home = join(root, 'home');
  mkdirSync(home);
  writeProgram(join(root, 'kinde-sync'));
  const env = {
    PATH: `${root}:${process.env['PATH'] ?? ''}`,
    HOME: root,
    LANG: 'C.UTF-8',
    TMPDIR: tmpdir(),
    GIT_AUTHOR_NAME: 'Ann',
    GIT_AUTHOR_EMAIL: 'ann@corp.example',
    GIT_COMMITTER_NAME: 'Ann',
    GIT_COMMITTER_EMAIL: 'ann@corp.example',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const shell = spawn('bash', [], { cwd: home, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  try {
    shell.stdin.write(steps.map(frame).join(''));
    const printed = await readMarked(shell.stdout, steps.length);
    return printed.map((text) => text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010'));
  } finally {
    process.kill(-(shell.pid ?? 0), 'SIGKILL');
    rmSync(root, { recursive: true, force: true });
  }
}

function writeProgram(path: string): void {
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(path, 0o755);
}

/** The command in the shell itself, so that what it sets stays set, and its status as the next one's `$?`. */
function frame({ command }: Step): string {
  return `{ ${command}\n} 2>&1 </dev/null\n{ _status=$?; printf '${mark}'; (exit $_status); }\n`;
}

async function readMarked(stream: AsyncIterable<Buffer>, count: number): Promise<readonly string[]> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk.toString();
    if (text.split(mark).length > count) break;
  }
  return text.split(mark).slice(0, count);
}
