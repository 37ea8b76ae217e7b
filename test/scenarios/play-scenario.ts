// Plays one scenario under one variant of Kinde: plan, apply, both again, and undo if the folder has one. Holds each against
// the folder.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Notice } from '../../src/model/notice.js';
import type { ApplyReport } from '../../src/model/outcome.js';
import type { Plan, RequestCounts } from '../../src/model/plan.js';
import type { Sandbox, SandboxSeed, Unknowns } from '../../src/sandbox/index.js';
import { createSandbox } from '../../src/sandbox/index.js';
import { knownScopes } from '../../src/sandbox/contract/contract.js';
import { describeWrite } from './describe-write.js';
import { editByHand } from './edit-by-hand.js';
import { playFaults } from './play-faults.js';
import type { CommandEnd } from './run-command.js';
import { runCommand } from './run-command.js';
import type { Lines, ScenarioFolder } from './scenario.js';
import { describeSeed, nameIds, toStable } from './stable-names.js';

export interface Play {
  readonly folder: ScenarioFolder;
  readonly variant: string;
  readonly unknowns: Partial<Unknowns>;
}

interface Stage extends Play {
  readonly sandbox: Sandbox;
  /** Where the saved plan and the journal go. */
  readonly outputs: string;
  readonly run: (...args: readonly string[]) => Promise<CommandEnd>;
}

/**
 * Plays the scenario; fails the test where anything is not as the folder says. Returns the unknowns that an answer rested
 * on: a variant that turns none of these plays the same.
 */
export async function playScenario(play: Play): Promise<ReadonlySet<string>> {
  const { folder, unknowns } = play;
  const { scenario, path } = folder;
  let hasFaults = false;
  const intercept = playFaults(scenario.during ?? [], () => sandbox);
  const { missingScopes = [], today } = scenario;
  const start = today === undefined ? 1_000_000 : Date.parse(`${today}T12:00:00Z`);
  const sandbox = createSandbox({
    seed: folder.before,
    unknowns,
    scopes: knownScopes.filter((scope) => !missingScopes.includes(scope)),
    now: () => start,
    intercept: (request) => (hasFaults ? intercept(request) : undefined),
  });
  const { env = {}, answer } = scenario;
  const surroundings = { sandbox, cwd: path, env, start, ...(answer === undefined ? {} : { answer }) };
  const outputs = mkdtempSync(join(tmpdir(), 'kinde-sync-scenario-'));
  const stage: Stage = { ...play, sandbox, outputs, run: (...args) => runCommand(args, surroundings) };
  const planned = await playPlan(stage);
  if (play.variant === 'usual') await readAsText(stage);
  editByHand(sandbox, scenario.edits ?? []);
  hasFaults = true;
  await playApply(stage, planned);
  hasFaults = false;
  await playAgain(stage);
  checkGoal(stage, folder.after);
  await playUndo(stage);
  return sandbox.askedUnknowns();
}

async function playPlan({ run, folder, sandbox, outputs }: Stage): Promise<CommandEnd> {
  const { args = [], exits, said = [], untouched = [], savedPlan } = folder.scenario;
  const saving = savedPlan === true ? ['--out', join(outputs, 'plan.json')] : [];
  const end = await run('plan', '--format', 'json', ...saving, ...args);
  expect(linesSaid(end.stderr)).toEqual(said);
  expect(end.status).toBe(exits?.plan ?? 0);
  expect(end.writes).toEqual([]);
  checkUntouched(end, untouched);
  if (end.stdout === '') {
    expect(folder.plan).toBeNull();
    return end;
  }
  const plan = nameIds(sandbox.snapshot())(JSON.parse(end.stdout) as Plan);
  expect({ summary: toStated(plan.summary, folder), changes: plan.changes }).toEqual(folder.plan);
  expect(plan.warnings.map((one) => describeSaying(one.code, one))).toEqual(folder.scenario.warnings ?? []);
  expect(plan.refusals.map((one) => describeSaying(one.guard, one))).toEqual(folder.scenario.refusals ?? []);
  expect(plan.requests).toEqual(end.counts);
  return end;
}

