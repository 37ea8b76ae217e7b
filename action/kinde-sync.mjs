// Runs kinde-sync as a process of its own, without a shell, and without the tokens of the workflow.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { givesSecret } from './inputs.mjs';
import { findCommand } from './install.mjs';
import { approvals } from './labels.mjs';
import { withoutCommands } from './runner.mjs';

const ours = /^(GITHUB_TOKEN$|ACTIONS_|INPUT_)/;
const secret = /^KINDE_(CLIENT_SECRET|ACCESS_TOKEN|SYNC_MASK_KEY)$/;

/**
 * Runs one command and returns `{ status, stdout }`. stderr goes to the log as it comes, stdout only with `isShown`. Without
 * `isTrusted` the process does not get the credentials of Kinde.
 */
export async function runKindeSync(inputs, args, { isShown = false, isTrusted = true } = {}) {
  const [program, ...first] = await findCommand(inputs);
  const env = Object.fromEntries(
    Object.entries({ ...pinned(inputs.env), ...inputs.env }).filter(
      ([name]) => !ours.test(name) && (isTrusted || !secret.test(name)),
    ),
  );
  // No env file may choose the key: without one, the marks of this run fit no other.
  if (!isTrusted && inputs.maskEmails) env.KINDE_SYNC_MASK_KEY = '';
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], {
      cwd: inputs.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout = collect(child.stdout, isShown);
    collect(child.stderr, true);
    child.once('error', (cause) =>
      reject(new Error(`${program} can't be started: ${cause.code}. Check the input command.`, { cause })),
    );
    child.once('close', (status) => resolve({ status: status ?? 1, stdout: stdout() }));
    child.once('close', forwardCancellation(child));
  });
}

// With a key that an env file of the checkout sets, its author could tell whom a mark means. The environment wins over it.
function pinned(env) {
  return givesSecret(env) ? { KINDE_SYNC_MASK_KEY: '' } : {};
}

/**
 * Plans into a new file and returns `{ status, stdout, file }`; stdout is Markdown. Without a plan there is no file.
 */
export async function planToFile(inputs, name, options) {
  const file = makeTarget(inputs, name);
  const args = ['plan', '--format', 'markdown', '--detailed-exitcode', '--out', file];
  const all = [...args, ...toLinkOption(inputs), ...options, ...toPlanningOptions(inputs)];
  return { ...(await withoutCommands(() => runKindeSync(inputs, all))), file };
}

/** Returns the path of a file in the action's folder, which does not exist yet. */
export function makeTarget({ temporary }, name) {
  mkdirSync(temporary, { recursive: true });
  const file = join(temporary, name);
  rmSync(file, { force: true });
  return file;
}

/** Returns the options of the configuration: its paths, and the files of its variables. */
export function toConfigOptions({ config, envFiles }) {
  return [
    ...config.flatMap((path) => ['--config', path]),
    ...envFiles.flatMap((path) => ['--env-file', path]),
  ];
}

/** Returns the options of plan, apply and undo: what is meant, and what is approved now. An undo sends no invitations. */
export function toPlanningOptions(inputs, kinds = Object.keys(approvals)) {
  return [
    ...toConfigOptions(inputs),
    ...kinds.flatMap((what) => {
      const number = inputs.approved[what];
      return number === '' ? [] : [approvals[what].option, number];
    }),
    ...toMaskOption(inputs),
    ...inputs.arguments,
  ];
}

// The option links files and commits in Markdown, if the repository is known.
function toLinkOption({ sourceUrl }) {
  return sourceUrl === '' ? [] : ['--source-url', sourceUrl];
}

/** Returns the options of a command that reads Kinde without a plan: what is meant, and how fast. */
export function toReadingOptions({ arguments: given, ...inputs }) {
  return [...toConfigOptions(inputs), ...given.filter(isForReading)];
}

// A value may stand on a line of its own, behind its option.
function isForReading(line, index, lines) {
  const own = /^--(organization|concurrency)(=|$)/;
  const before = lines[index - 1] ?? '';
  return own.test(line) || (own.test(before) && !before.includes('='));
}

/** Returns the option that hides addresses, if that is wanted. */
export function toMaskOption({ maskEmails }) {
  return maskEmails ? ['--mask-emails'] : [];
}

function collect(stream, isShown) {
  const parts = [];
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    parts.push(text);
    if (isShown) process.stdout.write(text);
  });
  return () => parts.join('');
}

// A cancelled job gets SIGINT, then SIGTERM: calls in flight are finished and none is started. Returns how to end it.
function forwardCancellation(child) {
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, forward);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, forward);
  };
}
