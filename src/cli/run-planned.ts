// What plan and apply have in common: from the files and Kinde to a plan. Large files are checked while Kinde is read, and
// no plan is handed on before they are known to be right.
import { beginReading } from '../begin-reading.js';
import type { BegunReading } from '../begin-reading.js';
import { parseConfiguration } from '../load-configuration.js';
import type { ConfigurationDraft } from '../load-configuration.js';
import type { Base } from '../model/base.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError } from '../model/errors.js';
import type { Plan } from '../model/plan.js';
import type { Sketch } from '../model/sketch.js';
import type { ReadingConnection } from '../pipeline.js';
import { narrowDesired } from '../validate/narrow-desired.js';
import type { ExitCode } from './exit-codes.js';
import { openLink, reportErrors } from './open-session.js';
import type { Link, Shower } from './open-session.js';
import { readApproval, readVariables } from './options.js';
import type { PlanningOptions } from './options.js';
import type { World } from './world.js';

/** Characters: less is checked within a few milliseconds. So many list more people than two pages hold. */
const largeFiles = 65_536;
/** Milliseconds. */
const longestPause = 200;

/** A configuration without mistakes. */
export interface Checked {
  /** The part of it that `--organization` selects; without that option, all of it. */
  readonly desired: DesiredState;
  readonly whole: DesiredState;
  readonly warnings: readonly Diagnostic[];
  /** The names of its files. */
  readonly files: readonly string[];
}

export interface Planned extends Link {
  readonly plan: Plan;
}

export interface PlanningWork {
  /** Called once the files are known to be right: returns what to compare with, or throws what stands in the way. */
  readonly prepare: (checked: Checked) => Promise<{ readonly base?: Base }>;
  readonly finish: (planned: Planned) => Promise<ExitCode>;
}

type RunOptions = PlanningOptions & { readonly base?: string };

/**
 * Loads and validates the files, connects, plans, and runs `finish`. Every error that is nobody's bug ends here: as text
 * on stderr, diagnostics with their code frames, and the right exit status.
 */
export async function runPlanned(
  world: World,
  options: RunOptions,
  { prepare, finish }: PlanningWork,
): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const approval = readApproval(options);
    const env = await readVariables(world, options);
    const start = await prepareStart(world, { ...options, env });
    try {
      const { config: paths = [] } = options;
      const loading = { paths, cwd: world.cwd, env, now: world.now(), onRead: start.begin };
      const parsed = await parseConfiguration({ ...loading, onSketch: start.consider });
      await start.pause();
      // Loaded here: it is wanted no sooner, and Kinde may be answering meanwhile.
      const { makePlan } = await import('../pipeline.js');
      const draft = await parsed.draft();
      const checking = check(draft, options, show);
      const preparing = checking.then(async (checked) => ({ ...checked, ...(await prepare(checked)) }));
      // Heard of wherever it is waited for.
      preparing.catch(() => undefined);
      const ahead = start.isAhead() ? draft.desired : null;
      if (ahead === null) await showWarnings(await checking, options, show);
      const { reading, ...link } = await start.link(preparing);
      const { desired, ...given } =
        ahead === null ? await preparing : { desired: ahead, whole: ahead, checked: preparing };
      const plan = await makePlan(desired, reading, {
        ...given,
        approval,
        withRemovals: options.removals,
        onReading: ({ requests, reason }) => link.progress.expect(requests, reason),
      });
      link.progress.stop();
      start.keep();
      if (ahead !== null) await showWarnings(await checking, options, show);
      return await finish({ plan, ...link });
    } finally {
      await start.end();
    }
  });
}

/** Throws `ConfigurationError` if the files are wrong. */
async function check(draft: ConfigurationDraft, options: RunOptions, show: Shower): Promise<Checked> {
  const { desired: whole, diagnostics, sources } = await draft.check();
  show.sources(sources);
  if (whole === null) throw new ConfigurationError(diagnostics);
  const desired = narrowDesired(whole, options.organization ?? []);
  return { whole, desired, warnings: diagnostics, files: [...sources.keys()] };
}

/** They never stand between the lines of a display that is still going on. */
async function showWarnings({ warnings }: Checked, { quiet }: RunOptions, show: Shower): Promise<void> {
  if (quiet !== true) await show.diagnostics(warnings);
}

/** A link, and the way to read over it: what was asked for in advance is not asked for again. */
interface ReadingLink extends Link {
  readonly reading: ReadingConnection;
}

interface Start {
  /** Connects and begins to read once there are so many characters that this shortens the wait. */
  readonly begin: (characters: number) => void;
  /** Goes on reading as soon as the sketch settles that. */
  readonly consider: (sketch: Sketch) => void;
  /** Fulfilled when the last sketch was considered, and soon at any rate. */
  readonly pause: () => Promise<void>;
  /** Whether reading has begun, and of all that the files say. */
  readonly isAhead: () => boolean;
  /** Connects unless that was done; throws what is wrong with the settings, or else with the files. */
  readonly link: (preparing: Promise<unknown>) => Promise<ReadingLink>;
  /** From now on what is in flight is no mere reading, and is finished. */
  readonly keep: () => void;
  /** Starts nothing more, gives up what is still being read, and ends the display. */
  readonly end: () => Promise<void>;
}

/**
 * To parse and check large files takes as long as the first answers, which are asked for meanwhile; if the files then turn
 * out to be wrong, a token and a few requests were spent in vain. With small files there is nothing to gain.
 */
async function prepareStart(world: World, options: RunOptions & Pick<World, 'env'>): Promise<Start> {
  // Loaded before the files, whose reading would keep it waiting.
  await import('../kinde/connect-kinde.js');
  const ending = new AbortController();
  const dropping = new AbortController();
  const signals = { signal: AbortSignal.any([world.interrupt, ending.signal]), drop: dropping.signal };
  let isKept = false;
  const open = async (): Promise<ReadingLink> => {
    const link = await openLink(world, { ...options, ...signals });
    link.progress.enter('reading Kinde');
    return { ...link, reading: link.connection };
  };
  let opened: Promise<ReadingLink> | null = null;
  let sketched: Sketch | null = null;
  let begun: BegunReading | null = null;
  return {
    consider: (sketch) => {
      sketched = sketch;
      begun?.consider(sketch);
    },
    pause: async () => {
      if (sketched === null || opened === null) return;
      // What is wrong with the settings is told to whoever asks for the link.
      const deciding = opened.then(() => begun?.decide()).catch(() => undefined);
      // The rest of the work can wait for the first answers, but not long: mistakes are to be told even if none come.
      const pause = new AbortController();
      await Promise.race([deciding, world.sleep(longestPause, pause.signal)]);
      pause.abort();
    },
    begin: (characters) => {
      if (opened !== null || characters < largeFiles) return;
      // Less is wanted then, and it takes the checked files to know what.
      if (options.organization !== undefined || options.base !== undefined) return;
      opened = open().then((link) => {
        begun = beginReading(link.connection.client);
        if (sketched !== null) begun.consider(sketched);
        return { ...link, reading: { ...link.connection, client: begun.client } };
      });
      // Whoever asks for the link hears of it.
      opened.catch(() => undefined);
    },
    isAhead: () => opened !== null,
    link: async (preparing) => {
      try {
        return await (opened ??= open());
      } catch (error) {
        await preparing;
        throw error;
      }
    },
    keep: () => {
      isKept = true;
    },
    end: async () => {
      ending.abort();
      if (!isKept) dropping.abort();
      (await opened?.catch(() => null))?.progress.stop();
    },
  };
}
