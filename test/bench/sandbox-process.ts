// A sandbox as a process of its own, so that it takes no time from the one that is measured. Started by
// `start-sandbox.ts` with what to serve as JSON; answers messages with the record of the requests.
import process from 'node:process';
import { createSandbox } from '../../src/sandbox/index.js';
import { makeScene } from './make-scene.js';
import type { SandboxRecord, SandboxTask } from './start-sandbox.js';
import { toSeed } from './to-seed.js';

const { shape, variant, latencyMs, faults } = JSON.parse(process.argv[2] ?? '') as SandboxTask;
const sandbox = createSandbox({ seed: toSeed(makeScene(shape, variant)), latencyMs, faults: { faults } });
const { url } = await sandbox.listen();
process.on('message', () => {
  const requests = sandbox.requests().map(({ operation, method, path, status }) => ({
    operation,
    method,
    path,
    status,
  }));
  const record: SandboxRecord = { requests, violations: sandbox.violations() };
  sandbox.resetLog();
  process.send?.(record);
});
process.send?.(sandbox.environmentVariables(url));
