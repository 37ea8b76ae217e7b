// The errors that kinde-sync throws on purpose. Each has a `code` with a row in docs/errors.md. Messages may hold foreign text, which
// `render` makes safe to print.
import { countNoun } from './text/count-noun.js';
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

/** The user's files have errors; `diagnostics` holds all of them. */
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

/** The facts of a failed request to Kinde. */
export interface RequestFacts {
  /** Kinde's operation id, for example `addOrganizationUsers`. */
  readonly operation: string;
  /** HTTP status; absent if no answer came. */
  readonly status?: number;
  /** Kinde's own error code, for example `USER_NOT_IN_ORGANIZATION`. */
  readonly kindeCode?: string;
  /** Present if Kinde's words say that an address is in use. */
  readonly isInUse?: true;
  /** The scope of the operation; present if Kinde refused it with 403. */
  readonly missingScope?: string;
}

/** Kinde answered with a refusal (`api-refused`, `missing-scope`, …) or with an invalid answer (`bad-answer`). */
export class ApiError extends KindeSyncError {
  readonly facts: RequestFacts;

  constructor(code: Code, message: string, facts: RequestFacts, extras: ErrorExtras = {}) {
    super(code, message, extras);
    this.facts = facts;
  }
}

/** No answer came: `unreachable`, `timeout`, `connection-lost`. No change is known to have been made. */
export class NetworkError extends KindeSyncError {
  readonly facts: RequestFacts;

  constructor(code: Code, message: string, facts: RequestFacts, extras: ErrorExtras = {}) {
    super(code, message, extras);
    this.facts = facts;
  }
}

/** A write may have taken effect or not (`unclear-outcome`); the caller must read back. */
export class UnclearError extends KindeSyncError {
  readonly facts: RequestFacts;

  constructor(message: string, facts: RequestFacts, extras: ErrorExtras = {}) {
    super('unclear-outcome', message, extras);
    this.facts = facts;
  }
}

/** The user pressed Ctrl-C. The calls in flight were finished, and none was started after that. */
export class InterruptedError extends KindeSyncError {
  constructor() {
    super('interrupted', 'Interrupted: calls in flight were finished, and no further call was started.');
  }
}

/** A bug of kinde-sync. */
export class InternalError extends KindeSyncError {
  constructor(message: string) {
    super('internal', message, {
      hint: 'This is a bug in kinde-sync: please report it with the command and this text.',
    });
  }
}

/** Ends a switch over a closed union, so that an unhandled variant does not compile. Throws `InternalError`. */
export function assertNever(value: never): never {
  throw new InternalError(`Unhandled variant: ${JSON.stringify(value)}`);
}
