// What every file of this room exports: a function that adds one command to the program.
import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import type { World } from '../world.js';

/** `end` is told the exit status. */
export type AddCommand = (program: Command, world: World, end: (code: ExitCode) => void) => void;
