// The session of a command: it reads the settings, connects to Kinde, and turns errors into text and an exit status.
import { versions } from 'node:process';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import { readSettings } from '../kinde/read-settings.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError, KindeSyncError } from '../model/errors.js';
import { renderError } from '../render/error-text.js';
import { statusOfError } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { explainProxy } from './explain-proxy.js';
import { readLayout, readVariables } from './options/options.js';
import type { CommonOptions, ConnectingOptions } from './options/options.js';
import { repeatInText } from './options/repeat-options.js';
import { showProgress } from './show-progress.js';
import type { Progress } from './show-progress.js';
import type { World } from './world.js';

/** A connection and the display of its requests. */
export interface Link {
  readonly connection: KindeConnection;
  readonly progress: Progress;
}

export interface LinkOptions extends ConnectingOptions {
  readonly env: World['env'];
  readonly timeoutMs?: number;
  /** Once it fires, no request starts; without it, the user's interrupt does the same. */
  readonly signal?: AbortSignal;
  /** Once it fires, requests in flight are given up; it must not fire during a write. */
  readonly drop?: AbortSignal;
}

/** Connects without loading a configuration and runs `work`; errors end as in `reportErrors`. */
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

/** Connects with the variables in the options and returns the result of `work`. Throws like `openLink` and `work`. */
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

/** Opens a connection with the variables in the options; sends no request. Throws `UsageError` for wrong settings. */
export async function openLink(world: World, options: LinkOptions): Promise<Link> {
  const progress = showProgress({
    stderr: world.stderr,
    now: world.now,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
  });
  // The client is loaded here, since reportErrors also serves commands that never connect.
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

/** Shows diagnostics on stderr, with code frames once the sources are known. */
export interface Shower {
  sources(texts: ReadonlyMap<string, string>): void;
  diagnostics(diagnostics: readonly Diagnostic[]): Promise<void>;
  /** Shows only errors, each on one line, and only the first few. */
  lines(diagnostics: readonly Diagnostic[]): Promise<void>;
}

/** Runs a command and turns a `KindeSyncError` into text on stderr and an exit status. Any other error is a bug and thrown. */
export async function reportErrors(
  world: World,
  options: CommonOptions,
  work: (show: Shower) => Promise<ExitCode>,
): Promise<ExitCode> {
  const layout = readLayout(world, options, world.stderr);
  const { color } = layout;
  let sources: ReadonlyMap<string, string> = new Map();
  const show: Shower = {
    sources: (texts) => (sources = texts),
    diagnostics: async (diagnostics) => {
      if (diagnostics.length === 0) return;
      // The renderer is loaded here, since most files are valid.
      const { renderDiagnostics } = await import('../render/diagnostics/diagnostics.js');
      const repeat = (text: string): string => repeatInText(text, options);
      world.stderr.write(renderDiagnostics(diagnostics, sources, { ...layout, repeat }));
    },
    lines: async (diagnostics) => {
      const { renderDiagnosticLines } = await import('../render/diagnostics/diagnostics.js');
      world.stderr.write(renderDiagnosticLines(diagnostics, { color }));
    },
  };
  try {
    return await work(show);
  } catch (error) {
    if (!(error instanceof KindeSyncError)) throw error;
    if (error instanceof ConfigurationError) await show.diagnostics(error.diagnostics);
    else {
      const proxy = explainProxy(error, world.env, versions.node);
      world.stderr.write(renderError(error, { ...layout, proxy }));
    }
    return statusOfError(error);
  }
}
