// A program in the place of kinde-sync that answers as a test says and records how it was called.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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

// A shell starts in a tenth of Node's time. Each call is recorded as the number of its arguments and these, ended by NUL.
const program = `#!/bin/sh
folder="\${0%/*}"
printf '%s\\0' "$#" "$@" >> "$folder/calls"
env -0 > "$folder/variables"
answer="$folder/answers/$1"
previous=
for argument in "$@"; do
  case "$previous" in
    --out | --journal) cat "$answer/file" 2>/dev/null > "$argument" || printf '{}' > "$argument" ;;
    --annotations) [ ! -e "$answer/annotations" ] || cat "$answer/annotations" > "$argument" ;;
  esac
  previous="$argument"
done
[ -e "$answer" ] || exit 0
cat "$answer/stdout"
cat "$answer/stderr" >&2
exit "$(cat "$answer/status")"
`;

/** Returns a program that answers by its first argument, the command. */
export async function makeCommand(answers: Readonly<Record<string, Answer>> = {}): Promise<FakeCommand> {
  const folder = await makePlace();
  const path = join(folder, 'program.sh');
  await writeFile(path, program, { mode: 0o700 });
  for (const [name, answer] of Object.entries(answers))
    await writeAnswer(join(folder, 'answers', name), answer);
  const read = (name: string): Promise<readonly string[]> =>
    readFile(join(folder, name), 'utf8').then(
      (text) => text.split('\0').slice(0, -1),
      () => [],
    );
  return {
    command: path,
    calls: async () => {
      const words = [...(await read('calls'))];
      const calls: string[][] = [];
      while (words.length > 0) calls.push(words.splice(0, 1 + Number(words[0])).slice(1));
      return calls;
    },
    variables: async () => (await read('variables')).map((line) => line.split('=')[0] ?? ''),
  };
}

async function writeAnswer(folder: string, answer: Answer): Promise<void> {
  const { status = 0, stdout = '', stderr = '', file = {}, annotations } = answer;
  await mkdir(folder, { recursive: true });
  const files = { status: String(status), stdout, stderr, file: JSON.stringify(file), annotations };
  for (const [name, text] of Object.entries(files))
    if (text !== undefined) await writeFile(join(folder, name), text);
}
