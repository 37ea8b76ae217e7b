// Every command with its arguments, options and help, in the order of the help. A command's own file acts; it is loaded
// when the command runs.
import type { Command } from 'commander';
import type { ApplyCommandOptions } from './apply-reviewed.js';
import type { AttestCommandOptions } from './attest-command.js';
import { shells } from './completion/command-line.js';
import type { Shell } from './completion/command-line.js';
import type { DoctorCommandOptions } from './doctor-command.js';
import type { ExitCode } from './exit-codes.js';
import type { InitCommandOptions } from './init-command.js';
import { platforms } from './init/choose-platform.js';
import type { PlanCommandOptions } from './plan-command.js';
import type { PullCommandOptions } from './pull-command.js';
import type { ReportCommandOptions } from './report-command.js';
import type { SandboxCommandOptions } from './sandbox-command.js';
import { collect, makeArgument, makeChoice, readDays, readNumber, readPort } from './shared-options.js';
import { showExamples, withCommonOptions, withConfigurationOptions } from './shared-options.js';
import { withEnvironmentOptions, withFormatOption, withGuardOptions } from './shared-options.js';
import { withOrganizationOption, withPlanningOptions, withReadingOptions } from './shared-options.js';
import type { UndoCommandOptions } from './undo-command.js';
import type { ValidateCommandOptions } from './validate-command.js';
import type { World } from './world.js';

/** Adds one command to the program; `end` takes the exit status of its run. */
type AddCommand = (program: Command, world: World, end: (code: ExitCode) => void) => void;

const addInit: AddCommand = (program, world, end) => {
  const platform = 'whose workflow to write (default: what the remotes and files of the repository show)';
  const command = program
    .command('init')
    .addOption(makeChoice('--platform <PLATFORM>', platform, platforms))
    .option('-c, --config <PATH>', 'where to write the configuration', 'kinde.yaml');
  withEnvironmentOptions(command)
    .description('write a first configuration and the workflow of the platform; overwrites nothing')
    .option('-q, --quiet', 'only the files')
    .addHelpText('after', initHelp)
    .action(async (options: InitCommandOptions) => {
      const { runInit } = await import('./init-command.js');
      end(await runInit(world, options));
    });
};

const initHelp = `
Writes only what is not there yet: a configuration, the workflow, CODEOWNERS. With KINDE_DOMAIN and credentials set the
configuration is what Kinde has; without, a commented file that manages nothing until you edit it.

Examples:
  kinde-sync init
  kinde-sync init --platform none -c access/kinde.yaml`;

const addDoctor: AddCommand = (program, world, end) => {
  withOrganizationOption(withCommonOptions(program.command('doctor')))
    .description('say whether plan and apply could work with these settings, and what to put right where')
    .addOption(
      makeChoice('--format <FORMAT>', 'how to print what is found', ['text', 'json']).default('text'),
    )
    .addHelpText('after', showExamples('doctor -c kinde.yaml --env-file production.env'))
    .action(async (options: DoctorCommandOptions) => {
      const { runDoctor } = await import('./doctor-command.js');
      end(await runDoctor(world, options));
    });
};

const addPull: AddCommand = (program, world, end) => {
  const about =
    'write the live state as configuration; edits files that are there, and only where they differ';
  withReadingOptions(withCommonOptions(program.command('pull')))
    .description(about)
    .option('--split', 'without configuration: a folder with a file for each organization')
    .option('--check', 'write nothing, show the diff, and exit with 2 if there is one')
    .addHelpText('after', showExamples('pull --check', 'pull --organization org_1ccfb819462'))
    .action(async (options: Omit<PullCommandOptions, 'format' | 'removals'>) => {
      const { runPull } = await import('./pull-command.js');
      end(await runPull(world, { ...options, format: 'text', removals: true }));
    });
};

const addValidate: AddCommand = (program, world, end) => {
  const formats = ['text', 'json', 'github', 'sarif'] as const;
  withCommonOptions(program.command('validate'))
    .description('check everything that can be known without the network')
    .addOption(makeChoice('--format <FORMAT>', 'how to print what is found', formats).default('text'))
    .addHelpText('after', showExamples('validate -c kinde/'))
    .action(async (options: ValidateCommandOptions) => {
      const { runValidate } = await import('./validate-command.js');
      end(await runValidate(world, { ...options, version: program.version() ?? '' }));
    });
};

const addPlan: AddCommand = (program, world, end) => {
  const base = 'tell what this configuration causes from what had drifted before: another path, or git:REF';
  withPlanningOptions(withCommonOptions(program.command('plan')), ['text', 'json', 'markdown', 'diff'])
    .description('read Kinde and show what would change; changes nothing')
    .option('--detailed-exitcode', 'exit with 2 if there are changes')
    .option('--base <PATH>', base)
    .option('--out <FILE>', 'keep the plan in a file, for apply; only its owner can read it')
    .addHelpText('after', showExamples('plan -c kinde.yaml --format json > plan.json'))
    .action(async (options: PlanCommandOptions) => {
      const { runPlan } = await import('./plan-command.js');
      end(await runPlan(world, options));
    });
};

