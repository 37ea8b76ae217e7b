// Gives what Kinde made up a name that a person can read and that is the same in every run.
import type { SandboxSeed, SandboxSnapshot } from '../../src/sandbox/index.js';
import { createSandbox } from '../../src/sandbox/index.js';

const mintedUser = /^kp_[0-9a-f]{32}$/;
const mintedEntity = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mintedOrganization = /^org_[0-9a-f]{11}$/;

/** Returns a function that puts `id of jane@acme.com` and `code of Acme` in the place of ids that were made up. */
export function nameIds(snapshot: SandboxSnapshot): <Json>(json: Json) => Json {
  const names = [
    ...snapshot.users.flatMap(({ id, emails, phone, username }) =>
      mintedUser.test(id) ? [[id, `id of ${emails[0] ?? phone ?? username ?? ''}`] as const] : [],
    ),
    ...snapshot.organizations.flatMap(({ code, name }) =>
      mintedOrganization.test(code) ? [[code, `code of ${name}`] as const] : [],
    ),
    ...[...snapshot.roles, ...(snapshot.permissions ?? [])].flatMap(({ id, key }) =>
      mintedEntity.test(id) ? [[id, `id of ${key}`] as const] : [],
    ),
  ];
  return <Json>(json: Json): Json => {
    const text = names.reduce((all, [id, name]) => all.replaceAll(id, name), JSON.stringify(json));
    return JSON.parse(text) as Json;
  };
}

/** Returns the snapshot with stable names, in their order. */
export function toStable(snapshot: SandboxSnapshot): SandboxSnapshot {
  const named = nameIds(snapshot)(snapshot);
  const organizations = named.organizations.map((one) => ({
    ...one,
    members: one.members.toSorted((left, right) => compare(left.user, right.user)),
  }));
  return {
    ...named,
    organizations: organizations.sort((left, right) => compare(left.code, right.code)),
    users: named.users.toSorted((left, right) => compare(left.id, right.id)),
  };
}

/** Returns the stable snapshot of the tenant that a seed describes. */
export function describeSeed(seed: SandboxSeed): SandboxSnapshot {
  return toStable(createSandbox({ seed }).snapshot());
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
