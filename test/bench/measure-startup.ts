// What it costs to start: `--version` against bare node, and which modules each command loads.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '../../src/sandbox/index.js';
import { makeScene } from './make-scene.js';
import { runNode, tool } from './run-node.js';
import { smallest } from './shapes.js';
import { formatCount, formatRatio, formatVerdict, median } from './table.js';
import type { Table } from './table.js';
import { toSeed } from './to-seed.js';
import { inFolder, writeConfiguration } from './write-files.js';

const runs = 20;
const watcher = new URL('./watch-loading.js', import.meta.url).href;

/** Returns the two tables: medians of twenty runs, taking turns; and by command what it loads. */
export async function measureStartup(): Promise<readonly Table[]> {
  const bare: number[] = [];
  const own: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    bare.push((await runNode(['-e', '0'])).wallMs);
    own.push((await runNode([tool, '--version'])).wallMs);
  }
  const head = ['start-up', 'kinde-sync ms', 'node -e 0 ms', 'ratio', '<= 1.5x'];
  const [ownMs, bareMs] = [median(own), median(bare)];
  const verdict = formatVerdict(ownMs <= 1.5 * bareMs);
  const row = ['--version', ownMs.toFixed(0), bareMs.toFixed(0), formatRatio(ownMs, bareMs), verdict];
  return [{ head, rows: [row] }, await listLoaded()];
}

async function listLoaded(): Promise<Table> {
  const scene = makeScene(smallest, 'plain');
  return inFolder(async (folder) => {
    const sandbox = createSandbox({ seed: toSeed(scene) });
    const { url, close } = await sandbox.listen();
    const env = sandbox.environmentVariables(url);
    const config = ['-c', writeConfiguration(scene, folder)];
    const commands = [
      ['--version'],
      ['validate', ...config],
      ['plan', ...config],
      ['apply', '--yes', ...config],
    ];
    const rows: string[][] = [];
    for (const [index, command] of commands.entries()) {
      const file = join(folder, `loaded-${index}`);
      await runNode(['--import', watcher, tool, ...command], { env: { ...env, LOADED_FILE: file } });
      rows.push(describeLoaded(command[0] ?? '', readFileSync(file, 'utf8')));
    }
    await close();
    return { head: ['command', 'files loaded', 'kB'], rows };
  });
}

function describeLoaded(command: string, urls: string): string[] {
  const paths = [...new Set(urls.trim().split('\n'))].map((url) => fileURLToPath(url));
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  return [command, String(paths.length), formatCount(bytes / 1000)];
}
