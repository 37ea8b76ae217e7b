// A program in the place of kinde-sync that answers as a test says and records how it was called.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePlace } from './run-action.js';

export interface Answer {
  readonly status?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  /** The content of the file of `--out`; `{}` if absent. */
  readonly file?: object;
  /** The content of the file of `--annotations`, which is not written if absent. */
  readonly annotations?: string;
}

export interface FakeCommand {
  /** For the input `command`. */
  readonly command: string;
  /** The arguments of each call. */
  readonly calls: () => Promise<readonly (readonly string[])[]>;
  /** The names of the environment variables of the last call. */
  readonly variables: () => Promise<readonly string[]>;
}

const program = `
import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
const folder = dirname(process.argv[1]);
const args = process.argv.slice(2);
appendFileSync(join(folder, 'calls'), JSON.stringify(args) + '\\n');
writeFileSync(join(folder, 'variables'), JSON.stringify(Object.keys(process.env)));
const { stdout = '', stderr = '', status = 0, file = {}, annotations } = ANSWERS[args[0]] ?? {};
for (const option of ['--out', '--journal'])
  if (args.includes(option)) writeFileSync(args[args.indexOf(option) + 1], JSON.stringify(file));
if (annotations !== undefined && args.includes('--annotations'))
  writeFileSync(args[args.indexOf('--annotations') + 1], annotations);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status;
`;

/** Returns a program that answers by its first argument, the command. */
export async function makeCommand(answers: Readonly<Record<string, Answer>> = {}): Promise<FakeCommand> {
  const folder = await makePlace();
  const path = join(folder, 'program.mjs');
  await writeFile(path, program.replace('ANSWERS', JSON.stringify(answers)));
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8').catch(() => '');
  return {
    // Behind --, Node itself reads no --env-file.
    command: `${process.execPath} -- ${path}`,
    calls: async () =>
      (await read('calls'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as readonly string[]),
    variables: async () => JSON.parse(await read('variables')) as readonly string[],
  };
}
