// The flags and the help of `kinde-sync undo`. It decides nothing.
import type { UndoCommandOptions } from '../undo-command.js';
import type { AddCommand } from './add-command.js';
import { withCommonOptions, withGuardOptions } from './shared-options.js';

/** Adds `undo`, whose code is loaded when it is run. */
export const addUndo: AddCommand = (program, world, end) => {
  withGuardOptions(withCommonOptions(program.command('undo')), ['text', 'json'])
    .description('take back what an apply did, by its journal; what has moved since is left alone')
    .argument('<JOURNAL>', 'the file that apply --journal wrote')
    .option('--plan <FINGERPRINT>', 'another run than the last of the journal; its beginning is enough')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--journal <FILE>', 'append what the undo writes to this file; not the journal that is undone')
    .addHelpText('after', '\nExample:\n  kinde-sync undo journal.jsonl --journal undo.jsonl')
    .action(async (path: string, options: Omit<UndoCommandOptions, 'removals'>) => {
      const { runUndo } = await import('../undo-command.js');
      end(await runUndo(world, { ...options, removals: true }, path));
    });
};
