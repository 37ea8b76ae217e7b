// From the lines of a journal back to the changes that they carried out: several writes for one membership or one
// field are told as one change, from what was before the first to what was after the last. Judges nothing.
import type { Change, FieldValue, OrganizationRef } from '../model/change.js';
import type { JournalEntry, JournalPerson, JournalRun } from '../model/journal.js';

/** What a run did, as changes that a plan could have had. */
export interface RecalledRun {
  readonly changes: readonly Change[];
  /** Ids of the people whom the run is known to have created. */
  readonly createdPeople: ReadonlySet<string>;
  readonly createdOrganizations: readonly OrganizationRef[];
}

/** In or out of an organization; `roles` absent: not known. */
type Presence = { readonly isIn: false } | { readonly isIn: true; readonly roles?: readonly string[] };

interface MembershipTrace {
  readonly organization: OrganizationRef;
  readonly person: JournalPerson;
  readonly before: Presence;
  readonly after: Presence;
  readonly source: string;
}

interface FieldTrace {
  readonly organization: OrganizationRef | null;
  readonly field: string;
  readonly before: FieldValue | undefined;
  readonly after: FieldValue;
  readonly source: string;
}

interface Traces {
  readonly memberships: Map<string, MembershipTrace>;
  readonly fields: Map<string, FieldTrace>;
  readonly unclearPeople: Map<string, string>;
  readonly createdPeople: Set<string>;
  readonly createdOrganizations: OrganizationRef[];
}

/** Returns what the run did or may have done: what ended unclear counts, what Kinde refused does not. */
export function recallChanges(run: JournalRun): RecalledRun {
  const traces: Traces = {
    memberships: new Map(),
    fields: new Map(),
    unclearPeople: new Map(),
    createdPeople: new Set(),
    createdOrganizations: [],
  };
  for (const write of run.writes) {
    const result = write.ended?.result ?? 'unclear';
    if (result === 'done' || result === 'unclear') traceWrite(write, `${run.file}:${write.line}:1`, traces);
  }
  return {
    changes: [
      ...[...traces.unclearPeople].map(([email, source]): Change => ({
        action: 'create',
        resource: 'user',
        email,
        source,
      })),
      ...[...traces.memberships.values()].flatMap((trace) => tellMembership(trace, traces)),
      ...[...traces.fields.values()].flatMap(tellField),
    ],
    createdPeople: traces.createdPeople,
    createdOrganizations: traces.createdOrganizations,
  };
}

function traceWrite(write: JournalEntry, source: string, traces: Traces): void {
  const { sent } = write;
  switch (sent.operation) {
    case 'createOrganization':
      traces.createdOrganizations.push({ code: write.ended?.created ?? null, name: nameOf(write) });
      return;
    case 'createUser':
      traceCreation(write, source, traces);
      return;
    case 'addOrganizationUsers':
    case 'updateOrganizationUsers':
      for (const person of sent.people ?? []) traceMembership(write, { person, source }, traces);
      return;
    case 'updateOrganization':
    case 'updateEnvironementFeatureFlagOverride':
    case 'updatePasskey':
      traceFields(write, source, traces);
  }
}

function nameOf({ sent }: JournalEntry): string {
  return sent.organization?.name ?? sent.organization?.code ?? '';
}

function traceCreation(write: JournalEntry, source: string, traces: Traces): void {
  const [person] = write.sent.people ?? [];
  const [userId = null] = write.ended?.handled ?? [];
  if (person === undefined) return;
  if (userId !== null) traces.createdPeople.add(userId);
  else if (person.email !== null) traces.unclearPeople.set(person.email, source);
  traceMembership(write, { person: { ...person, userId }, source }, traces);
}

interface Sighting {
  readonly person: JournalPerson;
  readonly source: string;
}

function traceMembership(write: JournalEntry, { person, source }: Sighting, traces: Traces): void {
  const code = write.sent.organization?.code;
  if (code === undefined || code === null) return;
  const key = `${code} ${person.userId ?? person.email ?? ''}`;
  const earlier = traces.memberships.get(key);
  traces.memberships.set(key, {
    organization: { code, name: nameOf(write) },
    person: { ...person, email: person.email ?? earlier?.person.email ?? null },
    before: earlier?.before ?? presenceBefore(write, person),
    after: presenceAfter(write, person),
    source,
  });
}

function isRemoval({ sent }: JournalEntry): boolean {
  return sent.fields?.['operation'] === 'delete';
}

/** Roles that a plan gives to a member are known before; only somebody who has just joined gets them unknown. */
function presenceBefore(write: JournalEntry, { rolesBefore }: JournalPerson): Presence {
  if (isRemoval(write)) return { isIn: true, ...(rolesBefore === undefined ? {} : { roles: rolesBefore }) };
  return rolesBefore === undefined ? { isIn: false } : { isIn: true, roles: rolesBefore };
}

function presenceAfter(write: JournalEntry, { roles }: JournalPerson): Presence {
  return isRemoval(write) ? { isIn: false } : { isIn: true, ...(roles === undefined ? {} : { roles }) };
}

function tellMembership(
  { organization, person, before, after, source }: MembershipTrace,
  { createdPeople }: Traces,
): readonly Change[] {
  const { userId, email } = person;
  const head = { resource: 'member', organization, email, source } as const;
  if (!before.isIn) {
    const roles = after.isIn && after.roles !== undefined ? { roles: after.roles.toSorted() } : {};
    return after.isIn ? [{ action: 'add', ...head, userId, ...roles }] : [];
  }
  // Where Kinde put somebody new by itself, the run took them out again: nobody is to be brought back there.
  if (userId === null || createdPeople.has(userId)) return [];
  const held = before.roles?.toSorted();
  if (!after.isIn) {
    return [{ action: 'remove', ...head, userId, ...(held === undefined ? {} : { roles: held }) }];
  }
  if (held === undefined || after.roles === undefined) return [];
  const fields = [{ field: 'roles', before: held, after: after.roles.toSorted() }] as const;
  return [{ action: 'update', ...head, userId, fields }];
}

function traceFields(write: JournalEntry, source: string, traces: Traces): void {
  const { operation, organization, fields = {}, before = {} } = write.sent;
  for (const [name, after] of Object.entries(fields)) {
    const field = fieldOf(operation, name);
    const key = `${organization?.code ?? ''} ${field}`;
    const earlier = traces.fields.get(key);
    traces.fields.set(key, {
      organization: organization === undefined ? null : { code: organization.code, name: nameOf(write) },
      field,
      before: earlier === undefined ? before[name] : earlier.before,
      after,
      source,
    });
  }
}

function fieldOf(operation: string, name: string): string {
  if (operation === 'updateOrganization') return name;
  return operation === 'updatePasskey' ? 'passkeys' : `featureFlags.${name}`;
}

function tellField({ organization, field, before, after, source }: FieldTrace): readonly Change[] {
  const fields = [{ field, before: before ?? guessBefore(field), after }] as const;
  return organization === null
    ? [{ action: 'update', resource: 'environment', fields, source }]
    : [{ action: 'update', resource: 'organization', organization, fields, source }];
}

/** Only of an organization that the run has created itself is nothing known before, and those begin closed. */
function guessBefore(field: string): FieldValue {
  return field === 'allowRegistrations' ? false : null;
}
