// A sandbox that holds the scenario, watched after every effect, and the commands that run against it.
import { createSandbox, type Fault, type RequestRecord, type Sandbox } from '../../src/sandbox/index.js';
import { runCommand, sleep, type CommandEnd, type CommandOptions } from './run-command.js';
import { seed, variants } from './scenario.js';
import { watchTenant, type Watch } from './watch-tenant.js';

/** Small pages, so that every list has several and organizations are also read one by one. */
const shortPages: readonly Fault[] = [
  { kind: 'short-pages', rows: 3, operations: ['getUsers', 'GetRoleUsers', 'GetOrganizationUsers'] },
  { kind: 'short-pages', rows: 1, operations: ['getOrganizations'] },
];

export interface Scenario {
  readonly sandbox: Sandbox;
  readonly watch: Watch;
  /** Runs a command line in virtual time. */
  run(command: 'apply' | 'plan', options?: Partial<CommandOptions>): Promise<CommandEnd>;
  /** How many requests met a fault. */
  faultCount(): number;
  /** From now on nothing goes wrong any more. */
  endFaults(): void;
}

export interface ScenarioOptions {
  readonly cwd: string;
  /** From 1; makes different what is not known of Kinde, and chance. */
  readonly seed: number;
  readonly faults?: readonly Fault[];
  readonly latencyMs?: number;
  readonly onEffect?: (record: RequestRecord) => void;
}

const commands = {
  apply: ['apply', '--yes', '--format', 'json'],
  plan: ['plan', '--format', 'json'],
} as const;

/** Returns the scenario at its beginning. */
export function openScenario(options: ScenarioOptions): Scenario {
  const sandbox = createSandbox({
    seed,
    unknowns: variants[(options.seed - 1) % variants.length] ?? {},
    now: Date.now,
    sleep,
    latencyMs: options.latencyMs ?? 0,
    faults: { seed: options.seed, faults: [...shortPages, ...(options.faults ?? [])] },
    onEffect: (record) => {
      watch.look(record, sandbox.snapshot);
      options.onEffect?.(record);
    },
  });
  const watch = watchTenant(sandbox.snapshot());
  return {
    sandbox,
    watch,
    run: (command, more = {}) =>
      runCommand(commands[command], { sandbox, cwd: options.cwd, seed: options.seed, ...more }),
    endFaults: () => sandbox.setFaults({ faults: shortPages }),
    faultCount: () => sandbox.requests().filter(({ fault }) => fault !== undefined).length,
  };
}