const addApply: AddCommand = (program, world, end) => {
  withPlanningOptions(withCommonOptions(program.command('apply')), ['text', 'json'])
    .description('plan, ask, apply, and read back what was done; or of that only what a saved plan approves')
    .argument('[PLAN]', 'a file that plan --out wrote: what stands in it and in the new plan is carried out')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--journal <FILE>', 'append a line to this file before each write and one with its outcome')
    .addHelpText('after', showExamples('apply -c kinde.yaml --yes --allow-removals 14'))
    .action(async (path: string | undefined, options: ApplyCommandOptions) => {
      const { runApply } = await import('./apply-command.js');
      end(await runApply(world, options, path));
    });
};

const addAttest: AddCommand = (program, world, end) => {
  const setting = 'this one stands like this, true or false, and is not asked about; may be repeated';
  withConfigurationOptions(program.command('attest'))
    .description('record that the switches that only a person can see stand as the configuration says')
    .option('--setting <NAME=VALUE>', setting, collect)
    .option('--by <NAME>', 'who has looked; needed where there is no terminal')
    .addHelpText('after', showExamples('attest -c kinde.yaml --setting allowSelfSignUp=false --by "Ann Lee"'))
    .action(async (options: AttestCommandOptions) => {
      const { runAttest } = await import('./attest-command.js');
      end(await runAttest(world, options));
    });
};

const addUndo: AddCommand = (program, world, end) => {
  withGuardOptions(withCommonOptions(program.command('undo')), ['text', 'json'])
    .description('take back what an apply did, by its journal; what has moved since is left alone')
    .argument('<JOURNAL>', 'the file that apply --journal wrote')
    .option('--plan <FINGERPRINT>', 'another run than the last of the journal; its beginning is enough')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--journal <FILE>', 'append what the undo writes to this file; not the journal that is undone')
    .addHelpText('after', showExamples('undo journal.jsonl --journal undo.jsonl'))
    .action(async (path: string, options: Omit<UndoCommandOptions, 'removals'>) => {
      const { runUndo } = await import('./undo-command.js');
      end(await runUndo(world, { ...options, removals: true }, path));
    });
};

const addReport: AddCommand = (program, world, end) => {
  withReadingOptions(withFormatOption(withCommonOptions(program.command('report')), ['html', 'csv', 'json']))
    .description('say who has access to which organization, since when, and last seen when; changes nothing')
    .option('--dormant <DAYS>', 'days without being seen after which somebody is dormant', readDays, 90)
    .option('--out <FILE>', 'write the report to a file that only its owner can read')
    .addHelpText('after', showExamples('report --dormant 90 --out access.html'))
    .action(async (options: ReportCommandOptions) => {
      const { runReport } = await import('./report-command.js');
      end(await runReport(world, options));
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
    .addHelpText('after', showExamples('sandbox --seed tenant.yaml --port 4010 --faults faults.yaml'))
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
    .addHelpText('after', showExamples('demo'))
    .action(async (options: { readonly color: boolean }) => {
      const { runDemo } = await import('./demo-command.js');
      end(await runDemo(world, options));
    });
};

const addCompletion: AddCommand = (program, world, end) => {
  program
    .command('completion')
    .description('print a script that completes commands, options and their choices in a shell')
    .addArgument(makeArgument('<SHELL>', 'the shell that loads the script', shells))
    .addHelpText('after', completionHelp)
    .action(async (shell: Shell) => {
      const { runCompletion } = await import('./completion-command.js');
      end(runCompletion(world, program, shell));
    });
};

const completionHelp = `
Examples:
  echo 'source <(kinde-sync completion bash)' >> ~/.bashrc
  echo 'source <(kinde-sync completion zsh)' >> ~/.zshrc      (after the line with compinit)
  kinde-sync completion fish > ~/.config/fish/completions/kinde-sync.fish`;

/** A team needs the commands in this order. */
const headings: readonly (readonly [heading: string, commands: readonly AddCommand[]])[] = [
  ['To begin:', [addInit, addDoctor, addPull]],
  ['Every day:', [addValidate, addPlan, addApply, addAttest]],
  ['Occasionally:', [addUndo, addReport]],
  ['Try it without an account:', [addSandbox, addDemo]],
  ['Shell:', [addCompletion]],
];

/** Adds all commands under their headings; a command that is added later stands under the last heading. */
export const addCommands: AddCommand = (program, world, end) => {
  for (const [heading, commands] of headings) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, world, end);
  }
};
