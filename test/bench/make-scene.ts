// Makes the tenant of a shape and the files that differ from it by five percent. The same seed gives the same scene.
import { addDays, dayOf } from '../../src/model/day.js';
import { createSeededRandom } from '../unit/kinde/seeded-random.js';
import type {
  Churn,
  DesiredMembership,
  LiveMembership,
  Scene,
  SceneOrganization,
  ScenePerson,
} from './scene.js';
import type { Shape, Variant } from './shapes.js';

const roles = ['admin', 'viewer'] as const;
const churnPercent = 5;

/** Returns the scene: of the churn equal parts join, leave and, with roles, change them; half of the joiners are new. */
export function makeScene(shape: Shape, variant: Variant): Scene {
  const happenings = drawHappenings(shape, variant);
  const hired = groupByOrganization(happenings);
  const names = createNames(7);
  const staff = Array.from({ length: countStaff(shape) }, (_, index) =>
    names(index, `company-${Math.floor(index / shape.members)}.example`),
  );
  const outsiders = Array.from({ length: shape.others + happenings.length }, (_, index) =>
    names(staff.length + index, `public-${index % 900}.example`),
  );
  const organizations = Array.from({ length: shape.organizations }, (_, index) =>
    makeOrganization({ shape, variant, index, staff, outsiders, hired: hired.get(index) ?? [], names }),
  );
  return {
    organizations,
    people: mix(staff, outsiders).map(toPerson),
    roles: variant === 'roles' ? roles : [],
  };
}

type Names = (serial: number, domain: string) => string;

const syllables = [
  'ma',
  'ri',
  'lo',
  'ven',
  'ta',
  'ku',
  'bel',
  'so',
  'ni',
  'gar',
  'fe',
  'dro',
  'al',
  'pi',
  'zu',
  'wen',
];

function createNames(seed: number): Names {
  const random = createSeededRandom(seed);
  const name = (): string =>
    Array.from({ length: 3 }, () => syllables[Math.floor(random() * syllables.length)] ?? '').join('');
  return (serial, domain) => `${name()}.${name()}${serial}@${domain}`;
}

function countStaff({ organizations, members, organizationsEach }: Shape): number {
  return (organizations * members) / organizationsEach;
}

/** One person in fifty has a second address. */
function toPerson(email: string, index: number): ScenePerson {
  return { emails: index % 50 === 7 ? [email, `second-${index}@private.example`] : [email] };
}

/** Spreads the second list evenly over the first, as people come to Kinde over time. */
function mix(some: readonly string[], others: readonly string[]): readonly string[] {
  const place = (list: readonly string[]) => (email: string, index: number) => ({
    email,
    at: (index + 1) / list.length,
  });
  return [...some.map(place(some)), ...others.map(place(others))]
    .sort((left, right) => left.at - right.at)
    .map(({ email }) => email);
}

interface Happening {
  readonly organization: number;
  readonly what: 'joins' | 'leaves' | 'changes roles';
  readonly serial: number;
}

function drawHappenings({ organizations, members }: Shape, variant: Variant): readonly Happening[] {
  const random = createSeededRandom(11);
  const turns: readonly Happening['what'][] =
    variant === 'roles' ? ['joins', 'leaves', 'changes roles'] : ['joins', 'leaves'];
  const total = Math.round((organizations * members * churnPercent) / 100);
  return Array.from({ length: total }, (_, serial) => {
    const what = turns[serial % turns.length] ?? 'joins';
    const organization =
      what === 'changes roles'
        ? 2 * Math.floor(random() * Math.ceil(organizations / 2))
        : Math.floor(random() * organizations);
    return { organization, what, serial };
  });
}

function groupByOrganization(happenings: readonly Happening[]): ReadonlyMap<number, readonly Happening[]> {
  const groups = new Map<number, Happening[]>();
  for (const one of happenings) {
    const group = groups.get(one.organization);
    if (group === undefined) groups.set(one.organization, [one]);
    else group.push(one);
  }
  return groups;
}

