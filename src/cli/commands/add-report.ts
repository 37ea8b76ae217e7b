// The flags and the help of `kinde-sync report`. It decides nothing.
import { InvalidArgumentError } from 'commander';
import type { ReportCommandOptions } from '../report-command.js';
import type { AddCommand } from './add-command.js';
import { readNumber, withCommonOptions, withFormatOption, withReadingOptions } from './shared-options.js';

/** Adds `report`, whose code is loaded when it is run. */
export const addReport: AddCommand = (program, world, end) => {
  const command = withFormatOption(withCommonOptions(program.command('report')), ['html', 'csv', 'json']);
  withReadingOptions(command)
    .description('say who has access to which organization, since when, and last seen when; changes nothing')
    .option('--dormant <DAYS>', 'days without being seen after which somebody is dormant', readDays, 90)
    .option('--out <FILE>', 'write the report to a file that only its owner can read')
    .addHelpText('after', '\nExample:\n  kinde-sync report --dormant 90 --out access.html')
    .action(async (options: ReportCommandOptions) => {
      const { runReport } = await import('../report-command.js');
      end(await runReport(world, options));
    });
};

function readDays(value: string): number {
  const days = readNumber(value);
  if (days < 1 || days > 3650) throw new InvalidArgumentError('It takes a number from 1 to 3650.');
  return days;
}
