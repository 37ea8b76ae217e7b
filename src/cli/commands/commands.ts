// Every command with its arguments, options and help, in the order of the help. A command's own file acts; it is loaded
// when the command runs.
import type { ApplyCommandOptions } from '../confirm-and-apply.js';
import type { AttestCommandOptions } from './attest-command.js';
import type { PlanCommandOptions } from './plan-command.js';
import type { ReportCommandOptions } from './report-command.js';
import { addDoctor, addInit, addPull } from './get-started-commands.js';
import { addCompletion, addDemo, addSandbox } from './local-commands.js';
import {
  collect,
  makeChoice,
  maskOption,
  readDay,
  readDays,
  readWebAddress,
  showExamples,
  withCommonOptions,
  withConfigurationOptions,
  withFormatOption,
  withGuardOptions,
  withPlanningOptions,
  withReadingOptions,
} from '../options/shared-options.js';
import type { AddCommand } from '../options/shared-options.js';
import type { UndoCommandOptions } from './undo-command.js';
import type { ValidateCommandOptions } from './validate-command.js';

const addValidate: AddCommand = (program, world, end) => {
  const formats = ['text', 'json', 'github', 'sarif'] as const;
  withCommonOptions(program.command('validate'))
    .description('check the configuration as far as possible without the network')
    .addOption(makeChoice('--format <FORMAT>', 'the format of the result', formats).default('text'))
    .option(...maskOption('JSON is not masked'))
    .addHelpText('after', showExamples('validate -c kinde/'))
    .action(async (options: ValidateCommandOptions) => {
      const { runValidate } = await import('./validate-command.js');
      end(await runValidate(world, { ...options, version: program.version() ?? '' }));
    });
};

const addPlan: AddCommand = (program, world, end) => {
  const base =
    'compare with the configuration before the pull request, given as a path or git:REF, to show which changes the pull request causes';
  withPlanningOptions(withCommonOptions(program.command('plan')), ['text', 'json', 'markdown', 'diff'])
    .description('read Kinde and show what would change; change nothing')
    .option('--detailed-exitcode', 'exit with status 2 if there are changes')
    .option('--base <PATH>', base)
    .option(
      '--on <DATE>',
      'show the plan for another day (YYYY-MM-DD, UTC), for example to check entries that have an until date',
      readDay,
    )
    .option('--out <FILE>', 'save the plan for apply, in a file that only its owner can read')
    .option('--approval-label <NAME>', 'in Markdown, name this label instead of --allow-removals')
    .option('--invitation-label <NAME>', 'in Markdown, name this label instead of --allow-invitations')
    .option(
      '--source-url <URL>',
      'in Markdown, add links to files and commits; URL is the address of the working directory on GitHub or GitLab',
      readWebAddress,
    )
    .option(
      '--as-drift',
      'in Markdown, show how Kinde differs from the files, and the two ways to resolve the difference',
    )
    .option(
      '--annotations <FILE>',
      'also write errors and warnings about the configuration to a file, as GitHub annotations, including errors that only a comparison with Kinde finds',
    )
    .addHelpText('after', showExamples('plan -c kinde.yaml --format json > plan.json'))
    .action(async (options: PlanCommandOptions) => {
      const { runPlan } = await import('./plan-command.js');
      end(await runPlan(world, options));
    });
};

const addApply: AddCommand = (program, world, end) => {
  withPlanningOptions(withCommonOptions(program.command('apply')), ['text', 'json'])
    .description(
      'plan, ask for confirmation, apply and verify; with a saved plan, apply only the changes that it contains',
    )
    .argument(
      '[PLAN]',
      'a file that plan --out wrote; apply makes only the changes that are both in it and in a new plan',
    )
    .option('--yes', 'do not ask for confirmation; required without a terminal')
    .option(
      '--journal <FILE>',
      'append a line to this file before each write, and another line with its outcome',
    )
    .addHelpText('after', showExamples('apply -c kinde.yaml --yes --allow-removals 14'))
    .action(async (path: string | undefined, options: ApplyCommandOptions) => {
      const { runApply } = await import('./apply-command.js');
      end(await runApply(world, options, path));
    });
};

const addAttest: AddCommand = (program, world, end) => {
  const setting = 'attest this setting as true or false, without asking; may be repeated';
  withConfigurationOptions(program.command('attest'))
    .description('record that the manual settings match the configuration')
    .option('--setting <NAME=VALUE>', setting, collect)
    .option('--by <NAME>', 'the person who checked the settings; required without a terminal')
    .addHelpText('after', showExamples('attest -c kinde.yaml --setting allowSelfSignUp=false --by "Ann Lee"'))
    .action(async (options: AttestCommandOptions) => {
      const { runAttest } = await import('./attest-command.js');
      end(await runAttest(world, options));
    });
};

const addUndo: AddCommand = (program, world, end) => {
  withGuardOptions(withCommonOptions(program.command('undo')), ['text', 'json'])
    .description('undo an apply from its journal; leave what has changed since then as it is')
    .argument('<JOURNAL>', 'the file that apply --journal wrote')
    .option(
      '--plan <FINGERPRINT>',
      'the fingerprint of the run to undo, or its first characters (default: the last run in the journal)',
    )
    .option('--yes', 'do not ask for confirmation; required without a terminal')
    .option('--journal <FILE>', 'record the writes of the undo in this file, which must not be JOURNAL')
    .addHelpText('after', showExamples('undo journal.jsonl --journal undo.jsonl'))
    .action(async (path: string, options: Omit<UndoCommandOptions, 'removals'>) => {
      const { runUndo } = await import('./undo-command.js');
      end(await runUndo(world, { ...options, removals: true }, path));
    });
};

const addReport: AddCommand = (program, world, end) => {
  const formats = ['html', 'csv', 'json', 'text', 'diff'];
  withReadingOptions(withFormatOption(withCommonOptions(program.command('report')), formats))
    .description('show who has access to which organization, since when, and when they were last seen')
    .option(
      '--dormant <DAYS>',
      'a person counts as dormant after this many days without being seen',
      readDays,
      90,
    )
    .option('--ways-in', 'also list the other ways in: registrations, invitations, connections, roles')
    .option(
      '--since <FILE>',
      'show what changed since an earlier report; FILE is the output of report --format json',
    )
    .option(
      '--decisions <FILE>',
      'read the decisions of a review from a CSV file; --format diff proposes the removals as a patch',
    )
    .option(...maskOption('this applies only to messages, not to the report'))
    .option('--out <FILE>', 'write the report to a file that only its owner can read')
    .addHelpText(
      'after',
      reportHelp + showExamples('report --out access.html', 'report --ways-in --format csv > ways-in.csv'),
    )
    .action(async (options: ReportCommandOptions) => {
      const { runReport } = await import('./report-command.js');
      end(await runReport(world, options));
    });
};

const reportHelp = `
The configuration is optional. With one, the report also shows the line that lists each membership. Without --out, the
report goes to stdout; HTML is not written to a terminal. --format diff needs --decisions and a configuration.
`;

/** A team needs the commands in this order. */
const headings: readonly (readonly [heading: string, commands: readonly AddCommand[]])[] = [
  ['Get started:', [addInit, addDoctor, addPull]],
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
