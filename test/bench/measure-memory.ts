// What size costs: processor time, wall time and peak memory of a plan of ten thousand, a hundred thousand and a
// million memberships, a hundred in an organization and each organization in a file of its own; without last days, and with
// last days on a tenth of the lines. It prints the least times and the most memory of three runs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScene } from './make-scene.js';
import type { Usage } from './report-usage.js';
import { runNode, tool } from './run-node.js';
import { shapeOfMemberships } from './shapes.js';
import type { Variant } from './shapes.js';
import { withSandbox } from './start-sandbox.js';
import { formatCount, formatRatio, formatVerdict } from './table.js';
import type { Table } from './table.js';
import { inFolder, writeConfiguration } from './write-files.js';

/** The sizes of each variant, in the order of measuring. Each is compared with the one before it. */
const usualSizes: readonly Sizes[] = [
  { variant: 'plain', sizes: [10_000, 100_000, 1_000_000] },
  { variant: 'dated', sizes: [100_000, 1_000_000] },
];
const runs = 3;
const mostMegabytes = 1_000;
const mostGrowth = 12;
const reporter = new URL('./report-usage.js', import.meta.url).href;

export interface Sizes {
  readonly variant: Variant;
  readonly sizes: readonly number[];
}

/** Returns the table, one row a size. */
export async function measureMemory(wanted: readonly Sizes[] = usualSizes): Promise<readonly Table[]> {
  const rows: string[][] = [];
  for (const { variant, sizes } of wanted) {
    let smaller: Run | undefined;
    for (const size of sizes) {
      const run = await runPlans(size, variant);
      rows.push(describe(run, smaller));
      smaller = run;
    }
  }
  const head = [
    'memberships',
    'last days',
    'CPU s',
    'wall s',
    'times the CPU',
    'times the wall',
    '<= 12x',
    'peak MB',
    '< 1 GB',
  ];
  return [{ head, rows }];
}

interface Run extends Usage {
  readonly size: number;
  readonly variant: Variant;
  readonly wallSeconds: number;
}

async function runPlans(size: number, variant: Variant): Promise<Run> {
  const shape = shapeOfMemberships(size);
  return inFolder(async (folder) =>
    withSandbox({ shape, variant, latencyMs: 0, faults: [] }, async ({ env }) => {
      const config = writeConfiguration(makeScene(shape, variant), folder);
      const file = join(folder, 'usage.json');
      const args = ['--import', reporter, tool, 'plan', '-c', config, '--format', 'json'];
      const usages: (Usage & { readonly wallSeconds: number })[] = [];
      while (usages.length < runs) {
        const { wallMs } = await runNode(args, { env: { ...env, USAGE_FILE: file } });
        usages.push({ wallSeconds: wallMs / 1000, ...(JSON.parse(readFileSync(file, 'utf8')) as Usage) });
      }
      return {
        size,
        variant,
        cpuSeconds: Math.min(...usages.map(({ cpuSeconds }) => cpuSeconds)),
        wallSeconds: Math.min(...usages.map(({ wallSeconds }) => wallSeconds)),
        peakMegabytes: Math.max(...usages.map(({ peakMegabytes }) => peakMegabytes)),
      };
    }),
  );
}

function describe(run: Run, smaller: Run | undefined): string[] {
  const times = (of: (one: Run) => number): string =>
    smaller === undefined ? '' : formatRatio(of(run), of(smaller));
  const isLinear = smaller === undefined || run.wallSeconds <= mostGrowth * smaller.wallSeconds;
  return [
    formatCount(run.size),
    run.variant === 'dated' ? '10 %' : 'none',
    run.cpuSeconds.toFixed(1),
    run.wallSeconds.toFixed(1),
    times(({ cpuSeconds }) => cpuSeconds),
    times(({ wallSeconds }) => wallSeconds),
    formatVerdict(isLinear),
    formatCount(run.peakMegabytes),
    formatVerdict(run.peakMegabytes < mostMegabytes),
  ];
}
