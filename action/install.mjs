// Finds the program: built from the action's own checkout, so that both are of one commit, or a published version. Either is
// made in a folder of its own: neither the .npmrc nor the node_modules of a checkout may decide what runs. The npm
// configuration of the runner and of the workflow (a mirror) counts.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';

const home = dirname(import.meta.dirname);
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
const options = [
  ...[
    '--global=false',
    '--workspaces=false',
    '--ignore-scripts',
    '--omit=dev',
    '--no-save',
    '--package-lock=false',
  ],
  ...quiet,
];
const known = new Map();

/**
 * Returns the program and its first arguments: the input `command`, or Node with the built or the installed version. Behind `--`
 * Node takes no option for its own: it would read NODE_OPTIONS, and with it code, from a file of `--env-file`.
 */
export async function findCommand(inputs) {
  const { command, version } = inputs;
  if (command.length > 0) return command;
  if (!known.has(version)) known.set(version, version === '' ? build(inputs) : install(inputs));
  return [process.execPath, '--', await known.get(version)];
}

/** Returns the path of the action's own program; throws an `Error` if it can't be built. */
async function build({ env }) {
  const built = join('dist', 'main.js');
  if (existsSync(join(home, built))) return join(home, built);
  const folder = makeFolder(env);
  const left = new Set(['.git', 'node_modules', 'test']);
  cpSync(home, folder, { recursive: true, filter: (path) => !left.has(relative(home, path)) });
  // The lockfile names every package with its checksum, and no script of a package runs.
  const place = { folder, env, failure: "kinde-sync can't be built from the checkout of the action" };
  await run(process.execPath, [join('action', 'drop-test-tools.mjs')], place);
  await run('npm', ['ci', '--include=dev', '--ignore-scripts', ...quiet], place);
  await run(process.execPath, ['build.mjs', '--program-only'], place);
  return join(folder, built);
}

/** Returns the path of the published program; throws an `Error` if npm can't install it. */
async function install({ version, env }) {
  const folder = makeFolder(env);
  // With it npm takes this folder for the project, and none above it.
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const failure = `npm can't install kinde-sync@${version}`;
  await run('npm', ['install', `kinde-sync@${version}`, '--prefix', folder, ...options], {
    folder,
    env,
    failure,
  });
  const installed = join(folder, 'node_modules', 'kinde-sync');
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  return join(installed, typeof bin === 'string' ? bin : bin['kinde-sync']);
}

function makeFolder(env) {
  return mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'kinde-sync-program-'));
}

/** Runs a program without the secrets of the job. Throws an `Error` with the failure unless it ends with 0. */
async function run(program, args, { folder, env, failure }) {
  const passed = Object.entries(env).filter(
    ([name]) => !/^(KINDE_|GITHUB_TOKEN$|ACTIONS_|INPUT_)/.test(name),
  );
  const started = { cwd: folder, env: Object.fromEntries(passed), stdio: ['ignore', 'pipe', 'pipe'] };
  const status = await new Promise((resolve, reject) => {
    const child = spawn(program, args, started);
    for (const stream of [child.stdout, child.stderr]) stream.pipe(process.stdout, { end: false });
    child.once('error', ({ code }) =>
      reject(new Error(`${program} can't be started: ${code}. Set up Node first.`)),
    );
    child.once('close', (code) => resolve(code ?? 1));
  });
  if (status !== 0) throw new Error(`${failure} (status ${status}); the log says why.`);
}
