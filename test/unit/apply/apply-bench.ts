// Plans a configuration against a sandbox and applies the plan, with the faults that a test asks for.
import { applyPlan } from '../../../src/apply/apply-plan.js';
import { listKeptRoles } from '../../../src/kinds/membership/list-kept-roles.js';
import type { Change } from '../../../src/model/change.js';
import type { Plan } from '../../../src/model/plan.js';
import { buildPlan } from '../../../src/plan/build-plan.js';
import type { PlanInput } from '../../../src/plan/build-plan.js';
import { sortIntoSteps } from '../../../src/plan/sort-into-steps.js';
import { readBack } from '../../../src/read/read-back.js';
import type {
  InterceptedRequest,
  Interception,
  Sandbox,
  SandboxOptions,
  SandboxSeed,
} from '../../../src/sandbox/index.js';
import { desire, diffBench, openBench } from '../kinds/open-bench.js';
import type { Bench } from '../kinds/open-bench.js';

export interface Run extends Partial<SandboxOptions> {
  readonly seed: SandboxSeed;
  readonly organizations: readonly object[];
  readonly safety?: object;
  /** Addresses of people who belong to no organization. */
  readonly leavers?: readonly string[];
  readonly plan?: Partial<Pick<PlanInput, 'approval' | 'withRemovals'>>;
  /** Adds faults to the sandbox after the plan is made. */
  readonly fault?: (request: InterceptedRequest, sandbox: Sandbox) => Interception | undefined;
  readonly isInterrupted?: (steps: readonly string[]) => boolean;
}

/** Returns the result of the apply, its requests, and the tenant after it. */
export async function applyBench(given: Run) {
  const { organizations, safety = {}, leavers = [], fault, isInterrupted = () => false, ...options } = given;
  let isApplying = false;
  const intercept = (request: InterceptedRequest) =>
    isApplying ? fault?.(request, bench.sandbox) : undefined;
  const bench: Bench = openBench({ ...options, intercept });
  const diff = await diffBench(bench, await desire({ version: 1, safety, leavers, organizations }));
  const plan: Plan = buildPlan({
    ...diff,
    approval: 'any',
    withRemovals: true,
    domain: 'd',
    clock: { startedAt: undefined, difference: null },
    requests: {},
    ...given.plan,
  });
  isApplying = true;
  bench.sandbox.resetLog();
  const steps: string[] = [];
  const applied = await applyPlan(plan, bench.client, {
    steps: sortIntoSteps(plan.changes),
    readBack: (touched, staying) => readBack({ touched, staying, reads: plan.reads }, bench.client),
    kept: listKeptRoles(plan.changes, diff.comparison),
    journal: null,
    isInterrupted: () => isInterrupted(steps),
    onStep: (name) => void steps.push(name),
  });
  const snapshot = bench.sandbox.snapshot();
  const listOf = (code: string) => snapshot.organizations.find((one) => one.code === code)?.members;
  const membersOf = (code: string) => listOf(code)?.map(({ user }) => user);
  const rolesOf = (code: string, user: string) => listOf(code)?.find((one) => one.user === user)?.roles;
  const requests = bench.sandbox.requests();
  const sent: Record<string, number> = {};
  for (const { method } of requests) sent[method] = (sent[method] ?? 0) + 1;
  const ends = applied.changes.map(describeEnd);
  return { ...applied, plan, steps, membersOf, rolesOf, snapshot, requests, sent, ends };
}

function describeEnd(change: Change & { result: string; error?: { code: string } }): string {
  const end = change.error === undefined ? change.result : `${change.result} ${change.error.code}`;
  return `${change.action} ${change.resource}: ${end}`;
}
