// What commands that talk to Kinde have in common: the settings, the connection, and how they end.
import { versions } from 'node:process';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import { readSettings } from '../kinde/read-settings.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError, KindeSyncError } from '../model/errors.js';
import { renderError } from '../render/error-text.js';
import { statusOfError } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { explainProxy } from './explain-proxy.js';
import { readVariables, wantsColor } from './options.js';
import type { CommonOptions, ConnectingOptions } from './options.js';
import { showProgress } from './show-progress.js';
import type { Progress } from './show-progress.js';
import type { World } from './world.js';

/** A connection and the display that shows what goes over it. */
export interface Link {
  readonly connection: KindeConnection;
  readonly progress: Progress;
}

export interface LinkOptions extends ConnectingOptions {
  readonly env: World['env'];
  readonly timeoutMs?: number;
  /** Starts nothing more once it fires; without it, once the user interrupts. */
  readonly signal?: AbortSignal;
  /** Gives up what is in flight once it fires; it must not while anything is written. */
  readonly drop?: AbortSignal;
}

/** Connects without any configuration, as for a kept plan, and runs `work`; errors end as in `reportErrors`. */
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

/** Connects with the variables in the options; throws what is wrong with them. Nothing is sent yet. */
export async function openLink(world: World, options: LinkOptions): Promise<Link> {
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
    drop: options.drop,
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
  /** Shows the errors alone, a line each and not too many of them. */
  lines(diagnostics: readonly Diagnostic[]): Promise<void>;
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
    lines: async (diagnostics) => {
      const { renderDiagnosticLines } = await import('../render/diagnostics.js');
      world.stderr.write(renderDiagnosticLines(diagnostics, { color }));
    },
  };
  try {
    return await work(show);
  } catch (error) {
    if (!(error instanceof KindeSyncError)) throw error;
    if (error instanceof ConfigurationError) await show.diagnostics(error.diagnostics);
    else
      world.stderr.write(renderError(error, { color, proxy: explainProxy(error, world.env, versions.node) }));
    return statusOfError(error);
  }
}
