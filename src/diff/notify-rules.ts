// With a base: rules of the files that a pull request takes away or makes weaker, beside `safety`. They have no effect on Kinde today,
// but on later plans.
import { newcomerRules } from '../model/desired.js';
import type { DesiredMember, DesiredOrganization, DesiredState, NewcomerRule } from '../model/desired.js';
import type { DesiredEntity } from '../model/entities.js';
import type { Comparison } from '../model/comparison.js';
import type { Notice } from '../model/notice.js';
import { nameOf } from '../model/person-name.js';
import type { PersonName } from '../model/person-name.js';
import { formatPlace } from '../model/place.js';
import { nameSome } from '../model/text/name-some.js';
import type { DesiredValues } from '../model/values.js';
import type { EntryPair } from './pair-entries.js';

/** The largest number of people, keys or domains that a notice names. */
const mostNamed = 10;

type Head = Pick<Comparison, 'desired' | 'findIds'>;

/** Returns a notice for each rule of the base that the files no longer have. */
export function notifyRules(
  before: DesiredState,
  pairs: readonly EntryPair[],
  head: Head,
): readonly Notice[] {
  const { desired } = head;
  const messages = [
    ...tellLock(before, desired),
    ...tellLeavers(before, head),
    ...tellSwitches(before, desired),
    ...tellValues(before.environment.values, desired.environment.values, 'the environment'),
    ...tellBusiness(before, desired),
  ];
  return [
    ...messages.map((message) => ({ code: 'rules-weakened', message }) as const),
    ...pairs.flatMap((pair) => tellEntry(pair, head)),
  ];
}

function tellLock({ environment: { code: was } }: DesiredState, { environment }: DesiredState): Messages {
  const { code } = environment;
  if (was === undefined || was.value === code?.value) return [];
  const lock = `environment.code locked the files to the environment ${was.value}`;
  if (code === undefined) return [`${lock}. Without it, they can be applied to any environment.`];
  return [`${lock}, and now locks them to ${code.value}.`];
}

type Messages = readonly string[];

function tellLeavers({ leavers: before = [] }: DesiredState, { desired, findIds }: Head): Messages {
  const now = new Set((desired.leavers ?? []).flatMap((person) => namesOf(person, findIds)));
  const gone = before.filter((person) => !namesOf(person, findIds).some((name) => now.has(name)));
  if (gone.length === 0) return [];
  return [
    `leavers loses ${nameSome(gone.map(nameOf), mostNamed)}. Later plans may add them again, and no longer remove them.`,
  ];
}

function namesOf(person: PersonName, findIds: Head['findIds']): readonly string[] {
  return [nameOf(person), ...findIds(person)];
}

function tellSwitches({ environment: was }: DesiredState, { environment: is }: DesiredState): Messages {
  const gone = was.signUp.filter(
    ({ setting, value }) => !value && is.signUp.every((one) => one.setting !== setting),
  );
  return gone.map(
    ({ setting }) =>
      `environment.signUp.${setting} is no longer in the files, which said off. Later plans do not ask for it.`,
  );
}

/** Values that the files no longer have stay in Kinde, and a change by hand is no drift any more. */
function tellValues(before: DesiredValues, after: DesiredValues, where: string): Messages {
  return [...before].flatMap(([section, values]) => {
    const kept = new Set((after.get(section) ?? []).map(({ key }) => key));
    const gone = values.filter(({ key }) => !kept.has(key)).map(({ key }) => key);
    if (gone.length === 0) return [];
    const what = gone.includes('') ? section : `${section} ${nameSome(gone, mostNamed)}`;
    return [`${what} of ${where} is no longer in the files. ${leftAlone}`];
  });
}

const leftAlone = 'Later plans leave it as it is in Kinde.';

function tellBusiness({ business: was }: DesiredState, { business: is }: DesiredState): Messages {
  if (was === undefined) return [];
  const from = was.managedFrom.value;
  const moved =
    is !== undefined && is.managedFrom.value !== from
      ? [`business.managedFrom changes from ${from} to ${is.managedFrom.value}.`]
      : [];
  return [
    ...moved,
    ...[...was.entities].flatMap(([section, entities]) => {
      const now = new Map((is?.entities.get(section) ?? []).map((one) => [one.key, one]));
      return entities.flatMap((entity) => tellEntity(section, entity, now.get(entity.key)));
    }),
  ];
}

