// `kinde-sync plan`: reads Kinde and shows the plan; changes nothing.
import { resolve } from 'node:path';
import { readHead } from '../git/read-repository.js';
import type { Base } from '../../model/base.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { UsageError } from '../../model/errors.js';
import { defaultPaths } from '../../model/default-paths.js';
import type { Plan } from '../../model/plan.js';
import { hasChanges, statusOfPlan } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { loadBase } from '../load-base.js';
import { nameBaseCommit, nameCommits } from '../name-commits.js';
import { nameForRepository } from '../name-for-repository.js';
import { readLayout } from '../options/options.js';
import type { PlanningOptions } from '../options/options.js';
import { writePlanFile } from '../files/plan-file.js';
import { quote } from '../quote.js';
import { repeatInPlan, repeatOptions } from '../options/repeat-options.js';
import { refuseOverwriting } from '../files/refuse-overwriting.js';
import { loadRenderer } from '../render-plan.js';
import { writeResult } from '../files/replace-file.js';
import { requireSettingsDone } from '../options/require-settings.js';
import { runMasked } from '../run-masked.js';
import type { MaskedWorld } from '../run-masked.js';
import { planAndRun } from '../plan-and-run.js';
import type { Checked } from '../plan-and-run.js';
import { tellRefusals } from '../tell-failures.js';
import type { World } from '../world.js';

export interface PlanCommandOptions extends PlanningOptions {
  readonly detailedExitcode?: boolean;
  readonly out?: string;
  readonly base?: string;
  readonly on?: string;
  readonly annotations?: string;
  readonly approvalLabel?: string;
  readonly invitationLabel?: string;
  readonly sourceUrl?: string;
  readonly asDrift?: boolean;
}

/** Writes the plan to stdout. Exit status 3 if it is refused, 2 with `--detailed-exitcode` if it has changes. */
export async function runPlan(world: World, options: PlanCommandOptions): Promise<ExitCode> {
  return runMasked(world, options, (masked) =>
    planAndRun(masked, options, {
      prepare: (checked) => prepare(masked, options, checked),
      finish: ({ plan }) => finish(masked, options, plan),
      onInvalid: (diagnostics) => showInvalid(masked, options, diagnostics),
    }),
  );
}

async function prepare(
  world: MaskedWorld,
  options: PlanCommandOptions,
  { desired, files, remarks }: Checked,
): Promise<{ readonly base?: Base }> {
  const { base, on, out, annotations } = options;
  if (on !== undefined && out !== undefined) throw savedDayError();
  if (options.asDrift === true && (options.format !== 'markdown' || base !== undefined)) throw driftError();
  const sources = { ...options, cwd: world.cwd, files, inputs: base === undefined ? [] : [base] };
  await refuseOverwriting({ option: '--out', path: out }, sources);
  await refuseOverwriting({ option: '--annotations', path: annotations }, sources);
  if (
    out !== undefined &&
    annotations !== undefined &&
    resolve(world.cwd, out) === resolve(world.cwd, annotations)
  )
    throw sameFileError(out);
  await annotate(world, options, remarks);
  // Kinde may be answering now, so the renderer is loaded here and not only when it is needed.
  await loadRenderer(options.format, options.asDrift);
  return base === undefined ? {} : { base: await loadBase(world, { ...options, base }, desired) };
}

function savedDayError(): UsageError {
  return new UsageError('invalid-option', 'The plan of another day (--on) can not be saved (--out).', {
    hint: 'apply acts on the day of its run: leave out one of the two options.',
  });
}

function sameFileError(path: string): UsageError {
  return new UsageError('invalid-option', `--out and --annotations both name ${path}.`, {
    hint: 'Give each its own file.',
  });
}

function driftError(): UsageError {
  return new UsageError('invalid-option', '--as-drift tells in Markdown how Kinde differs from the files.', {
    hint: 'Give --format markdown, and leave out --base.',
  });
}

