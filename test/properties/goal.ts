// Who should be where, worked out from a tenant and a configuration without any code of the tool.
import type { SandboxSnapshot } from '../../src/sandbox/index.js';
import type { FullSeed, Scene, SceneConfiguration, SceneMember, SceneOrganization } from './scenes.js';

/** By organization name, then by person: an id, or the address of somebody new. The value is the roles, sorted. */
export type Memberships = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Returns the live organization that an entry means; undefined if it is to be created. */
export function findMeant(
  entry: SceneOrganization,
  seed: FullSeed,
): FullSeed['organizations'][number] | undefined {
  const { organizations } = seed;
  if (entry.default === true) return organizations.find(({ isDefault }) => isDefault);
  if (entry.code !== undefined) return organizations.find(({ code }) => code === entry.code);
  if (entry.externalId !== undefined)
    return organizations.find(({ externalId }) => externalId === entry.externalId);
  if (typeof entry.handle === 'string') return organizations.find(({ handle }) => handle === entry.handle);
  return organizations.find(({ name }) => name === entry.name);
}

/** Returns the person whom a member of the files means: an id, or a lower-case address that nobody has. */
export function identify({ email, id }: SceneMember, seed: FullSeed): string {
  if (id !== undefined) return id;
  const wanted = (email ?? '').toLowerCase();
  const owner = seed.users.find(({ emails }) => emails.some((one) => one.toLowerCase() === wanted));
  return owner?.id ?? wanted;
}

/** Returns whether `exact` would take this person out if the files do not list them. */
export function isRemovable(
  userId: string,
  { seed, configuration }: Pick<Scene, 'seed' | 'configuration'>,
): boolean {
  const emails = seed.users.find(({ id }) => id === userId)?.emails ?? [];
  return emails.length > 0 && !isProtected(emails, configuration);
}

/** Returns whether `safety.protect` names one of the addresses. */
export function isProtected(
  emails: readonly string[],
  { safety }: Pick<SceneConfiguration, 'safety'>,
): boolean {
  const patterns = (safety?.protect ?? []).map((one) => one.toLowerCase());
  return emails
    .map((one) => one.toLowerCase())
    .some((email) =>
      patterns.some((one) => (one.startsWith('*') ? email.endsWith(one.slice(1)) : one === email)),
    );
}

/** Returns the ids of the people in Kinde who are leavers. */
export function findLeavers({
  seed,
  configuration,
}: Pick<Scene, 'seed' | 'configuration'>): ReadonlySet<string> {
  const named = new Set(
    (configuration.leavers ?? []).map((leaver) =>
      identify(typeof leaver === 'string' ? { email: leaver } : leaver, seed),
    ),
  );
  return new Set(seed.users.flatMap(({ id }) => (named.has(id) ? [id] : [])));
}

/** Returns the ids of those who must leave, by organization code. Leavers leave every organization, in the files or not. */
export function expectRemovals(
  scene: Pick<Scene, 'seed' | 'configuration'>,
): ReadonlyMap<string, readonly string[]> {
  const { seed, configuration } = scene;
  const leavers = findLeavers(scene);
  return new Map(
    seed.organizations.map((live) => {
      const entry = configuration.organizations.find((one) => findMeant(one, seed)?.code === live.code);
      const listed = new Set((entry?.members ?? []).map((member) => identify(member, seed)));
      const isExact = entry?.members !== undefined && entry.membership !== 'additive';
      const leaving = live.members
        .map(({ user }) => user)
        .filter((id) => leavers.has(id) || (isExact && !listed.has(id) && isRemovable(id, scene)));
      return [live.code, leaving];
    }),
  );
}

