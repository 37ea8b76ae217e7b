// Looks at the tenant after every single effect and notes what must never be: somebody twice, somebody out who
// should be in, somebody taken out before everybody is in, the same effect twice.
import type { RequestRecord, SandboxSnapshot } from '../../src/sandbox/index.js';
import { handedOver, leavers, movers, nameOf, seed, wantedIn } from './scenario.js';

/** Memberships by organization code and user id, with their roles. */
type Memberships = ReadonlyMap<string, readonly string[]>;

export interface Watch {
  /** To be called after every effect. */
  look(record: RequestRecord, takeSnapshot: () => SandboxSnapshot): void;
  /** Everything that must never be and was, in words. */
  problems(): readonly string[];
  /** The names of the people whom somebody moved by hand, behind the back of the run. */
  movedByHand(): ReadonlySet<string>;
}

/** Returns a watch over a tenant that holds the scenario's seed. */
export function watchTenant(before: SandboxSnapshot): Watch {
  const problems: string[] = [];
  const done = new Set<string>();
  const excused = new Set<string>();
  const moved = new Set<string>();
  let last = before;
  let members = listMemberships(before);
  const note = (problem: string, record: RequestRecord): void =>
    void problems.push(`${record.operation} ${record.path}: ${problem}`);
  const once = (effect: string, record: RequestRecord): void => {
    if (done.has(effect)) note(`${effect} for the second time`, record);
    done.add(effect);
  };
  return {
    look(record, takeSnapshot) {
      const isByHand = record.fault?.startsWith('list-change') === true;
      if (!record.isWrite && !isByHand) return;
      const snapshot = takeSnapshot();
      const next = listMemberships(snapshot);
      if (isByHand) {
        for (const key of findMoved(members, next)) {
          excused.add(key);
          moved.add(nameOf(members.has(key) ? last : snapshot, key.split(' ')[1] ?? ''));
          for (const effect of done) if (effect.startsWith(`${key} `)) done.delete(effect);
        }
      } else {
        const effects = compare({ last, members }, { last: snapshot, members: next });
        for (const effect of effects) once(effect, record);
      }
      last = snapshot;
      members = next;
      for (const problem of findProblems({ snapshot, members, excused })) note(problem, record);
    },
    problems: () => problems,
    movedByHand: () => moved,
  };
}

function listMemberships({ organizations }: SandboxSnapshot): Memberships {
  return new Map(
    organizations.flatMap(({ code, members }) =>
      members.map(({ user, roles }) => [`${code} ${user}`, roles]),
    ),
  );
}

function findMoved(before: Memberships, after: Memberships): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.has(key) !== after.has(key));
}

interface Moment {
  readonly last: SandboxSnapshot;
  readonly members: Memberships;
}

/** Returns what a write changed about who is there, who belongs and who holds what. */
function compare(before: Moment, after: Moment): readonly string[] {
  const effects: string[] = [];
  const known = new Set(before.last.organizations.map(({ code }) => code));
  for (const { code, name } of after.last.organizations)
    if (!known.has(code)) effects.push(`creates ${name}`);
  for (const [key, roles] of after.members) {
    const held = before.members.get(key);
    if (held === undefined) effects.push(`${key} joins`);
    for (const role of roles) if (held?.includes(role) !== true) effects.push(`${key} gets ${role}`);
  }
  for (const [key, roles] of before.members) {
    const kept = after.members.get(key);
    if (kept === undefined) effects.push(`${key} leaves`);
    for (const role of roles) if (kept?.includes(role) === false) effects.push(`${key} loses ${role}`);
  }
  return effects;
}

interface Scene {
  readonly snapshot: SandboxSnapshot;
  readonly members: Memberships;
  /** Memberships that somebody took away by hand. */
  readonly excused: ReadonlySet<string>;
}

function findProblems(scene: Scene): readonly string[] {
  return [
    ...findDoublePeople(scene.snapshot),
    ...findLockedOut(scene),
    ...findTooEarly(scene),
    ...findLost(scene),
  ];
}

function findDoublePeople({ users }: SandboxSnapshot): readonly string[] {
  const seen = new Set<string>();
  return users
    .flatMap(({ emails }) => emails.map((email) => email.toLowerCase()))
    .filter((email) => seen.size === seen.add(email).size)
    .map((email) => `two people have ${email}`);
}

/** Roles that the configuration takes away, or replaces. */
const changedRoles = new Set(['org_alpha kp_bo viewer', 'org_beta kp_ed viewer', 'org_omega kp_ann owner']);

/** Everybody who was in at first stays in with every role, unless the configuration or a hand took that away. */
function findLockedOut({ members, excused }: Scene): readonly string[] {
  const problems: string[] = [];
  for (const { code, members: first } of seed.organizations) {
    for (const { user, roles = [] } of first ?? []) {
      const key = `${code ?? ''} ${user}`;
      if (leavers.has(key) || excused.has(key)) continue;
      const held = members.get(key);
      if (held === undefined) problems.push(`${key} is out`);
      for (const role of roles) {
        const isKept = !changedRoles.has(`${key} ${role}`);
        if (isKept && held?.includes(role) === false) problems.push(`${key} lost ${role}`);
      }
    }
  }
  return problems;
}

/** Nobody is taken out of an organization before everybody whom it wants is in. */
function findTooEarly({ snapshot, members, excused }: Scene): readonly string[] {
  const problems: string[] = [];
  for (const organization of snapshot.organizations) {
    const name = organization.code === 'org_alpha' ? 'Alpha' : organization.name;
    const present = new Set(organization.members.map(({ user }) => nameOf(snapshot, user)));
    const isComplete = wantedIn(name).every((person) => present.has(person));
    const hasLost = [...leavers].some(
      (key) => key.startsWith(`${organization.code} `) && !members.has(key) && !excused.has(key),
    );
    if (!isComplete && excused.size === 0 && hasLost) problems.push(`${name} lost somebody too early`);
  }
  return problems;
}

/** Who moves is in one of the organizations all the time, and a role that is handed over has a holder all the time. */
function findLost({ members, excused }: Scene): readonly string[] {
  if (excused.size > 0) return [];
  const between = [...movers].filter(([user, codes]) =>
    codes.every((code) => !members.has(`${code} ${user}`)),
  );
  const unheld = [...handedOver].flatMap(([code, roles]) => {
    const held = [...members].flatMap(([key, own]) => (key.startsWith(`${code} `) ? own : []));
    return roles.filter((role) => !held.includes(role)).map((role) => `${code} has no ${role}`);
  });
  return [...between.map(([user]) => `${user} is in no organization`), ...unheld];
}