/** Only the folders about unmanaged organizations state how many there are. */
function toStated(summary: Plan['summary'], { plan }: ScenarioFolder): Plan['summary'] {
  const { unmanagedOrganizations, ...others } = summary;
  return plan?.summary.unmanagedOrganizations === undefined ? others : summary;
}

/** What holds of every command must hold of the plan for people too. */
async function readAsText({ run, folder }: Stage): Promise<void> {
  const { args = [], exits } = folder.scenario;
  const end = await run('plan', '-v', ...args);
  expect(end.status).toBe(exits?.plan ?? 0);
  expect(end.writes).toEqual([]);
}

async function playApply(stage: Stage, planned: CommandEnd): Promise<void> {
  const { run, folder, sandbox, variant, outputs } = stage;
  const { args = [], applyArgs = ['--yes'], exits, open = [], savedPlan, undo } = folder.scenario;
  const { said = [], saidByApply = said, refusals = [], refusalsByApply = refusals } = folder.scenario;
  const { untouched = [], untouchedByApply = untouched } = folder.scenario;
  const { writes = [], writesUnder = {} } = folder.scenario;
  const files = [
    ...(savedPlan === true ? [join(outputs, 'plan.json')] : []),
    ...(undo === undefined ? [] : ['--journal', join(outputs, 'journal.jsonl')]),
  ];
  const end = await run('apply', '--format', 'json', ...files, ...applyArgs, ...args);
  const expected = variant === 'usual' ? writes : writesUnder[variant];
  if (expected !== undefined) checkWrites(end, sandbox, expected);
  checkUntouched(end, untouchedByApply);
  const status = exits?.apply ?? exits?.plan ?? 0;
  if (end.stdout !== '') {
    const report = nameIds(sandbox.snapshot())(JSON.parse(end.stdout) as ApplyReport);
    expect(describeOpen(report)).toEqual(open);
    expect(report.refusals.map((one) => describeSaying(one.guard, one))).toEqual(refusalsByApply);
    expect(report.requests).toEqual(end.counts);
    if (status === 0) expect(report.verified).toBe(true);
    checkEstimate(stage, planned, end);
  } else expect(linesSaid(end.stderr)).toEqual(saidByApply);
  expect(end.status).toBe(status);
}

async function playAgain({ run, folder, sandbox }: Stage): Promise<void> {
  const { args = [], exits, writesAgain = [] } = folder.scenario;
  const argsAgain = folder.scenario.argsAgain ?? args;
  const status = exits?.planAgain ?? exits?.plan ?? 0;
  const plan = await run('plan', '--detailed-exitcode', ...argsAgain);
  expect(plan.status, plan.stdout + plan.stderr).toBe(status);
  expect(plan.writes).toEqual([]);
  const apply = await run('apply', '--yes', ...argsAgain);
  checkWrites(apply, sandbox, writesAgain);
  const usual = status === 2 ? 0 : status;
  expect(apply.status, apply.stdout + apply.stderr).toBe(exits?.applyAgain ?? usual);
  if (writesAgain.length === 0) return;
  const last = await run('plan', '--detailed-exitcode', ...argsAgain);
  expect(last.status, last.stdout + last.stderr).toBe(0);
}

async function playUndo(stage: Stage): Promise<void> {
  const { run, folder, sandbox, variant, outputs } = stage;
  const { undo } = folder.scenario;
  if (undo === undefined) return;
  const end = await run('undo', join(outputs, 'journal.jsonl'), '--yes', '--format', 'json');
  if (variant === 'usual') checkWrites(end, sandbox, undo.writes ?? []);
  const { warnings } = JSON.parse(end.stdout) as ApplyReport;
  expect(warnings.map((one) => describeSaying(one.code, one))).toEqual(undo.warnings ?? []);
  expect(end.status, end.stderr).toBe(undo.exit ?? 0);
  checkGoal(stage, folder.undone);
}

