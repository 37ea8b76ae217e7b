// The kind contract: every question that a stage asks about a kind. "Add a kind" in docs/contributing.md lists what a new one
// takes.
import type { Change, OrganizationRef } from '../model/change.js';
import type { ConfirmClient, ReadClient, WriteClient } from '../model/client.js';
import type { Code } from '../model/codes.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { JournalAnswer } from '../model/journal.js';
import type { LiveEntity } from '../model/entities.js';
import type { KeptRoles } from '../model/kept-roles.js';
import type { LiveOverview, LivePerson, LiveRole } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { nothing } from '../model/read-needs.js';
import type { ReadNeeds } from '../model/read-needs.js';
import type { OperationName, WriteCall } from '../model/operations/operations.js';
import type { Outcome } from '../model/outcome.js';
import type { ExactDefaultOrganization, ReliedList } from '../model/plan.js';
import type { StepName } from '../model/step-order.js';
import type { CallCounts } from '../model/operations/write-calls.js';
import type { ChangeWords } from './change-words.js';
import type { EntityLists } from './entity/entity-lists.js';
import type { LiveIndex } from './live-index.js';
import type { MembershipRun } from './membership/membership-run.js';
import type { OrganizationMatches } from './organization/match-organizations.js';
import type { Repair } from './repair.js';
import type { Status } from './status.js';
import type { Touched } from './touched.js';
import type { ValueLists } from './collection/value-lists.js';

/** The diff of one kind: changes, notices and the number of unchanged things. */
export interface Findings<Own extends Change = Change> {
  readonly changes: readonly Own[];
  readonly notices: readonly Notice[];
  /** How many managed things of this kind match the configuration. */
  readonly unchanged: number;
}

/** Says for each operation of a kind whether the configuration may need it. */
export type OperationNeeds = Readonly<Partial<Record<OperationName, boolean>>>;

/** The codes and ids of things that a plan names before they exist. */
export interface KnownIds {
  /** The organization's code; null if it does not exist. */
  codeOf(organization: OrganizationRef): string | null;
  /** The person's id; null if the person does not exist. */
  userIdOf(person: { readonly userId: string | null; readonly email: string | null }): string | null;
  /** The additions of an apply by address; absent outside an apply. */
  readonly members?: Pick<MembershipRun, 'additionsFor'>;
}

/** The state of one apply, shared by the kinds while they write. */
export interface ApplyRun extends KnownIds {
  readonly client: ReadClient & ConfirmClient;
  /** All changes of the plan. */
  readonly changes: readonly Change[];
  /** The part that people's memberships, roles and sessions share. */
  readonly members: MembershipRun;
  /** Whether a journal records the writes. A recorded removal includes the roles that it ends. */
  readonly isRecorded: boolean;
  /**
   * Records the changes of a call in the journal, sends the call and records its result. The journal entry is durable
   * before the request leaves. Throws the errors of the call and of the journal.
   */
  send<Answer>(
    changes: readonly Change[],
    call: WriteCall,
    perform: (client: WriteClient) => Promise<Answer>,
    describe?: (answer: Answer) => JournalAnswer,
  ): Promise<Answer>;
  /** Does the same for a repair. Undo ignores the journal entries of repairs. */
  sendRepair: ApplyRun['send'];
  /** Whether the plan names this code. Such an organization existed before the apply. */
  isInPlan(code: string): boolean;
  recordOrganization(organization: OrganizationRef, code: string): void;
  /** Records a person whom this run created, and the organizations that they are known to be in. */
  recordPerson(email: string, userId: string, organizationCodes: readonly string[]): void;
  /** Records an existing person who turned out to have the address, and the organizations they are in. */
  recordOwner(email: string, userId: string, organizationCodes: readonly string[]): void;
  /** Adds a notice to the report. */
  notify(notice: Notice): void;
  notices(): readonly Notice[];
  /** Records the outcome of a change. A later call for the same change has no effect. */
  report(change: Change, outcome: Outcome): void;
  outcomeOf(change: Change): Outcome | null;
  /** Replaces an outcome after reading back. */
  correct(change: Change, outcome: Outcome): void;
  /** Returns the user ids of the people whom this run created, by address. */
  createdPeople(): ReadonlyMap<string, string>;
  /** The default organization if its membership is `exact`. Kinde may add new people to it, and they must not stay. */
  readonly exactDefault: ExactDefaultOrganization | null;
  /** Returns everyone in the environment. The list is memoised. */
  everyone(): Promise<readonly LivePerson[]>;
  /** Returns Kinde's roles by role key. The map is memoised. */
  rolesByKey(): Promise<ReadonlyMap<string, LiveRole>>;
  /** The roles of `safety.keepHolder` that had a holder before, and must keep one. */
  readonly keptRoles: readonly KeptRoles[];
  /** Returns the entities of a kind by key. The list is memoised, so the first use must follow the creations. */
  listEntities(kind: string): Promise<ReadonlyMap<string, LiveEntity>>;
}

