// The first half of plan and apply: loads and validates the files, reads Kinde and plans. With large files the reading opens
// before they are parsed, but nothing is decided before they are valid.
import { parseConfiguration, readTexts } from '../stories/load-configuration.js';
import type { SourceTexts } from '../stories/load-configuration.js';
import type { Base } from '../model/base.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError } from '../model/errors.js';
import type { LiveEnvironment } from '../model/live.js';
import type { Planning, PlanOptions } from '../stories/plan.js';
import { narrowDesired } from '../validate/narrow-desired.js';
import type { ExitCode } from './exit-codes.js';
import { openLink, reportErrors } from './open-session.js';
import type { Link, Shower } from './open-session.js';
import { readApproval, readVariables } from './options.js';
import type { PlanningOptions } from './options.js';
import type { World } from './world.js';

/** Characters. Smaller files are parsed within milliseconds; files of this size list more people than two pages hold. */
const largeFiles = 65_536;

/** A valid configuration. */
export interface Checked {
  /** The part that `--organization` selects; without that option, the whole. */
  readonly desired: DesiredState;
  readonly whole: DesiredState;
  readonly warnings: readonly Diagnostic[];
  /** The names of its files. */
  readonly files: readonly string[];
}

export interface Planned extends Link, Planning {
  /** Reads Kinde again and plans anew from the same files. */
  readonly planAgain: () => Promise<Planning>;
}

export interface PlanningWork {
  /** Runs once the files are valid, before Kinde is read. Returns the base, if any; an error ends the run. */
  readonly prepare: (checked: Checked) => Promise<{ readonly base?: Base }>;
  readonly finish: (planned: Planned) => Promise<ExitCode>;
  /** Takes the environment of the credentials before the plan is made; an error ends the run. */
  readonly onEnvironment?: (environment: LiveEnvironment, domain: string) => void;
  /** Runs instead of `finish` if valid files do not fit Kinde; without it, that is an error. */
  readonly onUnplannable?: (error: ConfigurationError, link: Link) => Promise<ExitCode>;
}

type RunOptions = PlanningOptions & { readonly base?: string };

/**
 * Loads and validates the files, connects, plans, and returns the status of `finish`. Errors end as in `reportErrors`;
 * diagnostics are shown with code frames.
 */
export async function runPlanned(
  world: World,
  options: RunOptions,
  { prepare, finish, onEnvironment, onUnplannable }: PlanningWork,
): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const approval = readApproval(options);
    const env = await readVariables(world, options);
    const { readAndPlan, openReading } = await import('../stories/plan.js');
    const wire = prepareWire(world, { ...options, env });
    try {
      const texts = await readTexts({ paths: options.config ?? [], cwd: world.cwd });
      const early = isReadAhead(texts, options) ? await wire.openQuietly() : null;
      const reading =
        early === null ? {} : { reading: openReading(early.connection.client, { withPeople: true }) };
      const checked = await check(texts, { ...options, env, now: world.now() }, show);
      if (options.quiet !== true) await show.diagnostics(checked.warnings);
      const prepared = await prepare(checked);
      const link = await wire.open();
      link.progress.enter('reading Kinde');
      const planning: PlanOptions = {
        ...prepared,
        whole: checked.whole,
        approval,
        withRemovals: options.removals,
        onReading: ({ requests, reason }) => link.progress.expect(requests, reason),
        onEnvironment: (environment) => onEnvironment?.(environment, link.connection.domain),
      };
      const planOnce = (given: Pick<PlanOptions, 'reading'>) =>
        readAndPlan(checked.desired, link.connection, { ...planning, ...given });
      const planned = await planOnce(reading).catch(async (error: unknown) => {
        if (onUnplannable === undefined || !(error instanceof ConfigurationError)) throw error;
        link.progress.stop();
        await show.diagnostics(error.diagnostics);
        return onUnplannable(error, link);
      });
      if (typeof planned === 'number') return planned;
      link.progress.stop();
      wire.keep();
      return await finish({ ...planned, ...link, planAgain: () => planOnce({}) });
    } finally {
      await wire.end();
    }
  });
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
  const { desired: whole, diagnostics, sources } = await parseConfiguration(texts, options);
  show.sources(sources);
  if (whole === null) throw new ConfigurationError(diagnostics);
  const desired = narrowDesired(whole, options.organization ?? []);
  return { whole, desired, warnings: diagnostics, files: [...sources.keys()] };
}

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
