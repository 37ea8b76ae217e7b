// Runs command lines of the program in one process that stays open: a process for each costs most of a test's time. A call is
// texts that end with NUL: the folder, the number of arguments, these, the variables, and an empty one. The answer is the exit
// status and a folder with what was written to stdout and stderr. It ends when its stdin closes.
import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { openOutput } from '../../src/cli/files/open-output.js';
import { runProgram } from '../../src/cli/program.js';
import { wireDefaults } from '../../src/kinde/wire-defaults.js';

const server = createServer((socket) => {
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    if (text.endsWith('\0\0')) void answer(socket, text.slice(0, -2).split('\0'));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());

async function answer(socket: Socket, [cwd = '', count = '', ...texts]: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kinde-sync-run-'));
  const open = (name: string) => openOutput(createWriteStream(join(folder, name)));
  const [stdout, stderr] = [open('stdout'), open('stderr')];
  const interrupt = new AbortController().signal;
  const env = readVariables(texts.slice(Number(count)));
  const world = { ...wireDefaults, env, cwd, stdout, stderr, ask: null, interrupt };
  const status = await runProgram(texts.slice(0, Number(count)), world, '1.2.3').catch((error: unknown) => {
    stderr.write(String((error as Error).stack));
    return 70;
  });
  await Promise.all([stdout.finish(), stderr.finish()]);
  socket.end(`${status} ${folder}\n`);
}

function readVariables(lines: readonly string[]): Readonly<Record<string, string>> {
  const pairs = lines.map((line): [string, string] => {
    const end = line.indexOf('=');
    return [line.slice(0, end), line.slice(end + 1)];
  });
  return Object.fromEntries(pairs);
}
