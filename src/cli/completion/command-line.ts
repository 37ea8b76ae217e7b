// The command line as plain values: commands, options and choices, from which the completion scripts are made.

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** The value of an option or an argument: its name in the help, its choices, and whether it is a path. */
export interface ValueWords {
  readonly name: string;
  readonly choices: readonly string[];
  readonly isPath: boolean;
}

/** An argument of a command. */
export interface ArgumentWords extends ValueWords {
  readonly isRequired: boolean;
}

export interface OptionWords {
  /** The short flag first, if there is one: `-c` and `--config`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Null for an option without a value. */
  readonly value: ValueWords | null;
  readonly isValueOptional: boolean;
  readonly isRepeatable: boolean;
}

export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly values: readonly ArgumentWords[];
  readonly options: readonly OptionWords[];
}

export interface CommandLine extends Omit<CommandWords, 'values'> {
  readonly commands: readonly CommandWords[];
}
