// The first half of plan and apply: loads and validates the files, reads Kinde and plans. With large files the reading opens
// before they are parsed, but nothing is decided before they are valid.
import { parseConfiguration, readTexts } from '../stories/load-configuration.js';
import type { SourceTexts } from '../stories/load-configuration.js';
import { listRemarks } from './list-remarks.js';
import type { Code } from '../model/codes.js';
import { dayOf } from '../model/day.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError } from '../model/errors.js';
import type { LiveEnvironment } from '../model/live.js';
import type { Planning, PlanOptions } from '../stories/plan.js';
import { narrowDesired } from '../validate/narrow-desired.js';
import type { ExitCode } from './exit-codes.js';
import { openLink, reportErrors } from './open-session.js';
import type { Link, Shower } from './open-session.js';
import { readApprovals, readVariables } from './options/options.js';
import type { Approvals, PlanningOptions } from './options/options.js';
import type { World } from './world.js';

/** Characters. Smaller files are parsed within milliseconds; files of this size list more people than two pages hold. */
const largeFiles = 65_536;

/** A valid configuration. */
export interface Checked {
  /** The part that `--organization` selects; without that option, the whole. */
  readonly desired: DesiredState;
  readonly whole: DesiredState;
  readonly warnings: readonly Diagnostic[];
  /** All warnings and hints, as `validate` shows them. */
  readonly remarks: readonly Diagnostic[];
  /** The names of its files. */
  readonly files: readonly string[];
}

export interface Planned extends Link, Planning {
  /** Reads Kinde again and plans anew from the same files. */
  readonly planAgain: () => Promise<Planning>;
}

export interface PlanningWork {
  /** Runs once the files are valid, before Kinde is read. Returns the base, if any; an error ends the run. */
  readonly prepare: (checked: Checked) => Promise<Pick<PlanOptions, 'base' | 'saved'>>;
  readonly finish: (planned: Planned) => Promise<ExitCode>;
  /** Takes the environment of the credentials before the plan is made; an error ends the run. */
  readonly onEnvironment?: (environment: LiveEnvironment, domain: string) => void;
  /** Takes the diagnostics of files that are invalid or do not fit Kinde, before the run ends with that error. */
  readonly onInvalid?: (diagnostics: readonly Diagnostic[]) => Promise<void>;
  /** Runs instead of `finish` if valid files do not fit Kinde; without it, that is an error. */
  readonly onUnplannable?: (error: ConfigurationError, link: Link) => Promise<ExitCode>;
}

type RunOptions = PlanningOptions & {
  readonly base?: string;
  /** The day of the plan; the day of the clock without it. */
  readonly on?: string;
};

/**
 * Loads and validates the files, connects, plans, and returns the status of `finish`. Errors end as in `reportErrors`;
 * diagnostics are shown with code frames.
 */
export async function planAndRun(world: World, options: RunOptions, work: PlanningWork): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const approvals = readApprovals(options);
    const env = await readVariables(world, options);
    const wire = prepareWire(world, { ...options, env });
    try {
      return await loadAndPlan({ ...world, env }, options, { work, wire, show, approvals });
    } catch (error) {
      if (error instanceof ConfigurationError) await work.onInvalid?.(error.diagnostics);
      throw error;
    } finally {
      await wire.end();
    }
  });
}

interface Scene {
  readonly work: PlanningWork;
  readonly wire: Wire;
  readonly show: Shower;
  readonly approvals: Approvals;
}

