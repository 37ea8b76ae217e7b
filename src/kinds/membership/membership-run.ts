// The part of an apply's state that memberships, roles and sessions share: who has joined, which roles wait, and what became
// of the changes on which others rely.
import { organizationKey } from '../../model/change.js';
import type {
  AddMember,
  Change,
  Invite,
  MemberChange,
  OrganizationRef,
  RemoveMember,
} from '../../model/change.js';
import { isMemberChange } from '../../model/change-predicates.js';
import { groupBy, groupByOrganization } from '../../model/group-by.js';
import { once } from '../../model/once.js';
import type { Outcome } from '../../model/outcome.js';
import type { Plan, ReliedList } from '../../model/plan.js';

export interface MembershipRun {
  /** Returns the plan's changes of the organization's members. */
  changesIn(organization: OrganizationRef): readonly MemberChange[];
  /** Returns the additions of the plan for an address, in the plan's order. */
  additionsFor(email: string): readonly AddMember[];
  /**
   * Returns the addition with the roles of every addition of this person to the organization. Two addresses may turn out to be
   * of one person; a member whom the files reach twice has the roles of both entries.
   */
  unite(change: AddMember): AddMember;
  /** The member lists that show additions on which removals rely. */
  readonly reliedLists: readonly ReliedList[];
  /** Records that the person of an address is in these organizations. */
  recordJoined(email: string, organizationCodes: readonly string[]): void;
  /** Whether the person already is a member, by their creation or from before. */
  hasJoined(change: AddMember): boolean;
  /** Defers the roles of a person who is already a member to the step `roles`. */
  deferRoles(change: AddMember): void;
  deferredRoles(): readonly AddMember[];
  /** Whether every addition and invitation to the organization was applied. */
  haveAdditionsSucceeded(organization: OrganizationRef): boolean;
  /** Whether an addition or invitation to the organization has failed. */
  hasFailedAddition(organization: OrganizationRef): boolean;
  /** Whether an addition or invitation to the organization, or a role change in it, has failed. */
  hasFailedGain(organization: OrganizationRef): boolean;
  /** Whether every role change in the organization was applied. */
  haveRolesSucceeded(organization: OrganizationRef): boolean;
  /** Whether every addition of the person was applied. */
  hasArrived(userId: string): boolean;
  /** Removals that were made before this apply, and after which it still ends sessions. Their outcome is applied. */
  readonly madeBefore: readonly RemoveMember[];
  /** The rule by which the plan ends sessions. */
  readonly endSessions: NonNullable<Plan['endSessions']>;
  /**
   * Records what became of the sessions that were to end after a removal. It stands beside the outcome of the removal. Null for
   * sessions that go on by right, since the person has access again.
   */
  reportSessions(change: RemoveMember, outcome: Outcome | null): void;
  /** Returns what was recorded; undefined if apply did not come to these sessions. */
  sessionsOf(change: Change): Outcome | null | undefined;
}

/** The knowledge of the run so far: the codes and ids of created things, and outcomes. */
interface KnownSoFar {
  readonly codeOf: (organization: OrganizationRef) => string | null;
  readonly userIdOf: (person: Pick<AddMember, 'userId' | 'email'>) => string | null;
  readonly outcomeOf: (change: Change) => Outcome | null;
}

/** Returns the part before the first write. */
export function createMembershipRun(
  plan: Pick<Plan, 'changes' | 'endSessions' | 'madeBefore' | 'readBeforeRemovals'>,
  { codeOf, userIdOf, outcomeOf }: KnownSoFar,
): MembershipRun {
  const { changes, madeBefore = [] } = plan;
  const joined = new Set<string>();
  const deferred = new Set<AddMember>();
  const sessions = new Map<Change, Outcome | null>();
  const additions = changes.filter((change) => change.action === 'add');
  const roleChanges = changes.filter((change) => 'userId' in change && change.action === 'update');
  const byEmail = groupBy(additions, ({ email }) => email);
  const membersIn = lookUpIn(changes.filter(isMemberChange));
  // An invitation brings a person as an addition does: its failure may leave a successor out.
  const additionsTo = lookUpIn<AddMember | Invite>([
    ...additions,
    ...changes.filter((change) => change.action === 'invite'),
  ]);
  const roleChangesIn = lookUpIn(roleChanges);
  // The first use comes after the step `people`, so every new person has an id by then.
  const byUser = once(() => groupBy(additions, userIdOf));
  const areApplied = (ones: readonly Change[]): boolean =>
    ones.every((change) => outcomeOf(change)?.result === 'applied');
  const hasFailed = (ones: readonly Change[]): boolean =>
    ones.some((change) => (outcomeOf(change)?.result ?? 'applied') !== 'applied');
  return {
    changesIn: membersIn,
    additionsFor: (email) => byEmail.get(email) ?? [],
    unite: (change) => {
      const userId = userIdOf(change);
      const twins = userId === null ? [] : (byUser().get(userId) ?? []);
      return uniteRoles(change, twins);
    },
    reliedLists: plan.readBeforeRemovals ?? [],
    recordJoined: (email, organizationCodes) => {
      for (const code of organizationCodes) joined.add(`${code} ${email}`);
    },
    hasJoined: (change) =>
      deferred.has(change) || joined.has(`${codeOf(change.organization) ?? ''} ${change.email ?? ''}`),
    deferRoles: (change) => void deferred.add(change),
    deferredRoles: () => [...deferred],
    haveAdditionsSucceeded: (organization) => areApplied(additionsTo(organization)),
    hasFailedAddition: (organization) => hasFailed(additionsTo(organization)),
    hasFailedGain: (organization) =>
      hasFailed(additionsTo(organization)) || hasFailed(roleChangesIn(organization)),
    haveRolesSucceeded: (organization) => areApplied(roleChangesIn(organization)),
    hasArrived: (userId) => areApplied(byUser().get(userId) ?? []),
    madeBefore,
    endSessions: plan.endSessions ?? 'always',
    reportSessions: (change, outcome) => void sessions.set(change, outcome),
    sessionsOf: (change) => sessions.get(change),
  };
}

function lookUpIn<Own extends { readonly organization: OrganizationRef }>(
  changes: readonly Own[],
): (organization: OrganizationRef) => readonly Own[] {
  const groups = groupByOrganization(changes);
  return (organization) => groups.get(organizationKey(organization)) ?? [];
}

function uniteRoles(change: AddMember, twins: readonly AddMember[]): AddMember {
  const key = organizationKey(change.organization);
  const roles = twins
    .filter(({ organization }) => organizationKey(organization) === key)
    .flatMap((one) => (one.roles === undefined ? [] : [one.roles]));
  return roles.length === 0 ? change : { ...change, roles: [...new Set(roles.flat())].sort() };
}
