// Exit statuses: a contract with scripts, in one table.

export const exitCodes = {
  /** Done, or nothing to do. */
  done: 0,
  /** Configuration, credentials, the API, no `--yes` where it is needed, or an apply that did not fully succeed. */
  error: 1,
  /** The plan has changes, only with `--detailed-exitcode`; or `pull --check` found something to write. */
  changes: 2,
  /** Refused for safety; nothing was changed. */
  refused: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