/** Returns the memberships that applying the configuration must lead to. */
export function expectMemberships(scene: Scene): Memberships {
  const { seed, configuration } = scene;
  const goal = new Map<string, Map<string, readonly string[]>>();
  const removals = expectRemovals(scene);
  for (const { code, name, members } of seed.organizations) {
    const staying = members.filter(({ user }) => removals.get(code)?.includes(user) === false);
    goal.set(name, new Map(staying.map(({ user, roles = [] }) => [user, [...roles].sort()])));
  }
  for (const entry of configuration.organizations) {
    const live = findMeant(entry, seed);
    const members = goal.get(live?.name ?? '') ?? new Map<string, readonly string[]>();
    if (live !== undefined) goal.delete(live.name);
    goal.set(entry.name ?? live?.name ?? '', members);
    for (const [person, roles] of expectListed(entry, seed))
      members.set(person, roles ?? members.get(person) ?? []);
  }
  addStrays(goal, scene);
  return Object.fromEntries(
    [...goal].map(([name, members]) => [name, Object.fromEntries([...members].sort())]).sort(),
  ) as Memberships;
}

/** Returns the number of sessions of each person after the apply, by user id. */
export function expectSessions(scene: Scene): Readonly<Record<string, number>> {
  const { seed, configuration } = scene;
  const removed = new Set([...expectRemovals(scene).values()].flat());
  const members = new Set(Object.values(expectMemberships(scene)).flatMap((list) => Object.keys(list)));
  const isSignedOut = (id: string): boolean => {
    const rule = configuration.safety?.endSessions ?? 'never';
    return removed.has(id) && (rule === 'always' || (rule === 'lastAccess' && !members.has(id)));
  };
  return Object.fromEntries(seed.users.map(({ id, sessions = 0 }) => [id, isSignedOut(id) ? 0 : sessions]));
}

/** The people of a list with the union of the roles that they are given; undefined where roles are not managed. */
function expectListed(
  entry: SceneOrganization,
  seed: FullSeed,
): ReadonlyMap<string, readonly string[] | undefined> {
  const listed = new Map<string, readonly string[] | undefined>();
  for (const member of entry.members ?? []) {
    const person = identify(member, seed);
    const before = listed.get(person);
    const both =
      before === undefined && member.roles === undefined
        ? undefined
        : [...(before ?? []), ...(member.roles ?? [])];
    listed.set(person, both === undefined ? undefined : [...new Set(both)].sort());
  }
  return listed;
}

/** Where Kinde puts new people into the default organization too, they stay unless its list is exact. */
function addStrays(
  goal: Map<string, Map<string, readonly string[]>>,
  { seed, configuration, unknowns }: Scene,
): void {
  if (unknowns.createdUsers !== 'also-default') return;
  const home = seed.organizations.find(({ isDefault }) => isDefault);
  const entry = configuration.organizations.find((one) => findMeant(one, seed)?.code === home?.code);
  if (home === undefined || (entry?.members !== undefined && entry.membership !== 'additive')) return;
  const members = goal.get(entry?.name ?? home.name);
  for (const one of configuration.organizations.flatMap((organization) => organization.members ?? [])) {
    const person = identify(one, seed);
    if (!person.startsWith('kp_') && members?.has(person) === false) members.set(person, []);
  }
}

/** Returns who is where in the sandbox, in the same words. */
export function readMemberships(snapshot: SandboxSnapshot, seed: FullSeed): Memberships {
  const known = new Set(seed.users.map(({ id }) => id));
  const emails = new Map(snapshot.users.map(({ id, emails: [first] }) => [id, first ?? id]));
  const nameOf = (id: string): string => (known.has(id) ? id : (emails.get(id) ?? id).toLowerCase());
  return Object.fromEntries(
    snapshot.organizations
      .map(({ name, members }) => [
        name,
        Object.fromEntries(
          members.map(({ user, roles }) => [nameOf(user), [...roles].sort()] as const).sort(),
        ),
      ])
      .sort(),
  ) as Memberships;
}

/** Returns the values that the files give an organization's fields, by the organization's name afterwards. */
export function expectFields({ organizations }: SceneConfiguration, seed: FullSeed) {
  return organizations.flatMap((entry) => {
    const { externalId, handle, allowRegistrations, registrationDomains = [] } = entry;
    const name = entry.name ?? findMeant(entry, seed)?.name ?? '';
    return [
      {
        name,
        ...(externalId === undefined ? {} : { externalId }),
        ...(handle === undefined ? {} : { handle }),
        ...(allowRegistrations === undefined ? {} : { allowRegistrations }),
        ...(registrationDomains.length === 0 ? {} : { allowedDomains: registrationDomains }),
      },
    ];
  });
}
