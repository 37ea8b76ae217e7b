// The kind contract: everything the stages ask of a kind of thing. Adding a kind is one file beside this one and one
// line in the registry.
import type { AddMember, Change, MemberChange, OrganizationRef } from '../model/change.js';
import type { ReadClient, WriteClient } from '../model/client.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { JournalAnswer } from '../model/journal.js';
import type { Foundations, LivePerson } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { nothing } from '../model/read-needs.js';
import type { ReadNeeds } from '../model/read-needs.js';
import type { OperationName, WriteCall } from '../model/operations.js';
import type { Outcome } from '../model/outcome.js';
import type { ExactDefaultOrganization, ReliedList } from '../model/plan.js';
import type { StepName } from '../model/step.js';
import type { CallCounts } from '../model/write-calls.js';
import type { LiveValue } from '../model/values.js';
import type { ChangeWords } from './change-words.js';
import type { LiveIndex } from './live-index.js';
import type { OrganizationMatches } from './organization/match-organizations.js';
import type { Status } from './status.js';
import type { Touched } from './touched.js';

/** What a kind finds when it compares: changes to make, things to say, and how much is unchanged. */
export interface Findings<Own extends Change = Change> {
  readonly changes: readonly Own[];
  readonly notices: readonly Notice[];
  /** How many managed things of this kind match the configuration. */
  readonly unchanged: number;
}

/** For each operation that a kind uses at all: whether it may be needed. */
export type OperationNeeds = Readonly<Partial<Record<OperationName, boolean>>>;

/** The codes and ids of things that a plan names before they exist. */
export interface KnownIds {
  /** The organization's code; null if it does not exist. */
  codeOf(organization: OrganizationRef): string | null;
  /** The person's id; null if the person does not exist. */
  userIdOf(person: { readonly userId: string | null; readonly email: string | null }): string | null;
}

/** What one apply knows and shares between kinds while it writes. */
export interface ApplyRun extends KnownIds {
  readonly client: ReadClient;
  /** All changes of the plan. */
  readonly changes: readonly Change[];
  /** Those that are about members of the organization. */
  changesIn(organization: OrganizationRef): readonly MemberChange[];
  /** The member lists that show additions on which removals rely. */
  readonly reliedLists: readonly ReliedList[];
  /** Whether writes are recorded: then a removal is recorded with the roles that it ends. */
  readonly isRecorded: boolean;
  /**
   * Records the changes that a call carries out, makes the call, and records how it ended. Nothing is sent before its
   * record is durable. Throws what the call and the journal throw.
   */
  send<Answer>(
    changes: readonly Change[],
    call: WriteCall,
    perform: (client: WriteClient) => Promise<Answer>,
    describe?: (answer: Answer) => JournalAnswer,
  ): Promise<Answer>;
  /** The same for a write that puts something right: undo passes it over. */
  sendRepair: ApplyRun['send'];
  /** Whether the plan names this code: then the organization was there before. */
  isInPlan(code: string): boolean;
  recordOrganization(organization: OrganizationRef, code: string): void;
  /** Records a person created by this run and the organizations they are known to be in. */
  recordPerson(email: string, userId: string, organizationCodes: readonly string[]): void;
  /** Records that somebody who was there before has the address, and the organizations they are in. */
  recordOwner(email: string, userId: string, organizationCodes: readonly string[]): void;
  /** Adds something to say to the report. */
  notify(notice: Notice): void;
  notices(): readonly Notice[];
  /** Whether the person is in this organization already: their creation put them there, or they were found there. */
  hasJoined(change: AddMember): boolean;
  /** The memberships that the plan adds for an address, in the plan's order. */
  additionsFor(email: string): readonly AddMember[];
  /** Leaves the roles of a person who is a member by now to the step that sets roles. */
  deferRoles(change: AddMember): void;
  deferredRoles(): readonly AddMember[];
  /** Reports how a change ended. The first outcome stands. */
  report(change: Change, outcome: Outcome): void;
  /** Whether everyone whom the plan adds to the organization is in. */
  haveAdditionsSucceeded(organization: OrganizationRef): boolean;
  /** Whether an addition to the organization has failed. */
  hasFailedAddition(organization: OrganizationRef): boolean;
  /** Whether an addition to the organization, or a change of roles in it, has failed. */
  hasFailedGain(organization: OrganizationRef): boolean;
  /** Whether all role changes of the organization that were tried have been made. */
  haveRolesSucceeded(organization: OrganizationRef): boolean;
  /** Whether the person is in every organization that the plan adds them to. */
  hasArrived(userId: string): boolean;
  outcomeOf(change: Change): Outcome | null;
  /** Replaces an outcome after reading back. */
  correct(change: Change, outcome: Outcome): void;
  /** User ids of the people this run created, by address. */
  createdPeople(): ReadonlyMap<string, string>;
  /** The default organization where its membership is managed as exact: new people must not be left in it. */
  readonly exactDefault: ExactDefaultOrganization | null;
  /** Returns everyone in the environment; reads them once. */
  everyone(): Promise<readonly LivePerson[]>;
  /** Returns the ids of the roles in Kinde by their keys; reads them once. */
  roleIds(): Promise<ReadonlyMap<string, string>>;
}

