// How long a plan takes against bare loops that send the very same requests from a process of their own, one over `fetch`
// and one over Node's own `http`. All are timed from outside, process start and end included; the sandbox is another process.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listSequences } from './list-sequences.js';
import { makeScene } from './make-scene.js';
import { runNode, runTool } from './run-node.js';
import { crowd, shapes, type Shape } from './shapes.js';
import { withSandbox, type RunningSandbox } from './start-sandbox.js';
import { formatCount, formatRatio, formatVerdict, median } from './table.js';
import type { Table } from './table.js';
import { inFolder, writeConfiguration } from './write-files.js';

/** Untimed: while a sandbox's own code is still being compiled, it takes both cores, which no real Kinde would. */
const warmUps = 3;
const runs = 3;
const latencies = [0, 20, 150];
/** By latency: how many times the loop a plan may take, beside 150 ms. Without latency nothing is promised. */
const mostTimes: ReadonlyMap<number, number> = new Map([
  [20, 1.4],
  [150, 1.15],
]);
const allowance = 150;
const variant = 'plain';
const clients = ['fetch', 'http'];
const replay = fileURLToPath(new URL('./replay-process.js', import.meta.url));

/** Returns the table: medians of three runs, the three taking turns; the goal is held to the quicker loop. */
export async function measureWall(): Promise<readonly Table[]> {
  const rows: string[][] = [];
  for (const shape of [...shapes, crowd]) {
    for (const latencyMs of latencies) rows.push(await measureShape(shape, latencyMs));
  }
  const head = [
    'plan',
    'latency ms',
    'requests',
    'kinde-sync ms',
    ...clients.map((client) => `${client} loop ms`),
  ];
  return [{ head: [...head, 'ratio', 'goal'], rows }];
}

async function measureShape(shape: Shape, latencyMs: number): Promise<string[]> {
  const scene = makeScene(shape, variant);
  return inFolder(async (folder) =>
    withSandbox({ shape, variant, latencyMs, faults: [] }, async (sandbox) => {
      const config = writeConfiguration(scene, folder);
      const { own, loops, requests } = await takeTurns(config, join(folder, 'requests.json'), sandbox);
      const bare = Math.min(...loops);
      return [
        shape.name,
        ...[latencyMs, requests, own, ...loops].map(formatCount),
        formatRatio(own, bare),
        describeGoal(own, bare, mostTimes.get(latencyMs)),
      ];
    }),
  );
}

function describeGoal(own: number, bare: number, times: number | undefined): string {
  if (times === undefined) return '';
  return `<= ${times}x+${allowance}: ${formatVerdict(own <= times * bare + allowance)}`;
}

interface Times {
  readonly requests: number;
  readonly own: number;
  /** By client. */
  readonly loops: readonly number[];
}

async function takeTurns(config: string, file: string, { env, takeRecord }: RunningSandbox): Promise<Times> {
  await runTool(['plan'], config, env);
  const sequences = listSequences(await takeRecord());
  for (let run = 1; run < warmUps; run += 1) await runTool(['plan'], config, env);
  writeFileSync(file, JSON.stringify(sequences));
  const own: number[] = [];
  const loops = clients.map((client) => ({ client, times: [] as number[] }));
  for (let run = 0; run < runs; run += 1) {
    own.push((await runTool(['plan'], config, env)).wallMs);
    for (const { client, times } of loops)
      times.push((await runNode([replay, file, client], { env })).wallMs);
  }
  return {
    requests: sequences.flat().length,
    own: median(own),
    loops: loops.map(({ times }) => median(times)),
  };
}
