// The commands of the first day: init, doctor and pull.
import type { DoctorCommandOptions } from './doctor-command.js';
import type { InitCommandOptions } from './init-command.js';
import { platforms } from '../init/choose-platform.js';
import { selectorChoices } from '../../model/selector-choice.js';
import type { PullCommandOptions } from './pull-command.js';
import {
  makeChoice,
  maskOption,
  showExamples,
  withCommonOptions,
  withEnvironmentOptions,
  withOrganizationOption,
  withReadingOptions,
} from '../options/shared-options.js';
import type { AddCommand } from '../options/shared-options.js';

export const addInit: AddCommand = (program, world, end) => {
  const platform =
    'the platform of the workflows (default: detected from the remotes and files of the repository)';
  const command = program
    .command('init')
    .addOption(makeChoice('--platform <PLATFORM>', platform, platforms))
    .option(
      '-c, --config <PATH>',
      'the file or folder to write (default: kinde.yaml; with --split, the folder kinde/)',
    )
    .option('--split', 'write a folder with one file for each organization')
    .option(
      '--environments <NAMES>',
      'set up several environments, such as staging,production: an env file for each, and workflows for all',
    );
  withEnvironmentOptions(command)
    .description('write a first configuration and the GitHub or GitLab workflows; overwrite nothing')
    .option('-q, --quiet', 'print only the list of files')
    .addHelpText('after', initHelp)
    .action(async (options: InitCommandOptions) => {
      const { runInit } = await import('./init-command.js');
      end(await runInit(world, options));
    });
};

const initHelp = `
Writes only files that do not exist yet: a configuration, the workflows and CODEOWNERS. With KINDE_DOMAIN and credentials,
the configuration is the live state of Kinde. Without them, it is a commented file that manages nothing until you edit it.

Examples:
  kinde-sync init
  kinde-sync init --environments staging,production
  kinde-sync init --platform none -c access/kinde.yaml`;

export const addDoctor: AddCommand = (program, world, end) => {
  withOrganizationOption(withCommonOptions(program.command('doctor')))
    .description('check that plan and apply can work with these settings; say what to fix, and where')
    .addOption(makeChoice('--format <FORMAT>', 'the format of the result', ['text', 'json']).default('text'))
    .addHelpText('after', showExamples('doctor -c kinde.yaml --env-file production.env'))
    .action(async (options: DoctorCommandOptions) => {
      const { runDoctor } = await import('./doctor-command.js');
      end(await runDoctor(world, options));
    });
};

export const addPull: AddCommand = (program, world, end) => {
  const about = 'write the live state as configuration; change existing files only where they differ';
  withReadingOptions(withCommonOptions(program.command('pull')))
    .description(about)
    .option('--split', 'for a first configuration: write a folder with one file for each organization')
    .option(
      '--business',
      'for a first configuration: include roles and permissions, managed from this environment',
    )
    .addOption(
      makeChoice(
        '--by <KEY>',
        'how new entries name organizations (default: like existing entries, else by code)',
        selectorChoices,
      ),
    )
    .option(...maskOption('the files that pull writes are not masked'))
    .option('--check', 'write nothing, show the diff, and exit with status 2 if a file would change')
    .addHelpText('after', showExamples('pull --check', 'pull --organization org_1ccfb819462'))
    .action(async (options: Omit<PullCommandOptions, 'format' | 'removals'>) => {
      const { runPull } = await import('./pull-command.js');
      end(await runPull(world, { ...options, format: 'text', removals: true }));
    });
};