/** How the values of a kind are read and written down; only kinds of values have it. */
export interface ValueLists {
  readonly parent: 'environment' | 'organization';
  readonly section: string;
  readonly list: string | null;
  readonly noun: string;
  readonly inherits: string | null;
  /** Reads the values of one organization, or of the environment. */
  readonly read: (client: ReadClient, code: string) => Promise<{ rows: readonly LiveValue[]; pages: number }>;
}

/** Something that Kinde did beside what was asked, as reading back shows it, and that the kind can put right. */
export interface Repair {
  /** The change in whose course it was done. */
  readonly change: Change;
  /** The organization's code. */
  readonly code: string;
  readonly userId: string;
  /** Role keys to take from the person; absent where the person is to leave the organization. */
  readonly roles?: readonly string[];
  /** What is to be said where it could not be put right. */
  readonly message: string;
}

/** The opposite of a change, or the reason why it has none. */
export type Inversion<Own extends Change = Change> =
  { readonly change: Own; readonly lost?: string } | { readonly irreversible: string };

export interface Kind<Own extends Change = Change> {
  readonly name: string;
  owns(change: Change): change is Own;
  /** How its values are read and where files hold them; null for a kind that is no collection of values. */
  readonly values: ValueLists | null;
  /** Mistakes in the files that only Kinde can show; asked before memberships are read. */
  check(desired: DesiredState, foundations: Foundations, matches: OrganizationMatches): readonly Diagnostic[];
  /** The lists that planning needs; before `matches` are known, those that do not depend on organizations. */
  needs(desired: DesiredState, matches: OrganizationMatches): ReadNeeds;
  diff(comparison: Comparison): Findings<Own>;
  stepOf(change: Own): StepName;
  /** Every operation that plan and apply ever use for this kind, and whether they may for this configuration. */
  operations(desired: DesiredState): OperationNeeds;
  /** The calls that writing these changes takes when nothing goes wrong. */
  cost(
    changes: readonly Own[],
    allChanges: readonly Change[],
    reliedLists: readonly ReliedList[],
  ): CallCounts;
  /** Writes the changes of one step, and reports each. A refusal of Kinde's becomes an outcome, never an exception. */
  write(changes: readonly Own[], run: ApplyRun, step: StepName): Promise<void>;
  /** What must be read again to tell the status of the change. */
  touches(change: Own): Touched;
  /** How the change stands in Kinde; verify, undo and saved plans share it. `changes` are all those of the plan. */
  status(change: Own, live: LiveIndex, ids: KnownIds, changes: readonly Change[]): Status;
  /** What reading back shows that Kinde did beside these changes. */
  findRepairs(changes: readonly Own[], live: LiveIndex, run: ApplyRun): readonly Repair[];
  /** Puts it right as far as Kinde lets it; the next reading tells. */
  repair(repairs: readonly Repair[], run: ApplyRun): Promise<void>;
  /** The opposite of the change, as Kinde is now; null for a creation, since nothing is deleted. */
  invert(change: Own, live: LiveIndex, ids: KnownIds): Inversion | null;
  /** Joins the changes of an undo that a plan shows as one. */
  combine(changes: readonly Own[], live: LiveIndex): readonly Own[];
  /** What undo says of the creations that stay. */
  notifyCreated(created: readonly Own[], live: LiveIndex, ids: KnownIds): readonly Notice[];
  /** One text for each thing that the change does, whatever was there before: equal texts do the same. */
  deeds(change: Own): readonly string[];
  /** The change in words, one for each line that it takes; `changes` are all those of the plan. */
  describe(change: Own, context: WordContext): readonly ChangeWords[];
  /** What reading back shows instead of the change, in words: `jane@acme.com is still in Acme`. */
  describeMiss(change: Own): string;
}

/** What most kinds do: nothing that only Kinde can show is wrong, nothing is put right, changes stand alone. */
export const usual = {
  values: null,
  needs: () => nothing,
  check: () => [],
  findRepairs: () => [],
  repair: () => Promise.resolve(),
  combine: <Own extends Change>(changes: readonly Own[]) => changes,
  notifyCreated: () => [],
} satisfies Partial<Kind>;

export interface WordContext {
  /** Whether the change adds a person whom the same plan creates. */
  readonly isNewPerson: boolean;
}
