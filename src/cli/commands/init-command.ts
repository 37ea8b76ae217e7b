// `kinde-sync init`: writes a first configuration, the platform's workflow and its code owners. It overwrites no file.
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { adviseAround, adviseOn, nextCommands } from '../init/advise-around.js';
import { checkFolder, choosePlatform } from '../init/choose-platform.js';
import type { Choice, Platform } from '../init/choose-platform.js';
import { hasYaml, inspectFolder } from '../init/inspect-folder.js';
import type { Folder } from '../init/inspect-folder.js';
import { proposeFiles, workflowExamples } from '../init/propose-files.js';
import { nameEnvFile, readEnvironments } from '../init/read-environments.js';
import { findExisting, writeNewFile } from '../init/write-new-file.js';
import type { NewFile } from '../init/write-new-file.js';
import { countNoun } from '../../model/text/count-noun.js';
import { defaultPaths, freshPaths } from '../../model/default-paths.js';
import { UsageError } from '../../model/errors.js';
import type { FileOutcome, StartReport } from '../../model/results/start.js';
import { renderPullNotices } from '../../render/pull-text.js';
import { renderStartText } from '../../render/start-text.js';
import { exitCodes } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { findInPackage } from '../files/find-in-package.js';
import { nameFirst, namesKinde, pullFirst, readTemplate } from '../first-configuration.js';
import { reportErrors } from '../open-session.js';
import { readLayout, readVariables, wantsColor } from '../options/options.js';
import type { CommonOptions } from '../options/options.js';
import type { World } from '../world.js';

export interface InitCommandOptions extends Omit<CommonOptions, 'config'> {
  readonly platform?: Platform;
  readonly config?: string;
  readonly split?: boolean;
  /** Names, separated by commas. */
  readonly environments?: string;
}

const [usualPath, otherPath] = defaultPaths;

/**
 * Writes the missing files and reports which it wrote, which it kept and what comes next. Reads Kinde only for the
 * configuration, and only if the variables name an environment.
 */
export async function runInit(world: World, options: InitCommandOptions): Promise<ExitCode> {
  return reportErrors(world, { color: options.color }, async () => {
    const isSplit = options.split === true;
    const source = options.configIsFromVariable === true ? 'KINDE_SYNC_CONFIG' : '--config';
    const config = (isSplit ? readFolderPath : readConfigPath)(source, options.config);
    const environments = readEnvironments(options.environments);
    const folder = await inspectFolder(world, environments.map(nameEnvFile));
    const choice = choosePlatform(options.platform, folder);
    checkFolder(folder, choice.platform);
    const examples = await readExamples(choice.platform);
    const proposal = proposeFiles(choice.platform, { folder, config, environments, examples });
    // The configuration comes first: if reading Kinde fails, no other file is written.
    const env = await readVariables(world, options);
    const place = { folder, config, isSplit, environments };
    const first = await writeConfiguration(world, { ...options, env }, place);
    const outcomes = [...first, ...(await writeAll(folder, proposal.files)), ...proposal.kept];
    tell(world, options, {
      platform: describeChoice(choice),
      files: outcomes,
      advice: [...adviseAround(folder), ...proposal.advice, ...adviseOn(proposal.files, outcomes)],
      next: nextCommands({ config, environments }, outcomes),
    });
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
    if (failed.length > 0) throw unwrittenError(failed.length);
    return exitCodes.done;
  });
}

/** If no file could be written, advice and next commands are useless, so only the files are listed. */
function tell(world: World, options: InitCommandOptions, report: StartReport): void {
  const color = wantsColor(world, { color: options.color }, world.stdout);
  const quiet = options.quiet === true || isLost(report.files);
  world.stdout.write(renderStartText(report, { color, quiet }));
}

/** The path is copied into workflows, where any other character could have a meaning. */
function readConfigPath(source: string, path: string = freshPaths.file): string {
  const plain = posix.normalize(path);
  const isPlain = /^[\w.][\w./-]*\.ya?ml$/.test(plain) && !plain.startsWith('../');
  if (isPlain) return plain;
  throw new UsageError('invalid-option', `${source} ${path} can't be used for a first configuration.`, {
    hint: 'Give a .yaml file in this folder or below it, named with letters, digits, ".", "_", "-" and "/".',
  });
}

