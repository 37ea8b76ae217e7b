// The parent's side of a sandbox in another process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RequestRecord, SandboxOptions } from '../../src/sandbox/index.js';
import type { Shape, Variant } from './shapes.js';

export type Faults = NonNullable<SandboxOptions['faults']>['faults'];

export interface SandboxTask {
  readonly shape: Shape;
  readonly variant: Variant;
  readonly latencyMs: number;
  readonly faults: Faults;
}

export interface SandboxRecord {
  readonly requests: readonly Pick<RequestRecord, 'operation' | 'method' | 'path' | 'status'>[];
  readonly violations: readonly string[];
}

export interface RunningSandbox {
  /** The variables that point a client at it. */
  readonly env: Readonly<Record<string, string>>;
  /** Returns what was asked since the last time. Throws if any of it broke the contract. */
  readonly takeRecord: () => Promise<SandboxRecord>;
}

/** Starts a sandbox, gives it to `work`, and ends it. */
export async function withSandbox<Result>(
  task: SandboxTask,
  work: (sandbox: RunningSandbox) => Promise<Result>,
): Promise<Result> {
  const child = fork(
    fileURLToPath(new URL('./sandbox-process.js', import.meta.url)),
    [JSON.stringify(task)],
    {
      execArgv: ['--max-old-space-size=8192'],
    },
  );
  const receive = async (): Promise<unknown> => {
    const failed = new AbortController();
    child.once('exit', () => failed.abort(new Error('The sandbox has ended.')));
    const [message] = (await once(child, 'message', { signal: failed.signal })) as readonly unknown[];
    return message;
  };
  try {
    const env = (await receive()) as Readonly<Record<string, string>>;
    return await work({
      env,
      takeRecord: async () => {
        child.send('record');
        const record = (await receive()) as SandboxRecord;
        if (record.violations.length > 0)
          throw new Error(`Broke the contract: ${record.violations.join('; ')}`);
        return record;
      },
    });
  } finally {
    child.kill();
  }
}
