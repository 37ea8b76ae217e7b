// Proposes the removals that a review decided: the files without the lines that list these people, and a sentence for each
// person. It writes nothing; a pull request with the edit is reviewed and planned like any other.
import type {
  AccessReport,
  ReportMembership,
  ReportOrganization,
  ReportPerson,
} from '../model/results/access-report.js';
import type { Day } from '../model/day.js';
import { normalizeEmail } from '../model/email.js';
import { formatPlace } from '../model/place.js';
import type { ProposedRemoval, Review } from '../model/review.js';
import { offsetOf } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import * as written from '../validate/written-value.js';
import { readFilled } from './edit-documents.js';
import { groupOf, hasEnded, nameOf } from './member-entries.js';
import type { PulledFile } from './pulled.js';
import { reachPeople } from './reach-people.js';
import { gatherGroups, listEntries } from './start-editing.js';
import { rewriteYaml } from './yaml/rewrite-yaml.js';
import { fieldOf, isMapValue } from './yaml/yaml-value.js';

export interface Proposal {
  /** Only the files that change. */
  readonly files: readonly (PulledFile & { readonly before: string })[];
  /** In the order of the report. */
  readonly removals: readonly ProposedRemoval[];
}

/** Returns the edit and the sentences for the decisions to remove. */
export function proposeRemovals(report: AccessReport, documents: readonly SourceDocument[]): Proposal {
  const groups = gatherGroups(documents);
  const lists = new Map(documents.flatMap((document) => listMembers(document)));
  const day = report.generatedOn.slice(0, 10);
  const proposed = findRemovals(report).map((decided) => {
    const source = decided.organization.source ?? '';
    return { source, removal: propose(decided, { list: lists.get(source) ?? [], groups, day }) };
  });
  const removals = proposed.map(({ removal }) => removal);
  // With an alias, two organizations have the same member entry, and only one of them may lose it.
  const deleted = new Set(
    proposed.flatMap(({ source, removal }) => removal.deleted.map((place) => nameIn(source, place))),
  );
  return { removals, files: documents.flatMap((document) => editDocument(document, deleted)) };
}

function nameIn(organization: string, member: string): string {
  return `${organization} ${member}`;
}

interface Decided {
  readonly organization: ReportOrganization;
  readonly person: ReportPerson;
  readonly membership: ReportMembership;
  readonly review: Review;
}

function findRemovals({ organizations, people, memberships }: AccessReport): readonly Decided[] {
  const places = new Map(organizations.map((one) => [one.code, one]));
  const persons = new Map(people.map((one) => [one.id, one]));
  return memberships.flatMap((membership) => {
    const [organization, person] = [places.get(membership.organization), persons.get(membership.person)];
    const { review } = membership;
    if (review?.decision !== 'remove' || organization === undefined || person === undefined) return [];
    return [{ organization, person, membership, review }];
  });
}

/** Returns the member entries of each organization, by the place of its entry. */
function listMembers(document: SourceDocument): readonly (readonly [string, readonly written.Written[]])[] {
  return listEntries(document).map(({ place, node }) => [place, membersOf(node)]);
}

function membersOf(node: written.Written): readonly written.Written[] {
  return written.entriesOf(written.fieldOf(node, 'members'));
}

interface Listed {
  readonly list: readonly written.Written[];
  readonly groups: ReadonlyMap<string, readonly unknown[]>;
  readonly day: Day;
}

function propose(decided: Decided, listed: Listed): ProposedRemoval {
  const { organization, person, review } = decided;
  const useless = explainUseless(decided);
  const found =
    useless === null ? findLines(decided, listed) : { deleted: [], byHand: useless, unlistedUnder: null };
  return {
    organization: organization.name || organization.code,
    person: person.email ?? person.id,
    review,
    ...found,
  };
}

function findLines(
  { organization, person, membership }: Decided,
  { list, groups, day }: Listed,
): Pick<ProposedRemoval, 'deleted' | 'byHand' | 'unlistedUnder'> {
  const own = list.filter(({ value }) => groupOf(value) === null && means(value, person));
  const deleted = own
    .filter((entry) => variableOf(entry) === null)
    .map((entry) => formatPlace(written.placeOf(entry)));
  const reach = ({ value }: written.Written): boolean =>
    reachPeople(value, groups).some(({ entry }) => means(entry, person) && !hasEnded(entry, day));
  const references = list.filter((entry) => groupOf(entry.value) !== null && reach(entry));
  const byHand = [...own.flatMap(explainVariable), ...explainGroups(references)];
  if (byHand.length > 0) return { deleted, byHand: byHand.join(' '), unlistedUnder: null };
  const entry = membership.managedBy ?? organization.source ?? '';
  return { deleted, byHand: null, unlistedUnder: deleted.length > 0 ? null : entry };
}

function explainGroups(references: readonly written.Written[]): readonly string[] {
  if (references.length === 0) return [];
  const where = references.map((one) => `${groupOf(one.value) ?? ''} (${formatPlace(written.placeOf(one))})`);
  return [
    `The group ${where.join(' and ')} lists them. Remove them from the group, or list its other people in its place.`,
  ];
}

/** The variable may name another person in another environment, so its line is not deleted for this one. */
function explainVariable(entry: written.Written): readonly string[] {
  const variable = variableOf(entry);
  if (variable === null) return [];
  const where = formatPlace(written.placeOf(entry));
  return [
    `A variable names them at ${where}: ${variable}. Give it another value, or delete the line if it names no one else.`,
  ];
}

/** Returns the written text of the address or id if a variable fills it; null otherwise. */
function variableOf(entry: written.Written): string | null {
  const naming = [entry, written.fieldOf(entry, 'email'), written.fieldOf(entry, 'id')];
  const texts = naming.map((part) =>
    part === null ? undefined : part.document.substituted.get(offsetOf(part.positions)),
  );
  return texts.find((text) => text !== undefined) ?? null;
}

/** Returns why a deleted line would remove no one; null if it would. */
function explainUseless({ organization, person, membership, review }: Decided): string | null {
  if (person.protected) return 'safety.protect covers them, so no apply removes them.';
  if (organization.managed === null)
    return 'No file manages the members of this organization. Remove them in Kinde, or list them under leavers.';
  if (organization.managed === 'exact') return null;
  const { managedBy } = membership;
  const line = managedBy === null ? 'an entry for them' : `their line at ${managedBy}`;
  return `The list only adds, so a deleted line removes no one. Give ${line} until: ${review.reviewedOn}, or list them under leavers.`;
}

function means(entry: unknown, { id, emails }: ReportPerson): boolean {
  const named = fieldOf(entry, 'id');
  return named === undefined ? emails.includes(normalizeEmail(nameOf(entry))) : named === id;
}

function editDocument(document: SourceDocument, deleted: ReadonlySet<string>): Proposal['files'] {
  const { file, text, value } = document;
  const entries = listEntries(document);
  const organizations = entries.map(({ entry, place, node }) => {
    const members = membersOf(node);
    const isKept = (member: written.Written): boolean =>
      !deleted.has(nameIn(place, formatPlace(written.placeOf(member))));
    if (!isMapValue(entry) || members.every(isKept)) return entry;
    return { ...entry, members: members.filter(isKept).map((member) => member.value) };
  });
  if (!isMapValue(value) || organizations.every((one, index) => one === entries[index]?.entry)) return [];
  const source = { text, filled: readFilled(document) };
  const { text: after } = rewriteYaml(source, { ...value, organizations }, new Map());
  return [{ file, before: text, after, notes: [] }];
}
