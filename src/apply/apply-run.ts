// The state of one apply while it writes: new codes and ids, new members, and the outcome of each change.
import type { ApplyRun } from '../kinds/kind.js';
import { kinds } from '../kinds/registry.js';
import { organizationKey } from '../model/change.js';
import { isMemberChange } from '../model/change-predicates.js';
import type { AddMember, Change, OrganizationRef } from '../model/change.js';
import type { ConfirmClient, ReadClient, WriteClient } from '../model/client.js';
import type { LiveEntity } from '../model/entities.js';
import { InternalError } from '../model/errors.js';
import { groupBy } from '../model/group-by.js';
import { once } from '../model/once.js';
import type { Notice } from '../model/notice.js';
import type { Outcome } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { recordWrites } from './record-writes.js';
import type { JournalOptions } from './record-writes.js';

/** Returns the run of a plan before its first write. */
export function createApplyRun(
  client: ReadClient & WriteClient & ConfirmClient,
  plan: Pick<
    Plan,
    | 'changes'
    | 'endSessions'
    | 'environment'
    | 'exactDefaultOrganization'
    | 'madeBefore'
    | 'readBeforeRemovals'
  >,
  journal: JournalOptions | null,
): ApplyRun {
  const { changes, madeBefore = [] } = plan;
  const codes = new Map<string, string>();
  const people = new Map<string, string>();
  const owners = new Map<string, string>();
  const entities = new Map<string, ReturnType<ApplyRun['listEntities']>>();
  const notices: Notice[] = [];
  const joined = new Set<string>();
  const outcomes = new Map<Change, Outcome>(madeBefore.map((one) => [one, { result: 'applied' }]));
  const sessions = new Map<Change, Outcome | null>();
  const deferred = new Set<AddMember>();
  const additions = changes.filter((change) => change.action === 'add');
  const byEmail = groupBy(additions, ({ email }) => email);
  const byOrganization = groupBy(additions, ({ organization }) => organizationKey(organization));
  const byMembers = groupBy(changes.filter(isMemberChange), ({ organization }) =>
    organizationKey(organization),
  );
  const roleChanges = changes.filter((change) => 'userId' in change && change.action === 'update');
  const rolesByOrganization = groupBy(roleChanges, ({ organization }) => organizationKey(organization));
  const codesInPlan = new Set(
    changes.flatMap((change) => ('organization' in change ? [change.organization.code] : [])),
  );
  const areApplied = (ones: readonly Change[] | undefined): boolean =>
    (ones ?? []).every((change) => outcomes.get(change)?.result === 'applied');
  const codeOf: ApplyRun['codeOf'] = (organization) =>
    organization.code ?? codes.get(organizationKey(organization)) ?? null;
  const userIdOf: ApplyRun['userIdOf'] = ({ userId, email }) =>
    userId ?? people.get(email ?? '') ?? owners.get(email ?? '') ?? null;
  // The first use comes after the step `people`, so every new person has an id by then.
  const byUser = once(() => groupBy(additions, userIdOf));
  const unite: ApplyRun['unite'] = (change) => {
    const key = organizationKey(change.organization);
    const userId = userIdOf(change);
    const twins = userId === null ? [] : (byUser().get(userId) ?? []);
    const roles = twins
      .filter(({ organization }) => organizationKey(organization) === key)
      .flatMap((one) => (one.roles === undefined ? [] : [one.roles]));
    return roles.length === 0 ? change : { ...change, roles: [...new Set(roles.flat())].sort() };
  };
  const recordJoined = (email: string, organizationCodes: readonly string[]): void => {
    for (const code of organizationCodes) joined.add(`${code} ${email}`);
  };
  const write = recordWrites(client, plan, journal);
  // A name may be that of another organization by the time of an undo, so the code is recorded once it is known.
  const toRecord = (change: Change): Change => {
    if (!('organization' in change) || change.organization.code !== null) return change;
    return withCode(change, codeOf(change.organization));
  };
  const send =
    (isRepair: boolean): ApplyRun['send'] =>
    (sent, call, perform, describe = () => ({})) =>
      write({ changes: sent.map(toRecord), call, isRepair, perform, describe });
  const hasFailed = (ones: readonly Change[] = []): boolean =>
    ones.some((change) => {
      const outcome = outcomes.get(change);
      return outcome !== undefined && outcome.result !== 'applied';
    });
  return {
    client,
    changes,
    madeBefore,
    changesIn: (organization) => byMembers.get(organizationKey(organization)) ?? [],
    reliedLists: plan.readBeforeRemovals ?? [],
    isRecorded: journal !== null,
    send: send(false),
    sendRepair: send(true),
    exactDefault: plan.exactDefaultOrganization ?? null,
    everyone: once(async () => {
      const { rows, readRemaining } = await client.readFirstUsers();
      return readRemaining === null ? rows : (await readRemaining()).rows;
    }),
    roleIds: once(async () => {
      const { rows } = await client.listRoles();
      return new Map(rows.map(({ key, id }) => [key, id]));
    }),
    listEntities: (kind) => {
      const known = entities.get(kind) ?? listEntities(kind, client);
      entities.set(kind, known);
      return known;
    },
    codeOf,
    isInPlan: (code) => codesInPlan.has(code),
    recordOrganization: (organization, code) => void codes.set(organizationKey(organization), code),
    userIdOf,
    recordPerson: (email, userId, organizationCodes) => {
      people.set(email, userId);
      recordJoined(email, organizationCodes);
    },
    recordOwner: (email, userId, organizationCodes) => {
      owners.set(email, userId);
      recordJoined(email, organizationCodes);
    },
    notify: (notice) => void notices.push(notice),
    notices: () => notices,
    hasJoined: (change) =>
      deferred.has(change) || joined.has(`${codeOf(change.organization) ?? ''} ${change.email ?? ''}`),
    unite,
    additionsFor: (email) => byEmail.get(email) ?? [],
    deferRoles: (change) => void deferred.add(change),
    deferredRoles: () => [...deferred],
    report: (change, outcome) => {
      if (!outcomes.has(change)) outcomes.set(change, outcome);
    },
    haveAdditionsSucceeded: (organization) => areApplied(byOrganization.get(organizationKey(organization))),
    hasFailedAddition: (organization) => hasFailed(byOrganization.get(organizationKey(organization))),
    hasFailedGain: (organization) =>
      hasFailed(byOrganization.get(organizationKey(organization))) ||
      hasFailed(rolesByOrganization.get(organizationKey(organization))),
    haveRolesSucceeded: (organization) => areApplied(rolesByOrganization.get(organizationKey(organization))),
    hasArrived: (userId) => areApplied(byUser().get(userId)),
    endSessions: plan.endSessions ?? 'always',
    reportSessions: (change, outcome) => void sessions.set(change, outcome),
    sessionsOf: (change) => sessions.get(change),
    outcomeOf: (change) => outcomes.get(change) ?? null,
    correct: (change, outcome) => void outcomes.set(change, outcome),
    createdPeople: () => people,
  };
}

function withCode<Own extends Extract<Change, { readonly organization: OrganizationRef }>>(
  change: Own,
  code: string | null,
): Own {
  return { ...change, organization: { ...change.organization, code } };
}

async function listEntities(name: string, client: ReadClient): Promise<ReadonlyMap<string, LiveEntity>> {
  const lists = kinds.find((kind) => kind.name === name)?.entities;
  if (lists === null || lists === undefined) throw new InternalError(`The kind ${name} has no entities.`);
  const { rows } = await lists.read(client);
  return new Map(rows.map((row) => [row.key, row]));
}