async function loadAndPlan(
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  options: RunOptions,
  { work, wire, show, approvals }: Scene,
): Promise<ExitCode> {
  const { readAndPlan, openReading } = await import('../stories/plan.js');
  const texts = await readTexts({ paths: options.config ?? [], cwd: world.cwd });
  const early = isReadAhead(texts, options) ? await wire.openQuietly() : null;
  const reading =
    early === null ? {} : { reading: openReading(early.connection.client, { withPeople: true }) };
  const startedAt = world.now();
  const checked = await check(texts, { ...options, env: world.env, now: startedAt }, show);
  if (options.quiet !== true) await show.diagnostics(checked.warnings);
  const prepared = await work.prepare(checked);
  const link = await wire.open();
  const dated = options.on === undefined ? { startedAt } : {};
  const planning = { ...prepared, ...listenWhilePlanning(link, work), ...approvals, ...dated };
  const planOnce = async (given: Pick<PlanOptions, 'reading'>): Promise<Planning> => {
    link.progress.enter('reading Kinde');
    const { desired, whole } = checked;
    const all: PlanOptions = { ...planning, ...given, whole, withRemovals: options.removals };
    return readAndPlan(desired, link.connection, all).finally(() => link.progress.stop());
  };
  const planned = await planOnce(reading).catch(async (error: unknown) => {
    if (work.onUnplannable === undefined || !(error instanceof ConfigurationError)) throw error;
    await show.diagnostics(error.diagnostics);
    return work.onUnplannable(error, link);
  });
  if (typeof planned === 'number') return planned;
  wire.keep();
  return work.finish({ ...planned, ...link, planAgain: () => planOnce({}) });
}

function listenWhilePlanning(
  { progress, connection }: Link,
  { onEnvironment }: PlanningWork,
): Pick<PlanOptions, 'onReading' | 'onEnvironment'> {
  return {
    onReading: ({ requests, reason }) => progress.expect(requests, reason),
    onEnvironment: (environment) => onEnvironment?.(environment, connection.domain),
  };
}

/** Returns whether to open the reading early. With the two options, the validated files decide what is read. */
function isReadAhead({ size }: SourceTexts, { organization, base }: RunOptions): boolean {
  return size >= largeFiles && organization === undefined && base === undefined;
}

/** Returns the valid configuration. Throws `ConfigurationError` for an invalid one. */
async function check(
  texts: SourceTexts,
  options: RunOptions & Pick<World, 'env'> & { readonly now: number },
  show: Shower,
): Promise<Checked> {
  const day = { day: options.on ?? dayOf(options.now) };
  const loaded = await parseConfiguration(texts, { ...options, ...day });
  const { desired: whole, diagnostics, sources } = loaded;
  show.sources(sources);
  if (whole === null) throw new ConfigurationError(diagnostics);
  const desired = narrowDesired(whole, options.organization ?? []);
  const warnings = diagnostics.filter(({ code }) => !inPlan.has(code));
  return { whole, desired, warnings, remarks: listRemarks(loaded), files: [...sources.keys()] };
}

/** The plan has these warnings, too. */
const inPlan: ReadonlySet<Code> = new Set(['ended-listing', 'ends-soon'] as const);

interface Wire {
  /** Connects at the first call. Throws `UsageError` for wrong settings. */
  readonly open: () => Promise<Link>;
  /** The same, or null for wrong settings, which are reported only once the files are valid. */
  readonly openQuietly: () => Promise<Link | null>;
  /** From now on `end` lets requests in flight finish, since they may be writes. */
  readonly keep: () => void;
  /** Lets no request start, gives up readings in flight, and ends the display. */
  readonly end: () => Promise<void>;
}

function prepareWire(world: World, options: RunOptions & Pick<World, 'env'>): Wire {
  const ending = new AbortController();
  const dropping = new AbortController();
  const signals = { signal: AbortSignal.any([world.interrupt, ending.signal]), drop: dropping.signal };
  let isKept = false;
  let opened: Promise<Link> | null = null;
  const open = (): Promise<Link> => (opened ??= openLink(world, { ...options, ...signals }));
  const openQuietly = (): Promise<Link | null> => open().catch(() => null);
  return {
    open,
    openQuietly,
    keep: () => {
      isKept = true;
    },
    end: async () => {
      ending.abort();
      if (!isKept) dropping.abort();
      if (opened !== null) (await openQuietly())?.progress.stop();
    },
  };
}
