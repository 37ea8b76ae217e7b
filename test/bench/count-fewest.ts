// The fewest requests with which any client could plan and apply a scene and be certain of the result.
// Pure arithmetic on facts that no client has beforehand: a bound to be held against, not a recipe.
import type { Churn, Scene, SceneOrganization } from './scene.js';

const pageSize = 500;
const bulkSize = 100;
/** Addresses in one look-up: with more, a URL grows beyond the four thousand characters that pass everywhere. */
const lookUpSize = 100;

export interface Fewest {
  readonly plan: number;
  readonly writes: number;
  /** Reading back what was written. */
  readonly verify: number;
}

/** Returns the three counts, in requests, tokens left out. */
export function countFewest(scene: Scene): Fewest {
  return { plan: countPlan(scene), writes: countWrites(scene), verify: countVerify(scene) };
}

/**
 * One request says which environment this is; without it the lock can't be honoured. Every page of the list of
 * organizations must be read, since a code or name that is missing is known only at its end. Roles that the files
 * name must be looked at once. Then everybody's membership, by whichever way is cheaper.
 */
function countPlan(scene: Scene): number {
  const overview = 1 + pagesOf(scene.organizations.length + 1) + (scene.roles.length > 0 ? 1 : 0);
  return overview + Math.min(countMemberLists(scene), countEveryone(scene));
}

/**
 * Each list to its end, as nothing else tells who leaves; a look-up of the addresses that no list has shown; and one
 * of those who leave, by id, as the list shows neither their other addresses nor what else they belong to.
 */
function countMemberLists({ organizations }: Scene): number {
  const seen = new Set(organizations.flatMap(({ live }) => live.map(({ email }) => email)));
  const unseen = organizations.flatMap(({ desired }) => desired.filter(({ email }) => !seen.has(email)));
  const leaving = sum(organizations, ({ churn }) => ofKind(churn, 'leaver').length);
  const lookUps = Math.ceil(unseen.length / lookUpSize) + Math.ceil(leaving / lookUpSize);
  return sum(organizations, ({ live }) => pagesOf(live.length)) + lookUps;
}

/**
 * Every page of the environment's people, who come with their organizations but without roles. Those are in the
 * lists of each role's holders, or in the member lists of the organizations that manage roles.
 */
function countEveryone({ organizations, people, roles }: Scene): number {
  const managing = organizations.filter(({ managesRoles }) => managesRoles);
  const byRole = sum(roles, (role) => pagesOf(countHolders(organizations, role)));
  const byOrganization = sum(managing, ({ live }) => pagesOf(live.length));
  return pagesOf(people.length) + Math.min(byRole, byOrganization);
}

function countHolders(organizations: readonly SceneOrganization[], role: string): number {
  const holding = organizations.flatMap(({ live }) => live.filter((member) => member.roles.includes(role)));
  return new Set(holding.map(({ email }) => email)).size;
}

/**
 * A new person takes a request of their own, which also puts them into one organization; nothing creates people in
 * bulk. Everything else goes by the hundred and by the organization. Adding, setting roles and removing are calls
 * of their own even where one PATCH could hold all three: nobody may be removed before those who come are in.
 * Creating a person takes no roles, so theirs are set with the others'.
 */
function countWrites({ organizations }: Scene): number {
  const created = new Set<string>();
  return sum(organizations, ({ churn }) => {
    const creations = churn.filter(({ kind, email }) => kind === 'new person' && !created.has(email));
    for (const { email } of creations) created.add(email);
    const rolesLater = [
      ...ofKind(churn, 'role change'),
      ...creations.filter(({ roles }) => roles.length > 0),
    ];
    return (
      creations.length +
      batchesOf(ofKind(churn, 'joiner').length) +
      batchesOf(rolesLater.length) +
      batchesOf(ofKind(churn, 'leaver').length)
    );
  });
}

/** The member list of each touched organization, or everyone and the holders of each role if that is less. */
function countVerify(scene: Scene): number {
  const touched = scene.organizations.filter(({ churn }) => churn.length > 0);
  const lists = sum(touched, ({ desired }) => pagesOf(desired.length));
  return Math.min(lists, countEveryone(scene));
}

function ofKind(churn: readonly Churn[], kind: Churn['kind']): readonly Churn[] {
  return churn.filter((one) => one.kind === kind);
}

function batchesOf(rows: number): number {
  return Math.ceil(rows / bulkSize);
}

function pagesOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / pageSize));
}

function sum<Row>(rows: readonly Row[], countOf: (row: Row) => number): number {
  return rows.reduce((total, row) => total + countOf(row), 0);
}
