// What a scenario folder says, as types, and how it is read. A folder that says something unknown is an error, so
// that a misspelled expectation can't pass for a fulfilled one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type { PlanSummary } from '../../src/model/plan.js';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { parseSeed } from '../../src/sandbox/index.js';
import { scenarioSchema } from './scenario-schema.js';

/** A change by hand: the name of the edit, then what it is given. */
export type Edit = readonly [string, ...(string | readonly string[])[]];

/** What happens to the `call`-th request of an operation while the first `apply` runs; every one without `call`. */
export interface Fault {
  readonly operation: string;
  readonly call?: number;
  readonly effect?: 'drop-after' | 'drop-before';
  /** Bulk calls pass over these people: ids or addresses. */
  readonly leaveOut?: readonly string[];
  /** Only requests whose path or body holds this text. */
  readonly about?: string;
  readonly refuse?: { readonly status: number; readonly code: string };
  /** Made by hand just before the request takes effect. */
  readonly edits?: readonly Edit[];
}

/** An `undo` of what the first `apply` did, after everything else. */
export interface Undo {
  readonly exit?: number;
  /** The warnings of its plan in order: code, who and where. */
  readonly warnings?: readonly string[];
  readonly writes?: Lines;
}

/** Lines in their order; those of an inner list may come in any order. */
export type Lines = readonly (string | readonly string[])[];

export interface Scenario {
  readonly title: string;
  /** The day of the run (YYYY-MM-DD); the first of 1970 without one. */
  readonly today?: string;
  /** Given to `plan` and `apply` alike. */
  readonly args?: readonly string[];
  /** Given to the second `plan` and `apply` instead of `args`. */
  readonly argsAgain?: readonly string[];
  /** Given to `apply` besides; `--yes` if absent. */
  readonly applyArgs?: readonly string[];
  /** What a person at a terminal types; without it nobody is there. */
  readonly answer?: string;
  /** `plan` saves its plan, and the first `apply` carries that one out. */
  readonly savedPlan?: true;
  readonly undo?: Undo;
  readonly env?: Readonly<Record<string, string>>;
  /** Scopes that the token lacks, in every command. */
  readonly missingScopes?: readonly string[];
  /** Names of the variants of Kinde under which it must hold; all if absent. */
  readonly variants?: readonly string[];
  readonly exits?: {
    readonly plan?: number;
    readonly apply?: number;
    readonly planAgain?: number;
    readonly applyAgain?: number;
  };
  /** The plan's warnings in order: code, who and where. */
  readonly warnings?: readonly string[];
  /** The plan's refusals in order: guard and where. */
  readonly refusals?: readonly string[];
  /** The same for the first `apply`, where that has others. */
  readonly refusalsByApply?: readonly string[];
  /** Errors and warnings on stderr: `file:line:column error code`, or `error code`. */
  readonly said?: readonly string[];
  /** The same for the first `apply`, where that is another; it then writes no report. */
  readonly saidByApply?: readonly string[];
  /** Made by hand between the first `plan` and the first `apply`. */
  readonly edits?: readonly Edit[];
  readonly during?: readonly Fault[];
  /** The writes of the first `apply`, where Kinde is as it usually is. */
  readonly writes?: Lines;
  /** The same for other variants, by name. */
  readonly writesUnder?: Readonly<Record<string, Lines>>;
  readonly writesAgain?: Lines;
  /** What the first `apply` did not apply: `failed code: action resource who in organization`. */
  readonly open?: readonly string[];
  /** What no path of a request may hold, for example codes of organizations. */
  readonly untouched?: readonly string[];
  readonly untouchedByApply?: readonly string[];
  /** Whether new people stay in the default organization where Kinde puts them there, nobody managing it. */
  readonly landsInDefault?: boolean;
}

export interface ScenarioFolder {
  readonly name: string;
  readonly path: string;
  readonly scenario: Scenario;
  readonly before: SandboxSeed;
  /** The seed that describes the goal: what it leaves out is as before. */
  readonly after: SandboxSeed;
  /** What `undo` leaves, as a seed of the same kind; the tenant before without `undone.yaml`. */
  readonly undone: SandboxSeed;
  /** Null where there is no plan to expect. */
  readonly plan: { readonly summary: PlanSummary; readonly changes: readonly unknown[] } | null;
}

/** Returns what the folder says. Throws for a file that is missing or says something unknown. */
export function readScenario(root: string, name: string): ScenarioFolder {
  const path = join(root, name);
  const readYaml = (file: string): unknown => parse(readFileSync(join(path, file), 'utf8'));
  const scenario = readYaml('scenario.yaml');
  if (!isScenario(scenario)) throw new Error(`${name}: ${JSON.stringify(isScenario.errors)}`);
  const before = parseSeed(readFileSync(join(path, 'before.yaml'), 'utf8'), `${name}/before.yaml`);
  const readGoal = (file: string): SandboxSeed =>
    addGoal(before, existsSync(join(path, file)) ? (readYaml(file) as Goal) : {});
  const plan = existsSync(join(path, 'plan.json'))
    ? (readYaml('plan.json') as NonNullable<ScenarioFolder['plan']>)
    : null;
  const [after, undone] = [readGoal('after.yaml'), readGoal('undone.yaml')];
  return { name, path, scenario, before, after, undone, plan };
}

const isScenario = new Ajv().compile<Scenario>(scenarioSchema);

interface Goal extends SandboxSeed {
  /** People who come to those of before. */
  readonly addedUsers?: NonNullable<SandboxSeed['users']>;
}

function addGoal(before: SandboxSeed, { addedUsers = [], ...goal }: Goal): SandboxSeed {
  return { ...before, users: [...(before.users ?? []), ...addedUsers], ...goal };
}
