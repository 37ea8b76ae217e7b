// The command line: flags and help. It decides nothing; each command is a file of its own, loaded when it is run.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { ApplyCommandOptions } from './apply-command.js';
import { toSafeText } from '../render/safe-text.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import type { PlanCommandOptions } from './plan-command.js';
import type { SandboxCommandOptions } from './sandbox-command.js';
import type { ValidateCommandOptions } from './validate-command.js';
import type { UndoCommandOptions } from './undo-command.js';
import type { World } from './world.js';

/** Runs one command line and returns its exit status. Throws only for a bug. */
export async function runProgram(args: readonly string[], world: World, version: string): Promise<ExitCode> {
  let status: ExitCode = exitCodes.done;
  const program = buildProgram(world, version, (code) => (status = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.error;
  }
}

function buildProgram(world: World, version: string, end: (code: ExitCode) => void): Command {
  const program = new Command('kinde-sync')
    .description('Organizations, members and sign-up settings in Kinde, kept as YAML in git.')
    .version(version, '-V, --version')
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      // What was typed comes back in it.
      writeErr: (text) => world.stderr.write(text.split('\n').map(toSafeText).join('\n')),
    });
  addValidate(program, world, end);
  addPlan(program, world, end);
  addApply(program, world, end);
  addUndo(program, world, end);
  addSandbox(program, world, end);
  addDemo(program, world, end);
  return program;
}

type AddCommand = (program: Command, world: World, end: (code: ExitCode) => void) => void;

const addValidate: AddCommand = (program, world, end) => {
  withCommonOptions(program.command('validate'))
    .description('check everything that can be known without the network')
    .addOption(
      new Option('--format <FORMAT>', 'how to print what is found')
        .choices(['text', 'json', 'github', 'sarif'])
        .default('text'),
    )
    .addHelpText('after', '\nExample:\n  kinde-sync validate -c kinde/')
    .action(async (options: ValidateCommandOptions) => {
      const { runValidate } = await import('./validate-command.js');
      end(await runValidate(world, { ...options, version: program.version() ?? '' }));
    });
};

const addPlan: AddCommand = (program, world, end) => {
  withPlanningOptions(withCommonOptions(program.command('plan')), ['text', 'json', 'markdown', 'diff'])
    .description('read Kinde and show what would change; changes nothing')
    .option('--detailed-exitcode', 'exit with 2 if there are changes')
    .option(
      '--base <PATH>',
      'tell what this configuration causes from what had drifted before: another path, or git:REF',
    )
    .option('--out <FILE>', 'keep the plan in a file, for apply; only its owner can read it')
    .addHelpText('after', '\nExample:\n  kinde-sync plan -c kinde.yaml --format json > plan.json')
    .action(async (options: PlanCommandOptions) => {
      const { runPlan } = await import('./plan-command.js');
      end(await runPlan(world, options));
    });
};

const addApply: AddCommand = (program, world, end) => {
  withPlanningOptions(withCommonOptions(program.command('apply')), ['text', 'json'])
    .description('plan, ask, apply, and read back what was done; or apply exactly a kept plan')
    .argument('[PLAN]', 'a file that plan --out wrote; refused if what it touches has changed since')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--journal <FILE>', 'append a line to this file before each write and one with its outcome')
    .addHelpText('after', '\nExample:\n  kinde-sync apply -c kinde.yaml --yes --allow-removals 14')
    .action(async (path: string | undefined, options: ApplyCommandOptions) => {
      const { runApply } = await import('./apply-command.js');
      end(await runApply(world, options, path));
    });
};

const addUndo: AddCommand = (program, world, end) => {
  withGuardOptions(withCommonOptions(program.command('undo')), ['text', 'json'])
    .description('take back what an apply did, by its journal; what has moved since is left alone')
    .argument('<JOURNAL>', 'the file that apply --journal wrote')
    .option('--plan <FINGERPRINT>', 'another run than the last of the journal; its beginning is enough')
    .option('--out <FILE>', 'keep the plan of the undo in a file, for apply, and change nothing')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--journal <FILE>', 'append what the undo writes to this file; not the journal that is undone')
    .addHelpText('after', '\nExample:\n  kinde-sync undo journal.jsonl --journal undo.jsonl')
    .action(async (path: string, options: Omit<UndoCommandOptions, 'removals'>) => {
      const { runUndo } = await import('./undo-command.js');
      end(await runUndo(world, { ...options, removals: true }, path));
    });
};

const addSandbox: AddCommand = (program, world, end) => {
  program
    .command('sandbox')
    .description('serve a local stand-in for Kinde until Ctrl-C')
    .option('--seed <FILE>', 'the tenant to start with (YAML or JSON); without it an example tenant')
    .option('--port <N>', 'listen on this port of 127.0.0.1; without it on any that is free', readPort)
    .option('--latency <MS>', 'let every answer take this long', readNumber)
    .option('--faults <FILE>', 'let things go wrong as a fault plan says (YAML or JSON)')
    .addHelpText(
      'after',
      '\nExample:\n  kinde-sync sandbox --seed tenant.yaml --port 4010 --faults faults.yaml',
    )
    .action(async (options: SandboxCommandOptions) => {
      const { runSandbox } = await import('./sandbox-command.js');
      end(await runSandbox(world, options));
    });
};

const addDemo: AddCommand = (program, world, end) => {
  program
    .command('demo')
    .description('a guided tour on the sandbox: plan, apply, plan again')
    .option('--no-color', 'no colours')
    .action(async (options: { readonly color: boolean }) => {
      const { runDemo } = await import('./demo-command.js');
      end(await runDemo(world, options));
    });
};

function withCommonOptions(command: Command): Command {
  return command
    .option(
      '-c, --config <PATH>',
      'a file or folder; may be repeated (default: kinde.yaml, else kinde/)',
      collect,
    )
    .option('--env-file <FILE>', 'read settings and variables from a file too')
    .option('--no-color', 'no colours')
    .option('-q, --quiet', 'only the result and errors')
    .option('-v, --verbose', 'say each request and each choice');
}

function withPlanningOptions(command: Command, formats: readonly string[]): Command {
  return withGuardOptions(command, formats)
    .option(
      '--organization <SELECTOR>',
      'only this one: code, external id, handle or name; may be repeated',
      collect,
    )
    .option('--no-removals', 'do everything but take nobody out');
}

function withGuardOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(
      new Option(
        '--format <FORMAT>',
        `how to print the result (choices: ${formats.map((format) => `"${format}"`).join(', ')})`,
      )
        .argParser((format) => readFormat(format, formats))
        .default('text'),
    )
    .option(
      '--mask-emails',
      'show people by marks that stay the same, never by address; JSON and kept plans are not masked',
    )
    .option('--allow-removals [N]', 'approve removals beyond the limits: exactly N, or any number')
    .option('--concurrency <N>', 'the most requests under way at once', readConcurrency, 8);
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}

function readFormat(format: string, formats: readonly string[]): string {
  if (formats.includes(format)) return format;
  const isForPlan = format === 'markdown' || format === 'diff';
  const choices = `It takes ${formats.join(', ')}${isForPlan ? `; ${format} is for plan` : ''}.`;
  throw new InvalidArgumentError(choices);
}

function readNumber(value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}

function readPort(value: string): number {
  const port = readNumber(value);
  if (port > 65_535) throw new InvalidArgumentError('It takes a port from 0 to 65535.');
  return port;
}

function readConcurrency(value: string): number {
  const concurrency = readNumber(value);
  if (concurrency < 1 || concurrency > 100)
    throw new InvalidArgumentError('It takes a number from 1 to 100.');
  return concurrency;
}
