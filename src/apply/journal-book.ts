// What a journal's lines say and the calls do not carry: names and addresses, and how things were before a write.
// Rests on the plan, and on a member list where the plan does not know somebody's roles.
import type { Change, OrganizationRef } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { JournalPerson, JournalWrite } from '../model/journal.js';
import type { Plan } from '../model/plan.js';

type Before = Pick<JournalWrite, 'before'>;

export interface Book {
  organization(code: string): { readonly code: string; readonly name: string | null };
  rename(code: string, name: string): void;
  person(code: string, userId: string, roles?: readonly string[]): JournalPerson;
  /** Notes the address of a person whom this run has created. */
  learn(userId: string, email: string): void;
  /** Reads the roles of those who are about to leave, where they are not known; throws what reading throws. */
  learnRoles(code: string, userIds: readonly string[]): Promise<void>;
  fieldsBefore(code: string, fields: readonly string[]): Before;
  /** `name` is the setting's name in the line, `field` that in the plan. */
  settingBefore(name: string, field: string): Before;
}

/** Returns the book of a plan that is about to be applied. */
export function openBook(plan: Plan, client: Pick<ReadClient, 'listMembers'>): Book {
  const names = gatherNames(plan);
  const emails = gatherEmails(plan.changes);
  const roles = gatherRoles(plan.changes);
  const created = new Set<string>();
  const lists = new Map<string, Promise<void>>();
  return {
    organization: (code) => ({ code, name: names.get(code) ?? null }),
    rename: (code, name) => void names.set(code, name),
    person: (code, userId, sent) => {
      const before = roles.get(roleKey(code, userId));
      return {
        email: emails.get(userId) ?? null,
        userId,
        ...(sent === undefined ? {} : { roles: sent }),
        ...(before === undefined ? {} : { rolesBefore: before }),
      };
    },
    learn: (userId, email) => {
      emails.set(userId, email);
      created.add(userId);
    },
    learnRoles: async (code, userIds) => {
      if (userIds.every((id) => created.has(id) || roles.has(roleKey(code, id)))) return;
      const reading = lists.get(code) ?? readRoles(code, roles, client);
      lists.set(code, reading);
      await reading;
    },
    fieldsBefore: (code, fields) => {
      const isMeant = (ref: OrganizationRef): boolean =>
        ref.code === code || (ref.code === null && ref.name === names.get(code));
      return findBefore(plan.changes, isMeant, fields);
    },
    settingBefore: (name, field) => {
      const before = plan.changes.flatMap((change) =>
        change.resource === 'environment' && change.action === 'update' && change.fields[0].field === field
          ? [change.fields[0].before]
          : [],
      )[0];
      return before === undefined || before === null ? {} : { before: { [name]: toText(before) } };
    },
  };
}

function roleKey(code: string, userId: string): string {
  return `${code} ${userId}`;
}

function gatherNames({ changes, exactDefaultOrganization: home }: Plan): Map<string, string> {
  const names = new Map<string, string>(home === undefined ? [] : [[home.code, home.name]]);
  for (const change of changes) {
    if (!('organization' in change) || change.organization.code === null) continue;
    names.set(change.organization.code, change.organization.name);
  }
  return names;
}

function gatherEmails(changes: readonly Change[]): Map<string, string> {
  const emails = new Map<string, string>();
  for (const change of changes) {
    if (change.resource !== 'member' || change.userId === null || change.email === null) continue;
    emails.set(change.userId, change.email);
  }
  return emails;
}

function gatherRoles(changes: readonly Change[]): Map<string, readonly string[]> {
  const roles = new Map<string, readonly string[]>();
  for (const change of changes) {
    if (change.resource !== 'member' || change.action === 'add' || change.organization.code === null)
      continue;
    const before = change.action === 'update' ? change.fields[0].before : change.roles;
    if (before !== undefined) roles.set(roleKey(change.organization.code, change.userId), before);
  }
  return roles;
}

async function readRoles(
  code: string,
  roles: Map<string, readonly string[]>,
  client: Pick<ReadClient, 'listMembers'>,
): Promise<void> {
  const { rows } = await client.listMembers(code);
  for (const { userId, roles: held } of rows) {
    const key = roleKey(code, userId);
    if (held !== null && !roles.has(key)) roles.set(key, held);
  }
}

function findBefore(
  changes: readonly Change[],
  isMeant: (ref: OrganizationRef) => boolean,
  fields: readonly string[],
): Before {
  const before: Record<string, string | boolean | null> = {};
  for (const change of changes) {
    if (change.resource !== 'organization' || change.action === 'create' || !isMeant(change.organization))
      continue;
    for (const one of change.fields) {
      if (fields.includes(one.field))
        before[one.field] = one.before === null ? null : toFieldValue(one.before);
    }
  }
  return { before };
}

function toFieldValue(value: unknown): string | boolean {
  return typeof value === 'boolean' ? value : String(value);
}

function toText(value: unknown): string {
  return String(value);
}
