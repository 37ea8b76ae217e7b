// `kinde-sync attest`: records that a person has seen the sign-up switches stand as the configuration declares. It needs no
// network, and attests only switches that were asked about or named.
import { resolve } from 'node:path';
import { listSwitches, recordAttestations } from '../../stories/attest.js';
import type { DeclaredSwitch } from '../../stories/attest.js';
import type { SignUpSwitch } from '../../model/attestation.js';
import { ConfigurationError, UsageError } from '../../model/errors.js';
import type { LoadedConfiguration } from '../../stories/load-configuration.js';
import { toSafeText } from '../../render/safe-text.js';
import { exitCodes } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { loadFiles } from '../files/load-files.js';
import { reportErrors } from '../open-session.js';
import type { CommonOptions } from '../options/options.js';
import { quote } from '../quote.js';
import { askAboutSwitches, askWho, chooseSwitches, readWho } from '../files/read-attestation.js';
import { repeatOptions } from '../options/repeat-options.js';
import { replaceFile } from '../files/replace-file.js';
import type { World } from '../world.js';

export interface AttestCommandOptions extends CommonOptions {
  /** `NAME=true` or `NAME=false`. */
  readonly setting?: readonly string[];
  readonly by?: string;
}

type Valid = LoadedConfiguration & { readonly desired: NonNullable<LoadedConfiguration['desired']> };

/** Takes the answers from a person or from the options, and writes them. Exit status 0 also if no switch is open. */
export async function runAttest(world: World, options: AttestCommandOptions): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const loaded = await load(world, options);
    show.sources(loaded.sources);
    if (!isValid(loaded)) throw new ConfigurationError(loaded.diagnostics);
    const switches = listSwitches(loaded.desired);
    const open = switches.filter(({ status }) => status.is !== 'attested');
    if (options.setting === undefined && open.length === 0) {
      world.stdout.write(describeNothing(switches));
      return exitCodes.done;
    }
    return attest(world, options, { loaded, switches, open });
  });
}

interface Scene {
  readonly loaded: Valid;
  readonly switches: readonly DeclaredSwitch[];
  readonly open: readonly DeclaredSwitch[];
}

async function attest(world: World, options: AttestCommandOptions, scene: Scene): Promise<ExitCode> {
  const { loaded, switches, open } = scene;
  const given = options.setting === undefined ? null : chooseSwitches(options.setting, switches);
  const who = options.by === undefined ? null : readWho(options.by);
  if (world.ask === null && (given === null || who === null)) throw needsError(given ?? open, options);
  const seen = given ?? (await askAboutSwitches(world, options, open));
  if (isInterrupted(world)) return exitCodes.interrupted;
  if (seen.length === 0) {
    world.stderr.write('Nothing was attested: no answer was yes.\n');
    return exitCodes.error;
  }
  const by = who ?? readWho(await askWho(world));
  if (isInterrupted(world)) return exitCodes.interrupted;
  const settings = new Set(seen.map(({ setting }) => setting));
  const files = recordAttestations({ ...loaded, settings, by, now: world.now() });
  for (const [file, text] of files) await write(file, text, world.cwd);
  world.stdout.write(await describeWritten(world, options, { files: [...files.keys()], settings }));
  return exitCodes.done;
}

function isInterrupted({ interrupt }: World): boolean {
  return interrupt.aborted;
}

async function load(world: World, options: AttestCommandOptions): Promise<LoadedConfiguration> {
  return (await loadFiles(world, options)).loaded;
}

function isValid(loaded: LoadedConfiguration): loaded is Valid {
  return loaded.desired !== null;
}

function describeNothing(switches: readonly DeclaredSwitch[]): string {
  if (switches.length === 0)
    return 'Nothing to attest: the configuration declares no sign-up switch (environment.signUp).\n';
  const until = switches.map(({ status }) => ('until' in status ? status.until : '')).toSorted();
  return `Nothing to attest: ${switches.length === 1 ? 'the switch is attested' : `all ${switches.length} switches are attested, the first`} until ${until[0] ?? ''}.\n`;
}

/** Returns the error for a run without a terminal; its hint is the command to type after looking at the switches. */
function needsError(wanted: readonly DeclaredSwitch[], options: AttestCommandOptions): UsageError {
  const parts = [
    ...repeatOptions(options),
    ...wanted.map(({ setting, change }) => `--setting ${setting}=${String(change.after)}`),
  ];
  const places = wanted.map(({ change }) => change.where).join('; ');
  return new UsageError(
    'attestation-needed',
    'attest asks about the switches in the dashboard, and there is no terminal to ask on.',
    {
      hint: `Look at ${places}. If everything matches the configuration: kinde-sync attest ${parts.join(' ')} --by ${options.by === undefined ? '"YOUR NAME"' : quote(options.by)}`,
    },
  );
}

async function write(file: string, text: string, cwd: string): Promise<void> {
  try {
    await replaceFile(resolve(cwd, file), text, 0o644);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError('no-attestations', `${file} can't be written.`, {
      hint: 'Check the folder, its permissions and the disk space.',
      cause,
    });
  }
}

interface Recorded {
  readonly files: readonly string[];
  readonly settings: ReadonlySet<SignUpSwitch>;
}

/** Reads the files back, so that the text says what the next plan will see. */
async function describeWritten(
  world: World,
  options: AttestCommandOptions,
  { files, settings }: Recorded,
): Promise<string> {
  const again = await load(world, options);
  if (!isValid(again)) throw new ConfigurationError(again.diagnostics);
  const lines = listSwitches(again.desired).flatMap(({ setting, change, status }) => {
    if (!settings.has(setting) || status.is !== 'attested') return [];
    const words = `${setting} is ${change.after ? 'on' : 'off'}, attested by ${status.by}, valid until ${status.until}`;
    return [`  ${toSafeText(words)}`];
  });
  const { code } = again.desired.environment;
  const scope = code === undefined ? 'any environment (environment.code is not set)' : code.value;
  const head = `Attested for ${toSafeText(scope)} in ${files.map(toSafeText).join(', ')}:`;
  return `${[head, ...lines, 'Commit it together with the configuration.'].join('\n')}\n`;
}