async function finish(world: MaskedWorld, options: PlanCommandOptions, made: Plan): Promise<ExitCode> {
  const isForReview = options.base !== undefined || options.format === 'markdown';
  const plan = isForReview ? await nameReview(made, world, options) : made;
  if (options.out !== undefined) await save(world, plan, options.out);
  const render = await loadRenderer(options.format, options.asDrift);
  const shown = options.format === 'text' ? repeatInPlan(plan, options) : plan;
  const text = render(shown, {
    ...readLayout(world, options, world.stdout),
    next: nameNext(plan, options),
    savedIn: options.out ?? null,
    approvalLabel: options.approvalLabel ?? null,
    invitationLabel: options.invitationLabel ?? null,
    sourceUrl: options.sourceUrl ?? null,
    isForMerge: options.base !== undefined || options.approvalLabel !== undefined,
    mask: world.mask,
  });
  world.stdout.write(text);
  tellRefusals(world, options, plan);
  if (plan.refusals.length === 0) requireSettingsDone(plan, options);
  return statusOfPlan(plan, options);
}

async function nameReview(made: Plan, world: World, { base, config }: PlanCommandOptions): Promise<Plan> {
  const plan = await nameCommits(made, world);
  const [, ref] = /^git:(.*)$/s.exec(base ?? '') ?? [];
  return ref === undefined ? plan : nameBaseCommit(plan, { ref, paths: config ?? defaultPaths }, world);
}

/** A comment and the annotations of a pull request show the errors, since their readers do not see stderr. */
async function showInvalid(
  world: MaskedWorld,
  options: PlanCommandOptions,
  diagnostics: readonly Diagnostic[],
): Promise<void> {
  const { format, sourceUrl } = options;
  await annotate(world, options, diagnostics);
  if (format !== 'markdown') return;
  const masked = diagnostics.map((one) => world.mask.diagnostic(one));
  const { renderDiagnosticsMarkdown } = await import('../../render/diagnostics/diagnostics-markdown.js');
  // Links begin at the folder of the files, as those of a plan do.
  const shown = sourceUrl === undefined ? masked.map((one) => nameForRepository(one, world)) : masked;
  world.stdout.write(renderDiagnosticsMarkdown(shown, { sourceUrl: sourceUrl ?? null }));
}

/** Writes the file of `--annotations`, if it is asked for. */
async function annotate(
  world: MaskedWorld,
  { annotations }: PlanCommandOptions,
  diagnostics: readonly Diagnostic[],
): Promise<void> {
  if (annotations === undefined) return;
  const { renderDiagnosticsGithub } = await import('../../render/diagnostics/diagnostics-github.js');
  const named = diagnostics.map((one) => nameForRepository(world.mask.diagnostic(one), world));
  const result = { cwd: world.cwd, mode: 0o644, code: 'not-written', what: 'The annotations' } as const;
  await writeResult(annotations, renderDiagnosticsGithub(named), result);
}

async function save({ now, cwd, env }: World, plan: Plan, path: string): Promise<void> {
  const origin = { at: new Date(now()).toISOString(), commit: await readHead({ cwd, env }) };
  await writePlanFile({ plan, origin }, path, cwd);
}

/**
 * Returns the command that applies the plan; null where there is nothing to apply. It repeats every option that decides the
 * plan, also for a saved plan: apply plans anew.
 */
function nameNext(plan: Plan, options: PlanCommandOptions): string | null {
  // apply acts on the day of its run.
  if (plan.refusals.length > 0 || !hasChanges(plan) || options.on !== undefined) return null;
  const { out, organization = [], removals, allowRemovals, allowInvitations } = options;
  return [
    'kinde-sync apply',
    ...(out === undefined ? [] : [quote(out)]),
    ...repeatOptions(options),
    ...organization.map((selector) => `--organization ${quote(selector)}`),
    ...(removals ? [] : ['--no-removals']),
    ...(allowRemovals === undefined ? [] : [`--allow-removals ${allowRemovals}`]),
    ...(allowInvitations === undefined ? [] : [`--allow-invitations ${allowInvitations}`]),
  ].join(' ');
}
