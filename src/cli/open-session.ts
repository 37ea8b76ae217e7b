// What plan and apply have in common before they part: the configuration, the settings, the connection.
import type { KindeConnection } from '../kinde/connect-kinde.js';
import { readSettings } from '../kinde/read-settings.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError, KindeSyncError } from '../model/errors.js';
import { narrowDesired } from '../validate/narrow-desired.js';
import { renderError } from '../render/error-text.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { loadWith } from './load-files.js';
import { readVariables, wantsColor } from './options.js';
import type { CommonOptions, ConnectingOptions, PlanningOptions } from './options.js';
import { showProgress } from './show-progress.js';
import type { Progress } from './show-progress.js';
import type { World } from './world.js';

/** Characters: less is checked within a few milliseconds. So many list more people than two pages hold. */
const largeFiles = 65_536;

/** A connection and the display that shows what goes over it. */
export interface Link {
  readonly connection: KindeConnection;
  readonly progress: Progress;
}

interface LinkOptions extends ConnectingOptions {
  readonly env: World['env'];
  readonly timeoutMs?: number;
  /** Starts nothing more once it fires; without it, once the user interrupts. */
  readonly signal?: AbortSignal;
}

export interface Session extends Link {
  readonly desired: DesiredState;
  /** The configuration before `--organization` narrowed it. */
  readonly whole: DesiredState;
}

/**
 * Loads and validates the files, connects, and runs `work`. Every error that is nobody's bug ends here: as text
 * on stderr, diagnostics with their code frames, and the right exit status.
 */
export async function runInSession(
  world: World,
  options: PlanningOptions,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const env = await readVariables(world, options);
    const start = await prepareStart(world, { ...options, env });
    try {
      const loaded = await loadWith(env, world, { ...options, onRead: start.consider });
      show.sources(loaded.sources);
      if (loaded.desired === null) throw new ConfigurationError(loaded.diagnostics);
      if (options.quiet !== true) await show.diagnostics(loaded.diagnostics);
      const whole = loaded.desired;
      const desired = narrowDesired(whole, options.organization ?? []);
      return await work({ desired, whole, ...(await start.link()) });
    } finally {
      await start.end();
    }
  });
}

interface Start {
  /** Connects and begins to read if there are so many characters that this shortens the wait. */
  readonly consider: (characters: number) => void;
  /** Connects unless that was done, and returns the link; throws what is wrong with the settings. */
  readonly link: () => Promise<Link>;
  /** Starts nothing more and ends the display. */
  readonly end: () => Promise<void>;
}

/**
 * To parse and check large files takes as long as the first answers, which are asked for meanwhile; if the files then turn
 * out to be wrong, a token and a few requests were spent in vain. With small files there is nothing to gain.
 */
async function prepareStart(world: World, options: PlanningOptions & Pick<World, 'env'>): Promise<Start> {
  // Loaded here, since other commands never plan, and before the files, which would keep it waiting.
  const [{ beginReading }] = await Promise.all([
    import('../pipeline.js'),
    import('../kinde/connect-kinde.js'),
  ]);
  const abandoned = new AbortController();
  const signal = AbortSignal.any([world.interrupt, abandoned.signal]);
  let opened: Promise<Link> | null = null;
  const link = (): Promise<Link> => (opened ??= openLink(world, { ...options, signal }));
  return {
    link,
    consider: (characters) => {
      if (characters < largeFiles) return;
      opened = link().then(({ connection, progress }) => {
        progress.enter('reading Kinde, while the files are checked');
        const client = beginReading(connection.client, options.organization === undefined);
        return { connection: { ...connection, client }, progress };
      });
      // Whoever asks for the link hears of it, once the files are known to be right.
      opened.catch(() => undefined);
    },
    end: async () => {
      abandoned.abort();
      (await opened?.catch(() => null))?.progress.stop();
    },
  };
}

/** Connects without any configuration, as for a kept plan, and runs `work`; errors end as in `runInSession`. */
export async function runConnected(
  world: World,
  options: ConnectingOptions,
  work: (link: Link) => Promise<ExitCode>,
): Promise<ExitCode> {
  return reportErrors(world, options, async () => {
    const env = await readVariables(world, options);
    return workConnected(world, { ...options, env }, work);
  });
}

/** Connects with the variables in the options, and returns what `work` returns; throws what it throws. */
export async function workConnected<Result>(
  world: World,
  options: LinkOptions,
  work: (link: Link) => Promise<Result>,
): Promise<Result> {
  const link = await openLink(world, options);
  try {
    return await work(link);
  } finally {
    link.progress.stop();
  }
}

async function openLink(world: World, options: LinkOptions): Promise<Link> {
  const progress = showProgress({
    stderr: world.stderr,
    now: world.now,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
  });
  // Loaded here, since reportErrors also serves commands that never connect.
  const { connectKinde } = await import('../kinde/connect-kinde.js');
  const connection = connectKinde({
    settings: readSettings(options.env),
    fetch: world.fetch,
    now: world.now,
    sleep: world.sleep,
    random: world.random,
    signal: options.signal ?? world.interrupt,
    concurrency: options.concurrency,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    onEvent: (event) => progress.onEvent(event),
  });
  return { connection, progress };
}

/** Shows diagnostics on stderr, with frames from the sources once these are known. */
export interface Shower {
  sources(texts: ReadonlyMap<string, string>): void;
  diagnostics(diagnostics: readonly Diagnostic[]): Promise<void>;
}

/** Runs a command and turns what it throws on purpose into text and an exit status; a bug is thrown on. */
export async function reportErrors(
  world: World,
  options: CommonOptions,
  work: (show: Shower) => Promise<ExitCode>,
): Promise<ExitCode> {
  const color = wantsColor(world, options, world.stderr);
  let sources: ReadonlyMap<string, string> = new Map();
  const show: Shower = {
    sources: (texts) => (sources = texts),
    diagnostics: async (diagnostics) => {
      if (diagnostics.length === 0) return;
      // Loaded here, since most files have no mistakes.
      const { renderDiagnostics } = await import('../render/diagnostics.js');
      world.stderr.write(renderDiagnostics(diagnostics, sources, { color }));
    },
  };
  try {
    return await work(show);
  } catch (error) {
    if (!(error instanceof KindeSyncError)) throw error;
    if (error instanceof ConfigurationError) await show.diagnostics(error.diagnostics);
    else world.stderr.write(renderError(error, { color }));
    return error.code === 'interrupted' ? exitCodes.interrupted : exitCodes.error;
  }
}