interface OrganizationInput {
  readonly shape: Shape;
  readonly variant: Variant;
  readonly index: number;
  readonly staff: readonly string[];
  readonly outsiders: readonly string[];
  readonly hired: readonly Happening[];
  readonly names: Names;
}

function makeOrganization(input: OrganizationInput): SceneOrganization {
  const { shape, index, variant } = input;
  const managesRoles = variant === 'roles' && index % 2 === 0;
  const number = String(index).padStart(5, '0');
  const live = Array.from({ length: shape.members }, (_, place): LiveMembership => {
    const email = input.staff[(index * shape.members + place) % input.staff.length] ?? '';
    return { email, roles: managesRoles && place % 5 === 0 ? ['viewer'] : [] };
  });
  const churn = makeChurn(live, managesRoles, input);
  return {
    code: `org_bench${number}`,
    name: `Organization ${number}`,
    managesRoles,
    live,
    desired: variant === 'dated' ? desire(live, churn).map(addLastDay) : desire(live, churn),
    churn,
  };
}

function makeChurn(
  live: readonly LiveMembership[],
  managesRoles: boolean,
  { hired, names, ...input }: OrganizationInput,
): readonly Churn[] {
  const holders = live.filter((member) => member.roles.length > 0);
  const others = live.filter((member) => member.roles.length === 0);
  const churn = hired.flatMap(({ what, serial }, place): readonly Churn[] => {
    const leaver = others[place];
    const holder = holders[place];
    if (what === 'leaves') return leaver === undefined ? [] : [{ kind: 'leaver', ...leaver }];
    if (what === 'joins') return [makeJoiner(serial, managesRoles ? ['viewer'] : [], { names, ...input })];
    if (holder === undefined) return [];
    return [{ kind: 'role change', email: holder.email, before: holder.roles, roles: ['admin'] }];
  });
  return [...new Map(churn.map((one) => [one.email, one])).values()];
}

function makeJoiner(
  serial: number,
  given: readonly string[],
  input: Omit<OrganizationInput, 'hired'>,
): Churn {
  const isNew = serial % 4 < 2;
  const email = isNew ? input.names(serial, `company-${input.index}.example`) : findElsewhere(serial, input);
  return { kind: isNew ? 'new person' : 'joiner', email, roles: given };
}

const lastDays = ['2025-06-30', addDays(dayOf(Date.now()), 7), ...Array<string>(8).fill('2099-12-31')];

/** Of the last days, a tenth has passed and a tenth is within a week. */
function addLastDay(member: DesiredMembership, place: number): DesiredMembership {
  const until = place % 10 === 3 ? lastDays[Math.floor(place / 10) % lastDays.length] : undefined;
  return until === undefined ? member : { ...member, until };
}

type Surroundings = Pick<OrganizationInput, 'shape' | 'index' | 'staff' | 'outsiders'>;

/** Somebody whom Kinde knows but who is not in this organization: a colleague from another one, or an outsider. */
function findElsewhere(serial: number, { shape, index, staff, outsiders }: Surroundings): string {
  if (shape.organizations === 1 || serial % 8 < 4) return outsiders[serial] ?? '';
  const start = (index * shape.members + shape.members) % staff.length;
  return staff[(start + (serial % shape.members)) % staff.length] ?? '';
}

function desire(live: readonly LiveMembership[], churn: readonly Churn[]): readonly DesiredMembership[] {
  const changed = new Map(churn.map((one) => [one.email, one]));
  const stayed = live.flatMap(({ email, roles: held }): readonly DesiredMembership[] => {
    const change = changed.get(email);
    if (change?.kind === 'leaver') return [];
    const wanted = change?.roles ?? held;
    return [wanted.length > 0 ? { email, roles: wanted } : { email }];
  });
  const joined = churn.flatMap(({ kind, email, roles: given }) =>
    kind === 'new person' || kind === 'joiner'
      ? [given.length > 0 ? { email, roles: given } : { email }]
      : [],
  );
  return [...stayed, ...joined];
}