/**
 * The inverse of a change, or the reason why it has none. `lost` names information that the inverse lacks, and `advice` the way
 * to the former state if that is not a change by hand.
 */
export type Inversion<Own extends Change = Change> =
  | { readonly change: Own; readonly lost?: string }
  | { readonly irreversible: string; readonly advice?: string };

export interface Kind<Own extends Change = Change> {
  readonly name: string;
  owns(change: Change): change is Own;
  /** Null for a kind that is no collection of values. */
  readonly values: ValueLists | null;
  /** Null for a kind without entities. */
  readonly entities: EntityLists | null;
  /** The codes of diagnostics that arise only because Kinde has changed. The edit of a pull heals them. */
  readonly healable: readonly Code[];
  /** Returns the diagnostics that need Kinde's state. The members are not read yet. */
  check(desired: DesiredState, overview: LiveOverview, matches: OrganizationMatches): readonly Diagnostic[];
  /**
   * Returns the lists that planning needs. Without matches these are the lists that do not depend on organizations. The
   * overview is absent before it is read.
   */
  needs(desired: DesiredState, matches: OrganizationMatches, overview?: LiveOverview): ReadNeeds;
  diff(comparison: Comparison): Findings<Own>;
  stepOf(change: Own): StepName;
  /**
   * Returns every operation of plan and apply for this kind, and whether this configuration may need it. The code is that
   * of the environment; absent if it is not known.
   */
  operations(desired: DesiredState, environmentCode?: string): OperationNeeds;
  /** Returns the number of calls that write these changes, if none fails. */
  cost(
    changes: readonly Own[],
    allChanges: readonly Change[],
    reliedLists: readonly ReliedList[],
  ): CallCounts;
  /** Returns the kinds whose entities apply lists to find the ids for these changes. */
  lookUps(changes: readonly Own[]): readonly string[];
  /** Returns the number of requests that read between the writes of these changes. */
  confirmingReads(changes: readonly Own[]): number;
  /** Writes the changes of one step and reports each outcome. An error of Kinde becomes an outcome and is not thrown. */
  write(changes: readonly Own[], run: ApplyRun, step: StepName): Promise<void>;
  /** Returns the amount of work in a step beside its changes: roles or sessions that earlier changes leave to it. */
  deferred(run: ApplyRun, step: StepName): number;
  /** Returns the things to read again for the status of the change. */
  touches(change: Own): Touched;
  /** Returns the status of the change for verify, undo and saved plans. `changes` are all changes of the plan. */
  status(change: Own, live: LiveIndex, ids: KnownIds, changes: readonly Change[]): Status;
  /** Returns the side effects of these changes that verify can repair. */
  findRepairs(changes: readonly Own[], live: LiveIndex, run: ApplyRun): readonly Repair[];
  /** Sends the repairs. Verify reads again to learn whether they took effect. */
  repair(repairs: readonly Repair[], run: ApplyRun): Promise<void>;
  /**
   * Returns the inverse of the change in Kinde's current state; null for a creation, because nothing is deleted. `changes` are all
   * changes that the undo may take back.
   */
  invert(change: Own, live: LiveIndex, ids: KnownIds, changes: readonly Change[]): Inversion | null;
  /** Joins the changes of an undo that a plan shows as one change. */
  combine(changes: readonly Own[], live: LiveIndex): readonly Own[];
  /** Returns the notices of an undo about created things that stay. */
  notifyCreated(created: readonly Own[], live: LiveIndex, ids: KnownIds): readonly Notice[];
  /** Returns one text for each effect of the change, without the former value. Equal texts mean equal effects. */
  deeds(change: Own): readonly string[];
  /** Returns the words of the change, one item a line. */
  describe(change: Own, context: WordContext): readonly ChangeWords[];
  /** Returns the words for a change that verify did not find: `jane@acme.com is still in Acme`. */
  describeMiss(change: Own): string;
}

/** The defaults of a kind: no collection of values, no reads of its own, no diagnostics, no repairs. */
export const usual = {
  values: null,
  entities: null,
  healable: [],
  lookUps: () => [],
  needs: () => nothing,
  check: () => [],
  confirmingReads: () => 0,
  deferred: () => 0,
  findRepairs: () => [],
  repair: () => Promise.resolve(),
  combine: <Own extends Change>(changes: readonly Own[]) => changes,
  notifyCreated: () => [],
} satisfies Partial<Kind>;

export interface WordContext {
  /** Whether the change adds a person whom the same plan creates. */
  readonly isNewPerson: boolean;
  /** Whether the same plan opens the registrations of the organization that the change creates. */
  readonly opensLater: boolean;
}

/** The context of a change whose words depend on no other change. */
export const noContext: WordContext = { isNewPerson: false, opensLater: false };