function checkGoal({ folder, sandbox, unknowns }: Stage, seed: SandboxSeed): void {
  const goal = describeSeed(seed);
  const isLanding = unknowns.createdUsers === 'also-default' && folder.scenario.landsInDefault === true;
  const known = new Set(describeSeed(folder.before).users.map(({ id }) => id));
  const newcomers = goal.users.filter(({ id }) => !known.has(id)).map(({ id }) => ({ user: id, roles: [] }));
  const organizations = goal.organizations.map((one) =>
    one.isDefault && isLanding ? { ...one, members: [...one.members, ...newcomers] } : one,
  );
  expect(toStable(sandbox.snapshot())).toEqual(toStable({ ...goal, organizations }));
}

function describeSaying(
  code: string,
  { email, organization }: Pick<Notice, 'email' | 'organization'>,
): string {
  const who = email === undefined ? '' : ` ${email}`;
  return `${code}${who}${organization === undefined ? '' : ` in ${organization.name}`}`;
}

function checkUntouched({ requests }: CommandEnd, texts: readonly string[]): void {
  const paths = requests.map(({ path }) => path);
  expect(paths.filter((path) => texts.some((text) => path.includes(text)))).toEqual([]);
}

/** Only a run in which nothing goes wrong must cost what its plan says. */
function checkEstimate({ folder, variant }: Stage, planned: CommandEnd, applied: CommandEnd): void {
  const { during = [], edits = [], exits } = folder.scenario;
  if (variant !== 'usual' || during.length > 0 || edits.length > 0 || (exits?.apply ?? exits?.plan ?? 0) > 0)
    return;
  const { estimate } = JSON.parse(planned.stdout) as Plan;
  expect(applied.counts).toEqual(addCounts(planned.counts, estimate.requests));
}

function addCounts(one: RequestCounts, other: RequestCounts): RequestCounts {
  const methods = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...methods].map((method) => [method, (one[method] ?? 0) + (other[method] ?? 0)]),
  );
}

function checkWrites(end: CommandEnd, sandbox: Sandbox, expected: Lines): void {
  const lines = nameIds(sandbox.snapshot())(end.writes.map(describeWrite));
  expect(orderLike(lines, expected)).toEqual(
    expected.flatMap((one) => (typeof one === 'string' ? [one] : one)),
  );
}

/** Puts the lines that may come in any order into the order in which they are expected. */
function orderLike(lines: readonly string[], expected: Lines): readonly string[] {
  const rest = [...lines];
  const ordered = expected.flatMap((group) => {
    const own = rest.splice(0, typeof group === 'string' ? 1 : group.length);
    return typeof group === 'string'
      ? own
      : own.sort((left, right) => group.indexOf(left) - group.indexOf(right));
  });
  return [...ordered, ...rest];
}

function describeOpen({ changes }: ApplyReport): readonly string[] {
  return changes.flatMap((change) => {
    if (change.action === 'manual') return [];
    const named = 'key' in change ? change.key : 'email' in change ? change.email : null;
    const who = named === null ? '' : ` ${named}`;
    const where = 'organization' in change ? ` in ${change.organization.name}` : '';
    const what = `${change.action} ${change.resource}${who}${where}`;
    const { sessions } = change;
    return [
      ...(change.result === 'applied' ? [] : [`${change.result} ${change.error?.code ?? ''}: ${what}`]),
      ...(sessions === undefined || sessions.result === 'applied'
        ? []
        : [`sessions ${sessions.result} ${sessions.error.code}: ${what}`]),
    ];
  });
}

function linesSaid(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^(?:\S+:\d+:\d+ )?(?:error|warning) [a-z-]+/gm)].map(([line]) => line);
}