function readFolderPath(source: string, path: string = freshPaths.folder): string {
  const plain = posix.normalize(path).replace(/\/+$/, '');
  const isPlain = /^\w[\w./-]*$/.test(plain) && !/\.ya?ml$/i.test(plain);
  if (isPlain) return plain;
  throw new UsageError('invalid-option', `${source} ${path} can't be used as the folder of --split.`, {
    hint: 'Give a folder below this one, named with letters, digits, ".", "_", "-" and "/", or leave out --split.',
  });
}

async function readExamples(platform: Platform): Promise<ReadonlyMap<string, string>> {
  const names = workflowExamples[platform];
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(findInPackage(`examples/${name}`), 'utf8')] as const),
    ),
  );
}

interface ConfigurationPlace {
  readonly folder: Folder;
  readonly config: string;
  readonly isSplit: boolean;
  readonly environments: readonly string[];
}

async function writeConfiguration(
  world: World,
  options: InitCommandOptions & Pick<World, 'env'>,
  { folder, ...wanted }: ConfigurationPlace,
): Promise<readonly FileOutcome[]> {
  const place = { ...wanted, folder: folder.path, installedIn: folder.installedIn };
  const kept = await findKept(folder, place);
  if (kept !== null) return [kept];
  const first = namesKinde(options.env)
    ? await pullFirst(world, { color: options.color, quiet: true, env: options.env }, place)
    : await readTemplate(place);
  const outcomes: FileOutcome[] = [];
  for (const { path, text, note } of first.files) {
    const outcome = await writeNewFile(folder.path, { path, text });
    outcomes.push(outcome.outcome === 'written' ? { ...outcome, reason: note } : outcome);
  }
  if (first.notices.length > 0)
    world.stderr.write(renderPullNotices(first.notices, readLayout(world, options, world.stderr)));
  return outcomes;
}

/** Returns the existing configuration, for which Kinde is not read; null if there is none. */
async function findKept(
  { path, hasParts }: Folder,
  place: Pick<ConfigurationPlace, 'config' | 'isSplit'>,
): Promise<FileOutcome | null> {
  const { config, isSplit } = place;
  const isUsual = config === freshPaths.file || config === freshPaths.folder;
  const inFolder = isSplit ? await hasYaml(join(path, config)) : isUsual && hasParts;
  // A kinde.yaml takes precedence over the folder kinde/, which would be ignored from then on.
  if (inFolder) {
    const name = isSplit ? config : freshPaths.folder;
    return { path: `${name}/`, outcome: 'kept', reason: 'the configuration is in this folder' };
  }
  // If the look itself fails, so does writing, which reports the reason.
  const look = (file: string): Promise<string | null> => findExisting(path, file).catch(() => null);
  for (const file of isUsual ? [usualPath, otherPath] : []) {
    if (file !== config && (await look(file)) !== null)
      return { path: file, outcome: 'kept', reason: 'the configuration is in this file' };
  }
  const first = nameFirst(place);
  const obstacle = await look(first);
  return obstacle === null ? null : { path: first, outcome: 'kept', reason: obstacle };
}

/** Writes one file after the other, since several may need the same new folder. */
async function writeAll(folder: Folder, files: readonly NewFile[]): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const file of files) outcomes.push(await writeNewFile(folder.path, file));
  return outcomes;
}

function describeChoice({ platform, reason }: Choice): string | null {
  if (reason === null) return null;
  return `The workflows are for ${platform === 'github' ? 'GitHub' : 'GitLab'}: ${reason}.`;
}

function isLost(outcomes: readonly FileOutcome[]): boolean {
  const isAny = (wanted: FileOutcome['outcome']): boolean =>
    outcomes.some(({ outcome }) => outcome === wanted);
  return isAny('failed') && !isAny('written');
}

function unwrittenError(count: number): UsageError {
  return new UsageError('not-written', `${countNoun(count, 'file')} could not be written.`, {
    hint: 'The list above has the reasons. Remove what is in the way, or check permissions and disk space. Then run init again: it keeps existing files.',
  });
}
