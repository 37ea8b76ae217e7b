// What the last commit's files ask for and what Kinde holds, both in the same few words, read without any of
// kinde-sync's own code: the one judge of the end who does not share its mistakes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SandboxSnapshot } from '../../../src/sandbox/index.js';

interface WrittenMember {
  readonly email?: string;
  readonly id?: string;
  readonly roles: readonly string[];
}

interface WrittenFile {
  readonly organizations?: readonly {
    readonly externalId?: string;
    readonly allowRegistrations: boolean;
    readonly members: readonly WrittenMember[];
  }[];
}

export type Goal = Readonly<
  Record<string, { readonly isOpen: boolean; readonly members: readonly string[] }>
>;

/** Returns, by external id, the door and the members that the files of the folder ask for. */
export function readGoal(folder: string): Goal {
  const files = readdirSync(folder).map(
    (name) => parse(readFileSync(join(folder, name), 'utf8')) as WrittenFile,
  );
  const entries = files.flatMap(({ organizations = [] }) => organizations);
  return Object.fromEntries(
    entries.map(({ externalId = 'default', allowRegistrations: isOpen, members }) => [
      externalId,
      {
        isOpen,
        members: members.map(({ email, id, roles }) => tellMember(email ?? id ?? '', roles)).sort(),
      },
    ]),
  );
}

/** Returns the same of these organizations as Kinde holds them. */
export function readHeld({ organizations, users }: SandboxSnapshot, wanted: readonly string[]): Goal {
  const addresses = new Map(users.map(({ id, emails }) => [id, emails[0] ?? id]));
  const held = organizations.map(({ externalId, isDefault, allowRegistrations: isOpen, members }) => {
    const told = members.map(({ user, roles }) => tellMember(addresses.get(user) ?? user, roles)).sort();
    return [isDefault ? 'default' : (externalId ?? ''), { isOpen, members: told }] as const;
  });
  return Object.fromEntries(held.filter(([name]) => wanted.includes(name)));
}

function tellMember(who: string, roles: readonly string[]): string {
  return `${who.toLowerCase()} ${roles.toSorted().join(',')}`.trimEnd();
}
