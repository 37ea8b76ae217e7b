// A made-up report of any size in which every mark occurs; the same for the same sizes.
import type { AccessMember, AccessPerson } from '../../src/model/access.js';
import type { AccessReport } from '../../src/model/results/access-report.js';
import { defaultSafety } from '../../src/model/desired.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { LiveOrganization } from '../../src/model/live.js';
import { buildReport } from '../../src/report/build-report.js';

interface Size {
  readonly people: number;
  readonly memberships: number;
}

const now = Date.parse('2026-11-22T12:00:00Z');
const place = { file: 'kinde.yaml', line: 1, column: 1 };

function daysAgo(days: number): string {
  return `${new Date(now - days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

function makePerson(number: number): AccessPerson {
  const isUnknown = number % 17 === 3;
  const isNew = number % 23 === 5;
  const hasNoAddress = number % 31 === 7 && number > 10;
  const email = hasNoAddress ? null : `person${number}@${number % 9 === 0 ? 'elsewhere' : 'acme'}.example`;
  return {
    userId: `kp_${number}`,
    email,
    emails: email === null ? [] : [email],
    fullName: number % 7 === 0 ? `Zoë ${number} Person ${number}` : `Person ${number}`,
    roles: null,
    organizations: null,
    createdOn: isUnknown ? null : daysAgo(200 + (number % 900)),
    lastSignedIn: isUnknown || isNew ? null : daysAgo((number * 37) % 150),
    signIns: isUnknown ? null : Number(!isNew),
    isSuspended: number % 41 === 1,
    lastSignIns: new Map(),
  };
}

function makeMember({ lastSignedIn, ...person }: AccessPerson, number: number): AccessMember {
  const { userId, email, fullName, isSuspended } = person;
  return {
    userId,
    email,
    fullName,
    isSuspended,
    roles: number % 3 === 0 ? ['admin', 'member'] : ['member'],
    joinedOn: daysAgo(100 + (number % 700)),
    lastAccessedOn: lastSignedIn,
  };
}

function makeOrganization(number: number): LiveOrganization {
  const code = `org_${number}`;
  const rest = { handle: null, externalId: null, isDefault: number === 0 };
  return { code, name: `Company ${number}`, allowRegistrations: number % 5 === 0, ...rest };
}

/** Returns the report; a tenth of the people is in no organization. */
export function makeLargeReport({ people: count, memberships }: Size): AccessReport {
  const people = Array.from({ length: count }, (_, number) => makePerson(number));
  const within = people.slice(0, Math.ceil(count * 0.9));
  const organizations = Array.from({ length: Math.max(3, Math.floor(count / 40)) }, (_, number) =>
    makeOrganization(number),
  );
  const members = new Map(organizations.map(({ code }) => [code, new Map<string, AccessMember>()]));
  for (let number = 0, made = 0; made < memberships; number += 1) {
    const round = Math.floor(number / within.length);
    const person = within[number % within.length];
    const organization = organizations[(number * 7 + round) % organizations.length];
    const list = members.get(organization?.code ?? '');
    if (person === undefined || list === undefined || list.has(person.userId)) continue;
    list.set(person.userId, makeMember(person, number));
    made += 1;
  }
  return buildReport({
    domain: 'acme.kinde.com',
    waysIn: null,
    invitations: new Map(),
    environment: { code: 'production', name: 'Production' },
    organizations,
    members: new Map([...members].map(([code, list]) => [code, [...list.values()]])),
    people,
    desired,
    matches: organizations.slice(0, 2).map((live) => ({ desired: entryOf(live), live })),
    isWhole: true,
    dormantAfterDays: 90,
    now,
    reads: [{ list: 'people', pages: 1, complete: true }],
    requests: { GET: 3 },
  });
}

function entryOf({ code }: LiveOrganization): DesiredState['organizations'][number] {
  return {
    selector: { by: 'code', value: code },
    place,
    membership: 'exact',
    isMembershipStated: false,
    allowedDomains: ['acme.example'],
    members: [{ email: 'person1@acme.example', id: null, place }],
    values: new Map(),
  };
}

const desired: DesiredState = {
  environment: { signUp: [], values: new Map() },
  safety: { ...defaultSafety, protect: [{ by: 'email', email: 'person2@acme.example' }] },
  organizations: [],
};
