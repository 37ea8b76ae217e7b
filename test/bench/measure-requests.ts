// How many requests a plan and an apply take: kinde-sync, the fewest possible, and the two older ways, each run for
// real on a sandbox of its own. Nothing here looks at the time.
import { createSandbox } from '../../src/sandbox/index.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { connectSandbox } from './call-sandbox.js';
import { countFewest } from './count-fewest.js';
import { makeScene } from './make-scene.js';
import { readStateFile, refreshResources, writeResources } from './per-resource-pattern.js';
import { runTool, sumRequests, type ToolReport } from './run-node.js';
import type { Scene } from './scene.js';
import { shapes, variants } from './shapes.js';
import { runSupportProcedure } from './support-procedure.js';
import { formatCount, formatRatio, formatVerdict } from './table.js';
import type { Table } from './table.js';
import { toSeed } from './to-seed.js';
import { inFolder, writeConfiguration } from './write-files.js';

/** Returns the tables. Throws if the tool's own counts are not the sandbox's, or if its apply misses the goal. */
export async function measureRequests(): Promise<readonly Table[]> {
  const plans: string[][] = [];
  const applies: string[][] = [];
  for (const shape of shapes) {
    for (const variant of variants) {
      const scene = makeScene(shape, variant);
      const fewest = countFewest(scene);
      const own = await countOwn(scene);
      const older = await countOlder(scene);
      const name = `${shape.name}, ${variant}`;
      const isFew = own.plan <= 1.03 * fewest.plan + 2;
      plans.push([
        name,
        ...[own.plan, fewest.plan].map(formatCount),
        formatRatio(own.plan, fewest.plan),
        formatVerdict(isFew),
        ...[older.support, older.refresh].map(formatCount),
        formatCount(older.refresh / own.plan),
      ]);
      const total = fewest.plan + fewest.writes + fewest.verify;
      applies.push([
        name,
        ...[own.writes, fewest.writes].map(formatCount),
        formatVerdict(own.writes === fewest.writes),
        ...[own.rereads, fewest.verify, own.apply, total].map(formatCount),
        formatRatio(own.apply, total),
        ...[older.support, older.refresh + older.writes].map(formatCount),
        String(own.tokens),
      ]);
    }
  }
  const planHead = [
    'plan',
    'kinde-sync',
    'fewest',
    'ratio',
    '<= 1.03x+2',
    'support',
    'per resource',
    'times fewer',
  ];
  const applyHead = [
    ...['apply of 5% churn', 'writes', 'fewest', 'equal', 'verify reads', 'fewest', 'all', 'fewest', 'ratio'],
    ...['support', 'per resource', 'tokens'],
  ];
  return [
    { head: planHead, rows: plans },
    { head: applyHead, rows: applies },
  ];
}

interface OwnCounts {
  readonly plan: number;
  readonly apply: number;
  readonly writes: number;
  readonly rereads: number;
  readonly tokens: number;
}

/** Plans, applies and plans again in processes of their own; the second plan must find nothing to do. */
async function countOwn(scene: Scene): Promise<OwnCounts> {
  return inFolder(async (folder) => {
    const sandbox = createSandbox({ seed: toSeed(scene) });
    const { url, close } = await sandbox.listen();
    try {
      const config = writeConfiguration(scene, folder);
      const run = async (...args: string[]): Promise<Counted> =>
        checkCounts(await runTool(args, config, sandbox.environmentVariables(url)), sandbox);
      const plan = await run('plan');
      const apply = await run('apply', '--yes');
      const again = await run('plan');
      const { create = 0, update = 0, add = 0, remove = 0 } = again.report.summary;
      if (apply.report.verified !== true || create + update + add + remove > 0)
        throw new Error('The apply did not reach its goal.');
      const reads = apply.report.requests['GET'] ?? 0;
      return {
        plan: plan.total,
        apply: apply.total,
        writes: apply.total - reads,
        rereads: reads - plan.total,
        tokens: Math.max(plan.tokens, apply.tokens),
      };
    } finally {
      await close();
    }
  });
}

interface Counted {
  readonly report: ToolReport;
  readonly total: number;
  readonly tokens: number;
}

function checkCounts(report: ToolReport, sandbox: Sandbox): Counted {
  const counted = JSON.stringify(Object.entries(sandbox.counts()).sort());
  const printed = JSON.stringify(Object.entries(report.requests).sort());
  if (counted !== printed) throw new Error(`The tool says ${printed}, the sandbox ${counted}.`);
  if (sandbox.violations().length > 0) throw new Error(sandbox.violations().join('\n'));
  const tokens = sandbox.tokenCount();
  sandbox.resetLog();
  return { report, total: sumRequests(report.requests), tokens };
}

interface OlderCounts {
  readonly support: number;
  readonly refresh: number;
  readonly writes: number;
}

async function countOlder(scene: Scene): Promise<OlderCounts> {
  const seed = toSeed(scene);
  const first = createSandbox({ seed });
  await runSupportProcedure(scene, await connectSandbox(first));
  const second = createSandbox({ seed });
  const state = readStateFile(second);
  const call = await connectSandbox(second);
  await refreshResources(scene, state, call);
  const refresh = sumRequests(second.counts());
  await writeResources(scene, state, call);
  return { support: sumRequests(first.counts()), refresh, writes: sumRequests(second.counts()) - refresh };
}
