// A sandbox, its client, and the single steps from a configuration to written changes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplyRun } from '../../../src/apply/apply-run.js';
import type { ApplyRun } from '../../../src/kinds/kind.js';
import { diffStates } from '../../../src/diff/diff-states.js';
import type { StateDiff } from '../../../src/diff/diff-states.js';
import { connectKinde } from '../../../src/kinde/connect-kinde.js';
import type { KindeConnection } from '../../../src/kinde/connect-kinde.js';
import { readSettings } from '../../../src/kinde/read-settings.js';
import { indexLive } from '../../../src/kinds/live-index.js';
import type { LiveIndex } from '../../../src/kinds/live-index.js';
import { kinds } from '../../../src/kinds/registry.js';
import type { Change } from '../../../src/model/change.js';
import type { ReadClient } from '../../../src/model/client.js';
import type { DesiredState } from '../../../src/model/desired.js';
import type { LiveEntities } from '../../../src/model/entities.js';
import { stepNames } from '../../../src/model/step-order.js';
import { loadConfiguration } from '../../../src/stories/load-configuration.js';
import { sortIntoSteps } from '../../../src/plan/sort-into-steps.js';
import { gatherNeeds } from '../../../src/read/gather-needs.js';
import { openReading } from '../../../src/read/open-reading.js';
import { readOverview } from '../../../src/read/read-overview.js';
import { readMeant } from '../../../src/read/read-meant.js';
import type { Meant } from '../../../src/read/read-meant.js';
import { readMemberships } from '../../../src/read/read-memberships.js';
import { readEntities } from '../../../src/read/read-entities.js';
import { readValues } from '../../../src/read/read-values.js';
import { addValues, environmentCode } from '../../../src/model/values.js';
import type { LiveValues } from '../../../src/model/values.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.js';

export interface Bench {
  readonly sandbox: Sandbox;
  readonly client: KindeConnection['client'];
}

/** Returns a sandbox and a client without waiting times. */
export function openBench(options: SandboxOptions): Bench {
  const sandbox = createSandbox(options);
  const { client } = connectKinde({
    settings: readSettings(sandbox.environmentVariables(`https://${sandbox.domain}`)),
    fetch: sandbox.send,
    now: Date.now,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  return { sandbox, client };
}

/** Returns the desired state of a configuration. Throws if it has a diagnostic. */
export async function desire(configuration: unknown): Promise<DesiredState> {
  const cwd = mkdtempSync(join(tmpdir(), 'kinde-sync-bench-'));
  writeFileSync(join(cwd, 'kinde.yaml'), JSON.stringify(configuration));
  const { desired, diagnostics } = await loadConfiguration({ paths: [], cwd, env: {} });
  rmSync(cwd, { recursive: true });
  if (desired === null) throw new Error(JSON.stringify(diagnostics));
  return desired;
}

/** Reads the state without memberships, and matches the entries with it. */
export async function matchBench({ client }: Bench, desired: DesiredState): Promise<Meant> {
  const reading = openReading(client, { withPeople: false });
  return readMeant({ desired }, await readOverview(gatherNeeds(desired), reading, client), client);
}

/** Reads the sandbox and diffs it with the configuration. */
export async function diffBench(bench: Bench, desired: DesiredState): Promise<StateDiff> {
  const { client } = bench;
  const { overview, matches } = await matchBench(bench, desired);
  const reader = { client, onReading: () => undefined };
  const live = await readMemberships(gatherNeeds(desired, matches), overview, reader);
  return diffStates(desired, live, matches);
}

export interface Written {
  readonly run: ApplyRun;
  /** Requests that wrote, by the name of the kind that sent them and Kinde's operation id. */
  readonly sent: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Writes the changes step by step as an apply does, one kind after the other. */
export async function writeBench({ client, sandbox }: Bench, changes: readonly Change[]): Promise<Written> {
  const plan = { changes, environment: { domain: '', code: '' } };
  const run = createApplyRun(client, plan, null);
  const sent: Record<string, Record<string, number>> = {};
  const steps = new Map(sortIntoSteps(changes).map((step) => [step.name, step.changes]));
  for (const name of stepNames) {
    for (const kind of kinds) {
      sandbox.resetLog();
      const own = (steps.get(name) ?? []).filter((change) => kind.owns(change));
      await kind.write(own, run, name);
      const counts = (sent[kind.name] ??= {});
      for (const { operation } of sandbox.requests().filter(({ isWrite }) => isWrite)) {
        const id = `${operation.slice(0, 1).toLowerCase()}${operation.slice(1)}`;
        counts[id] = (counts[id] ?? 0) + 1;
      }
    }
  }
  return { run, sent };
}

async function readAllValues(client: ReadClient, codes: readonly string[]): Promise<LiveValues> {
  const lists = (parent: 'environment' | 'organization', parents: readonly string[]) =>
    kinds.flatMap(({ name, values }) =>
      values?.parent === parent ? [[name, new Set(parents)] as const] : [],
    );
  const values = new Map([...lists('environment', [environmentCode]), ...lists('organization', codes)]);
  const [own, inherited] = await Promise.all([
    readValues({ values }, 'organization', client),
    readValues({ values }, 'environment', client),
  ]);
  return addValues(own.values, inherited.values);
}

/** Reads everything again, and returns the live index for the status of changes. */
export async function rereadBench({ client, sandbox }: Bench): Promise<LiveIndex> {
  const { rows } = await client.listOrganizations();
  const codes = rows.map(({ code }) => code);
  const members = await Promise.all(
    sandbox.snapshot().organizations.map(async ({ code }) => {
      const list = await client.listMembers(code);
      return [code, list.rows] as const;
    }),
  );
  const invitations = await Promise.all(
    codes.map(async (code) => [code, (await client.listInvitations(code)).rows] as const),
  );
  return indexLive({
    invitations: new Map(invitations),
    organizations: rows,
    members: new Map(members),
    people: new Map(),
    roleKeys: null,
    entities: await readAllEntities(client, sandbox),
    values: await readAllValues(client, codes),
  });
}

async function readAllEntities(client: ReadClient, sandbox: Sandbox): Promise<LiveEntities> {
  const roles = new Set(sandbox.snapshot().roles.map(({ key }) => key));
  const needs = new Map([
    ['permission', new Set<string>()],
    ['role', roles],
  ]);
  return (await readEntities({ entities: needs }, client)).entities;
}