function tellEntity(section: string, was: DesiredEntity, is: DesiredEntity | undefined): Messages {
  const name = `business.${section} ${was.key}`;
  if (is === undefined) return [`${name} is no longer in the files. ${leftAlone}`];
  const gone = [...was.fields.keys()].filter((field) => !is.fields.has(field));
  return gone.length === 0 ? [] : [`${name} no longer says its ${gone.join(', ')}. ${leftAlone}`];
}

function tellEntry({ ref, before, after }: EntryPair, { findIds }: Head): readonly Notice[] {
  // Another notice tells of members that are no longer managed, and a new organization that is not created grants nothing.
  if (after === undefined && (before.members !== undefined || ref.code === null)) return [];
  const messages =
    after === undefined
      ? [`${ref.name} is no longer in the files. Later plans leave it as it is in Kinde.`]
      : [
          ...tellDomains(before, after, ref.name),
          ...tellNewcomers(before, after, ref.name),
          ...tellMembership(before, after, ref.name),
          ...tellWaysIn(before, after, ref.name),
          ...tellValues(before.values, after.values, ref.name),
          ...tellRoles(before, after, { name: ref.name, findIds }),
        ];
  const source = after === undefined ? {} : { source: formatPlace(after.place) };
  return messages.map((message) => ({ code: 'rules-weakened', message, organization: ref, ...source }));
}

function tellDomains(
  { allowedDomains: was }: DesiredOrganization,
  { allowedDomains: is }: DesiredOrganization,
  name: string,
): Messages {
  if (was === undefined) return [];
  if (is === undefined)
    return [`${name} loses allowedEmailDomains, which limited its members to ${nameSome(was, mostNamed)}.`];
  const added = is.filter((domain) => !was.includes(domain));
  return added.length === 0
    ? []
    : [`allowedEmailDomains of ${name} also admits members of ${nameSome(added, mostNamed)}.`];
}

/** The rules from the strictest to the mildest. */
const strictness: readonly NewcomerRule[] = [...newcomerRules].reverse();

function tellNewcomers(before: DesiredOrganization, after: DesiredOrganization, name: string): Messages {
  const [was, is] = [ruleOf(before), ruleOf(after)];
  if (strictness.indexOf(is) <= strictness.indexOf(was)) return [];
  return [`newcomers of ${name} changes from ${was} to ${is}.`];
}

function ruleOf({ newcomers }: DesiredOrganization): NewcomerRule {
  return newcomers ?? 'create';
}

function tellMembership(was: DesiredOrganization, is: DesiredOrganization, name: string): Messages {
  if (was.members === undefined || is.members === undefined) return [];
  if (was.membership !== 'exact' || is.membership === 'exact') return [];
  return [`membership of ${name} changes from exact to additive, so people who are not listed stay.`];
}

function tellWaysIn(was: DesiredOrganization, is: DesiredOrganization, name: string): Messages {
  const closed = was.allowRegistrations?.value === false && is.allowRegistrations === undefined;
  const domains = is.registrationDomains === undefined ? (was.registrationDomains?.value ?? []) : [];
  return [
    ...(closed
      ? [`allowRegistrations of ${name} is no longer in the files, which said closed. ${leftAlone}`]
      : []),
    ...(domains.length === 0
      ? []
      : [
          `registrationDomains of ${name} is no longer in the files, which said ${nameSome(domains, mostNamed)}. ${leftAlone}`,
        ]),
  ];
}

interface Whose {
  readonly name: string;
  readonly findIds: Head['findIds'];
}

/** Roles that the files no longer say stay as they are in Kinde, also those that somebody gives by hand. */
function tellRoles(
  { members: was = [] }: DesiredOrganization,
  { members: is = [] }: DesiredOrganization,
  { name, findIds }: Whose,
): Messages {
  // A fast path: lists may be long, and mostly all members have roles or none has.
  const bare = is.filter(({ roles }) => roles === undefined);
  if (bare.length === 0 || was.every(({ roles }) => roles === undefined)) return [];
  const managed = listManaged(was, findIds);
  // A person may be listed twice, and one listing with roles is enough.
  const still = listManaged(is, findIds);
  const free = bare.filter((one) => {
    const names = namesOf(one, findIds);
    return names.some((own) => managed.has(own)) && !names.some((own) => still.has(own));
  });
  if (free.length === 0) return [];
  return [
    `The files no longer say the roles of ${nameSome(free.map(nameOf), mostNamed)} in ${name}. Later plans leave these roles as they are in Kinde.`,
  ];
}

/** Returns the names and ids of the people whose roles the list says. */
function listManaged(members: readonly DesiredMember[], findIds: Head['findIds']): ReadonlySet<string> {
  return new Set(members.flatMap((one) => (one.roles === undefined ? [] : namesOf(one, findIds))));
}
