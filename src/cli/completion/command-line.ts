// What can be typed after `kinde-sync`, as plain values: the completion scripts are made from it and from nothing else.

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** What stands for a value: its name in the help, the choices if it takes no others, whether it is a path. */
export interface ValueWords {
  readonly name: string;
  readonly choices: readonly string[];
  readonly isPath: boolean;
}

export interface OptionWords {
  /** The short one first, if there is one: `-c` and `--config`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Null where the option takes none. */
  readonly value: ValueWords | null;
  readonly isValueOptional: boolean;
  readonly isRepeatable: boolean;
}

export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly values: readonly ValueWords[];
  readonly options: readonly OptionWords[];
}

export interface CommandLine extends Omit<CommandWords, 'values'> {
  readonly commands: readonly CommandWords[];
}
