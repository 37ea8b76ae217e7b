// The state of one apply while it writes: new codes and ids, new members, and the outcome of each change.
import type { ApplyRun } from '../kinds/kind.js';
import { createMembershipRun } from '../kinds/membership/membership-run.js';
import { kinds } from '../kinds/registry.js';
import { organizationKey } from '../model/change.js';
import type { Change, OrganizationRef } from '../model/change.js';
import type { ConfirmClient, ReadClient, WriteClient } from '../model/client.js';
import type { LiveEntity } from '../model/entities.js';
import { InternalError } from '../model/errors.js';
import type { KeptRoles } from '../model/kept-roles.js';
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
  keptRoles: readonly KeptRoles[] = [],
): ApplyRun {
  const { changes, madeBefore = [] } = plan;
  const codes = new Map<string, string>();
  const people = new Map<string, string>();
  const owners = new Map<string, string>();
  const entities = new Map<string, ReturnType<ApplyRun['listEntities']>>();
  const notices: Notice[] = [];
  const outcomes = new Map<Change, Outcome>(madeBefore.map((one) => [one, { result: 'applied' }]));
  const codesInPlan = new Set(
    changes.flatMap((change) => ('organization' in change ? [change.organization.code] : [])),
  );
  const codeOf: ApplyRun['codeOf'] = (organization) =>
    organization.code ?? codes.get(organizationKey(organization)) ?? null;
  const userIdOf: ApplyRun['userIdOf'] = ({ userId, email }) =>
    userId ?? people.get(email ?? '') ?? owners.get(email ?? '') ?? null;
  const outcomeOf: ApplyRun['outcomeOf'] = (change) => outcomes.get(change) ?? null;
  const members = createMembershipRun(plan, { codeOf, userIdOf, outcomeOf });
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
  return {
    client,
    changes,
    members,
    isRecorded: journal !== null,
    send: send(false),
    sendRepair: send(true),
    exactDefault: plan.exactDefaultOrganization ?? null,
    everyone: once(async () => {
      const { rows, readRemaining } = await client.readFirstUsers();
      return readRemaining === null ? rows : (await readRemaining()).rows;
    }),
    rolesByKey: once(async () => {
      const { rows } = await client.listRoles();
      return new Map(rows.map((role) => [role.key, role]));
    }),
    keptRoles,
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
      members.recordJoined(email, organizationCodes);
    },
    recordOwner: (email, userId, organizationCodes) => {
      owners.set(email, userId);
      members.recordJoined(email, organizationCodes);
    },
    notify: (notice) => void notices.push(notice),
    notices: () => notices,
    report: (change, outcome) => {
      if (!outcomes.has(change)) outcomes.set(change, outcome);
    },
    outcomeOf,
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
