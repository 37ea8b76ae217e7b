// What every kind of thing can do: check itself against Kinde, diff, cost, write a batch, and tell from a second
// reading whether a change is done. Adding a kind is one file beside this one and one line in the registry.
import type { AddMember, Change, OrganizationRef } from '../model/change.js';
import type { ReadClient, WriteClient } from '../model/client.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredState, PasskeyPolicy } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type {
  Foundations,
  LiveFeatureFlag,
  LiveMember,
  LiveOrganization,
  LivePerson,
} from '../model/live.js';
import type { Notice } from '../model/notice.js';
import type { Outcome } from '../model/outcome.js';
import type { StepName } from '../model/step.js';
import type { CallCounts } from '../model/write-calls.js';
import type { OrganizationMatches } from './match-organizations.js';

/** What a kind finds when it compares: changes to make, things to say, and how much is already right. */
export interface Findings<Own extends Change = Change> {
  readonly changes: readonly Own[];
  readonly notices: readonly Notice[];
  /** How many managed things of this kind are as the files say. */
  readonly unchanged: number;
}

/** The touched things, read again after writing. */
export interface Rereading {
  readonly organizations: ReadonlyMap<string, LiveOrganization>;
  /** By organization code, then user id. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, LiveMember>>;
  readonly passkeys: PasskeyPolicy | null;
  readonly featureFlags: readonly LiveFeatureFlag[];
}

/** What a kept plan touches, read again before it is applied. */
export interface Recheck extends Rereading {
  /** By user id: whoever has an address that the plan creates, and whoever it adds or gives roles. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** The keys of the roles that there are; null where the plan gives nobody a role. */
  readonly roles: ReadonlySet<string> | null;
}

/**
 * How a kept plan's change stands by now: still due; done by somebody meanwhile; or overtaken, since what it
 * touches is neither as the plan found it nor as the plan wants it.
 */
export type Standing =
  { readonly is: 'due' } | { readonly is: 'done' } | { readonly is: 'moved'; readonly because: string };

/** What one apply knows and shares between kinds while it writes. */
export interface WriteDesk {
  readonly client: ReadClient & WriteClient;
  /** The organization's code, also when this run created it; null if it does not exist. */
  codeOf(organization: OrganizationRef): string | null;
  /** Whether the plan names this code: then the organization was there before. */
  isInPlan(code: string): boolean;
  recordOrganization(organization: OrganizationRef, code: string): void;
  /** The person's id, also when this run created them; null if they do not exist. */
  userIdOf(change: AddMember): string | null;
  /** Records a person created by this run and the organizations they are known to be in. */
  recordPerson(email: string, userId: string, organizationCodes: readonly string[]): void;
  /** Whether the person is in this organization already: their creation put them there, or they were found there. */
  hasJoined(change: AddMember): boolean;
  /** The memberships that the plan adds for an address, in the plan's order. */
  additionsFor(email: string): readonly AddMember[];
  /** Leaves the roles of someone who is a member by now to the step that sets roles. */
  deferRoles(change: AddMember): void;
  deferredRoles(): readonly AddMember[];
  /** Records how a change ended. The first outcome stands. */
  settle(change: Change, outcome: Outcome): void;
  /** Whether everybody whom the plan adds to the organization is in. */
  haveAdditionsSucceeded(organization: OrganizationRef): boolean;
  /** Whether somebody whom the plan adds to the organization is known not to be in. */
  hasFailedAddition(organization: OrganizationRef): boolean;
  /** Whether all role changes of the organization that were tried have been made. */
  haveRolesSucceeded(organization: OrganizationRef): boolean;
  /** Whether the person is in every organization that the plan adds them to. */
  hasArrived(userId: string): boolean;
}

export interface Kind<Own extends Change> {
  readonly name: string;
  owns(change: Change): change is Own;
  /** Mistakes in the files that only Kinde can show; asked before memberships are read. */
  check(desired: DesiredState, foundations: Foundations, matches: OrganizationMatches): readonly Diagnostic[];
  diff(comparison: Comparison): Findings<Own>;
  stepOf(change: Own): StepName;
  /** The calls that writing these changes takes when nothing goes wrong. */
  cost(changes: readonly Own[], allChanges: readonly Change[]): CallCounts;
  /** Writes the changes of one step, and settles each. What Kinde refuses becomes an outcome, never an exception. */
  write(changes: readonly Own[], desk: WriteDesk, step: StepName): Promise<void>;
  isDone(change: Own, found: Rereading, desk: Pick<WriteDesk, 'codeOf' | 'userIdOf'>): boolean;
  /** Compares with what the plan found; `changes` are all those of the plan. */
  standingOf(change: Own, found: Recheck, changes: readonly Change[]): Standing;
}

/** A kind seen from the stages, which know changes only as the closed union. */
export interface AnyKind {
  readonly name: string;
  readonly check: Kind<Change>['check'];
  readonly diff: (comparison: Comparison) => Findings;
  /** Null for a change of another kind. */
  readonly stepOf: (change: Change) => StepName | null;
  readonly cost: (changes: readonly Change[]) => CallCounts;
  readonly write: (changes: readonly Change[], desk: WriteDesk, step: StepName) => Promise<void>;
  readonly isDone: (
    change: Change,
    found: Rereading,
    desk: Pick<WriteDesk, 'codeOf' | 'userIdOf'>,
  ) => boolean | null;
  /** Null for a change of another kind. */
  readonly standingOf: (change: Change, found: Recheck, changes: readonly Change[]) => Standing | null;
}

/** Returns the kind with its own changes picked out of whatever the stages hand it. */
export function defineKind<Own extends Change>(kind: Kind<Own>): AnyKind {
  const own = (changes: readonly Change[]): readonly Own[] => changes.filter((change) => kind.owns(change));
  return {
    name: kind.name,
    check: (desired, foundations, matches) => kind.check(desired, foundations, matches),
    diff: (comparison) => kind.diff(comparison),
    stepOf: (change) => (kind.owns(change) ? kind.stepOf(change) : null),
    cost: (changes) => kind.cost(own(changes), changes),
    write: (changes, desk, step) => kind.write(own(changes), desk, step),
    standingOf: (change, found, changes) =>
      kind.owns(change) ? kind.standingOf(change, found, changes) : null,
    isDone: (change, found, desk) => (kind.owns(change) ? kind.isDone(change, found, desk) : null),
  };
}
