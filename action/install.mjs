// Installs the published package into an empty folder of its own: neither the .npmrc nor the node_modules of a checkout
// may decide what runs. The npm configuration of the runner and of the workflow (a mirror) counts.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const options = [
  ...[
    '--global=false',
    '--workspaces=false',
    '--ignore-scripts',
    '--omit=dev',
    '--no-save',
    '--package-lock=false',
  ],
  ...['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
];
const known = new Map();

/**
 * Returns the program and its first arguments: the input `command`, or Node with the installed version. Behind `--` Node takes no
 * option for its own: it would read NODE_OPTIONS, and with it code, from a file of `--env-file`.
 */
export async function findCommand(inputs) {
  if (inputs.command.length > 0) return inputs.command;
  if (!known.has(inputs.version)) known.set(inputs.version, install(inputs));
  return [process.execPath, '--', await known.get(inputs.version)];
}

/** Returns the path of the program; throws an `Error` if npm can't install it. */
async function install({ version, env }) {
  const folder = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'kinde-sync-program-'));
  // With it npm takes this folder for the project, and none above it.
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const args = ['install', `kinde-sync@${version}`, '--prefix', folder, ...options];
  const status = await runNpm(args, { folder, env });
  if (status !== 0)
    throw new Error(`npm can't install kinde-sync@${version} (status ${status}); the log says why.`);
  const home = join(folder, 'node_modules', 'kinde-sync');
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return join(home, typeof bin === 'string' ? bin : bin['kinde-sync']);
}

function runNpm(args, { folder, env }) {
  const foreign = Object.entries(env).filter(
    ([name]) => !/^(KINDE_|GITHUB_TOKEN$|ACTIONS_|INPUT_)/.test(name),
  );
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd: folder,
      env: Object.fromEntries(foreign),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.pipe(process.stdout, { end: false });
    child.once('error', ({ code }) => reject(new Error(`npm can't be started: ${code}. Set up Node first.`)));
    child.once('close', (status) => resolve(status ?? 1));
  });
}
