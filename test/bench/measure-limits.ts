// What throttling costs: wall time under a token bucket against the least that the bucket allows, and how many
// requests more a concurrency limiter provokes.
import { makeScene } from './make-scene.js';
import { runTool, type ToolReport } from './run-node.js';
import { crowd } from './shapes.js';
import { withSandbox, type Faults } from './start-sandbox.js';
import { formatCount, formatRatio, formatVerdict } from './table.js';
import type { Table } from './table.js';
import { inFolder, writeConfiguration } from './write-files.js';

const perSecond = 20;
const most = 4;
const latencyMs = 20;
const commands = [['plan'], ['apply', '--yes']] as const;

/** Returns the two tables; the sandbox takes 20 ms for each answer. */
export async function measureLimits(): Promise<readonly Table[]> {
  const unlimited = await runCommands([]);
  const rated = await runCommands([{ kind: 'rate-limit', perSecond, burst: perSecond }]);
  const crammed = await runCommands([{ kind: 'concurrency-limit', most }]);
  const rateHead = [
    '20 requests/s',
    'requests',
    'seconds',
    'least seconds',
    'ratio',
    'refused',
    '<= 1.15x, < 3%',
  ];
  const placeHead = [
    '4 at once',
    'requests',
    'without limit',
    'ratio',
    '<= 1.05x',
    'seconds',
    'without limit',
  ];
  const placeRows = crammed.map((run, index) => describeCrammed(run, unlimited[index] ?? run));
  return [
    { head: rateHead, rows: rated.map(describeRated) },
    { head: placeHead, rows: placeRows },
  ];
}

interface Run {
  readonly name: string;
  readonly requests: number;
  readonly refused: number;
  readonly seconds: number;
  readonly report: ToolReport;
}

/** One plan, then one apply, on a fresh sandbox. */
async function runCommands(faults: Faults): Promise<readonly Run[]> {
  const variant = 'plain';
  return inFolder(async (folder) =>
    withSandbox({ shape: crowd, variant, latencyMs, faults }, async ({ env, takeRecord }) => {
      const config = writeConfiguration(makeScene(crowd, variant), folder);
      const runs: Run[] = [];
      for (const command of commands) {
        const { wallMs, ...report } = await runTool(command, config, env);
        const sent = (await takeRecord()).requests.filter(({ operation }) => operation !== 'token');
        const refused = sent.filter(({ status }) => status === 429).length;
        const name = `${command[0]}, ${crowd.name}`;
        runs.push({ name, requests: sent.length, refused, seconds: wallMs / 1000, report });
      }
      return runs;
    }),
  );
}

function describeRated({ name, requests, refused, seconds }: Run): string[] {
  const least = requests / perSecond;
  return [
    name,
    formatCount(requests),
    seconds.toFixed(1),
    least.toFixed(1),
    formatRatio(seconds, least),
    `${((100 * refused) / requests).toFixed(1)}%`,
    formatVerdict(seconds <= 1.15 * least && refused < 0.03 * requests),
  ];
}

function describeCrammed(run: Run, free: Run): string[] {
  return [
    run.name,
    ...[run.requests, free.requests].map(formatCount),
    formatRatio(run.requests, free.requests),
    formatVerdict(run.requests <= 1.05 * free.requests),
    run.seconds.toFixed(1),
    free.seconds.toFixed(1),
  ];
}
