// Everything that can be thrown on purpose. One base class with a `code`; each code has a row in the README.
// Texts that come from outside are kept as they are: `render` makes them safe to print.
import { countNoun } from './count-noun.js';
import type { Code } from './codes.js';
import type { Diagnostic } from './diagnostic.js';

interface ErrorExtras {
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Base of all errors that kinde-sync throws on purpose. `hint` says what to do next. */
export abstract class KindeSyncError extends Error {
  readonly code: Code;
  readonly hint: string | undefined;

  constructor(code: Code, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = extras.hint;
  }
}

/** The user's files are wrong; `diagnostics` holds every mistake found. */
export class ConfigurationError extends KindeSyncError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('invalid-configuration', `The configuration has ${countNoun(diagnostics.length, 'error')}.`);
    this.diagnostics = diagnostics;
  }
}

/** A setting, option or file of the command line is wrong. */
export class UsageError extends KindeSyncError {}

/** No token could be had: `invalid-client`, `unauthorized-client`, `invalid-scope`, `token-rejected` … */
export class AuthError extends KindeSyncError {}

/** What is known of a request to Kinde that went wrong. */
export interface RequestFacts {
  /** Kinde's operation id, for example `addOrganizationUsers`. */
  readonly operation: string;
  /** HTTP status; absent where no answer came. */
  readonly status?: number;
  /** Kinde's own error code, for example `USER_NOT_IN_ORGANIZATION`. */
  readonly kindeCode?: string;
  /** The scope the operation needs, set when Kinde refused with 403. */
  readonly missingScope?: string;
}

/** Kinde answered, and the answer is a refusal (`api-refused`, `missing-scope`, …) or nonsense (`bad-answer`). */
export class ApiError extends KindeSyncError {
  readonly facts: RequestFacts;

  constructor(code: Code, message: string, facts: RequestFacts, extras: ErrorExtras = {}) {
    super(code, message, extras);
    this.facts = facts;
  }
}

/** No answer came: `unreachable`, `timeout`, `connection-lost`. Nothing is known to have been changed. */
export class NetworkError extends KindeSyncError {
  readonly facts: RequestFacts;

  constructor(code: Code, message: string, facts: RequestFacts, extras: ErrorExtras = {}) {
    super(code, message, extras);
    this.facts = facts;
  }
}

/** A write may or may not have taken effect (`unclear-outcome`); the caller must read back. */
export class UnclearError extends KindeSyncError {
  readonly facts: RequestFacts;

  constructor(message: string, facts: RequestFacts, extras: ErrorExtras = {}) {
    super('unclear-outcome', message, extras);
    this.facts = facts;
  }
}

/** The user pressed Ctrl-C; calls in flight were finished and none was started after that. */
export class InterruptedError extends KindeSyncError {
  constructor() {
    super('interrupted', 'Interrupted: calls in flight were finished, and no further call was started.');
  }
}

/** A mistake of kinde-sync itself. */
export class InternalError extends KindeSyncError {
  constructor(message: string) {
    super('internal', message, {
      hint: 'This is a bug in kinde-sync: please report it with the command and this text.',
    });
  }
}

/** Ends a switch over a closed union: a new variant that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new InternalError(`Unhandled variant: ${JSON.stringify(value)}`);
}
