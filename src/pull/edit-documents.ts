// The door for a configuration that is there: documents and what they differ in from Kinde -> their texts without that
// difference. What does not differ is not touched, and what is not compared is not looked at.
import type { Change } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import { groupBy } from '../model/group-by.js';
import type { LiveMember } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { environmentCode } from '../model/values.js';
import { formatPlace } from '../model/place.js';
import { placeAt } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import { indexPeople } from '../kinds/person/people-index.js';
import { editGroups } from './edit-groups.js';
import type { EditedGroups, GroupUse } from './edit-groups.js';
import { editMembers } from './edit-members.js';
import { editFields, mustStateMembership, stateMembership } from './edit-organization.js';
import { listEntries } from './list-entries.js';
import { listNewcomers } from './list-newcomers.js';
import { groupOf } from './member-entries.js';
import type { LiveSide } from './member-entries.js';
import type { Pulled, PulledFile } from './pulled.js';
import { readFilled } from './read-filled.js';
import { editValues } from './values.js';
import { rewriteYaml } from './yaml/rewrite-yaml.js';
import { entriesOf, fieldOf, isMapValue } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

export interface EditInput {
  readonly documents: readonly SourceDocument[];
  /** Of what is covered only. */
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
  /** False with `--organization`: the environment is left alone. */
  readonly withEnvironment: boolean;
  /** Entries to add at the end of a file, by the file's name, and their comments. */
  readonly added: ReadonlyMap<string, readonly unknown[]>;
  readonly remarks: ReadonlyMap<object, string>;
}

interface Editing extends EditInput {
  /** Who would be taken out, by organization code. */
  readonly removals: ReadonlyMap<string | null, readonly Change[]>;
  readonly pairs: ReadonlyMap<string, OrganizationPair>;
  readonly side: (pair: OrganizationPair | undefined) => LiveSide | null;
  readonly groups: EditedGroups;
  readonly remarks: Map<object, string>;
}

/** Returns the documents that change. Throws `UsageError` (`not-writable`) for somebody whom no file can name. */
export function editDocuments(input: EditInput): Pulled {
  const editing = startEditing(input);
  const edited = input.documents.map((document) => editDocument(document, editing));
  return {
    files: edited.flatMap(({ file }) => (file.after === file.before ? [] : [file])),
    notices: edited.flatMap(({ notices }) => notices),
  };
}

function startEditing(input: EditInput): Editing {
  const { live, organizations } = input.comparison;
  const index = indexPeople(live.people.values(), live.members.values());
  const pairs = new Map(organizations.map((pair) => [formatPlace(pair.desired.place), pair]));
  const byId = new Map<string, ReadonlyMap<string, LiveMember>>();
  for (const [code, members] of live.members)
    byId.set(code, new Map(members.map((one) => [one.userId, one])));
  const side = (pair: OrganizationPair | undefined): LiveSide | null => {
    const members = pair?.members == null ? undefined : byId.get(pair.live?.code ?? '');
    return members === undefined ? null : { index, members };
  };
  const uses = input.documents.flatMap((document) =>
    listEntries(document).flatMap(({ entry, place }) => listUses(entry, side(pairs.get(place)))),
  );
  const removals = groupBy(
    input.changes.filter((change) => change.action === 'remove'),
    ({ organization }) => organization.code,
  );
  const groups = editGroups(gatherGroups(input.documents), uses);
  return { ...input, pairs, side, removals, groups, remarks: new Map(input.remarks) };
}

function listUses(entry: unknown, side: LiveSide | null): readonly GroupUse[] {
  return entriesOf(fieldOf(entry, 'members')).flatMap((member) => {
    const group = groupOf(member);
    return group === null ? [] : [{ group, side }];
  });
}

function gatherGroups(documents: readonly SourceDocument[]): ReadonlyMap<string, readonly unknown[]> {
  const groups = new Map<string, readonly unknown[]>();
  for (const { value } of documents) {
    const written = fieldOf(value, 'groups');
    if (isMapValue(written))
      for (const name of Object.keys(written)) groups.set(name, entriesOf(written[name]));
  }
  return groups;
}

interface EditedDocument {
  readonly file: PulledFile & { readonly before: string };
  readonly notices: readonly Notice[];
}

function editDocument(document: SourceDocument, editing: Editing): EditedDocument {
  const { file, text } = document;
  const notes: string[] = [];
  const wanted = wantDocument(document, editing, notes);
  const { text: after, rewritten } = rewriteYaml(
    { text, filled: readFilled(document) },
    wanted,
    editing.remarks,
  );
  const replaced = [...document.substituted].filter(([offset]) => rewritten.has(offset));
  return {
    file: { file, before: text, after, notes },
    notices: replaced.map(([offset, variable]) => ({
      code: 'variable-replaced',
      message: `${variable} had another value than Kinde, so the value of Kinde has replaced it.`,
      source: formatPlace(placeAt(document, offset)),
    })),
  };
}

function wantDocument(document: SourceDocument, editing: Editing, notes: string[]): unknown {
  const { value } = document;
  if (!isMapValue(value)) return value;
  const entries = new Map(listEntries(document).map(({ entry, place }) => [entry, place]));
  const edits: Readonly<Record<string, (part: unknown) => unknown>> = {
    environment: (part) => wantEnvironment(part, editing, notes),
    groups: (part) => wantGroups(part, editing, notes),
    organizations: (part) =>
      entriesOf(part).map((entry) => wantOrganization(entry, entries.get(entry) ?? '', { editing, notes })),
  };
  const wanted = Object.entries(value).map(
    ([key, part]) => [key, Object.hasOwn(edits, key) ? edits[key]?.(part) : part] as const,
  );
  return addOrganizations(Object.fromEntries(wanted), editing.added.get(document.file) ?? []);
}

function addOrganizations(value: MapValue, added: readonly unknown[]): MapValue {
  if (added.length === 0) return value;
  return { ...value, organizations: [...entriesOf(value['organizations']), ...added] };
}

function wantEnvironment(part: unknown, { comparison, withEnvironment }: Editing, notes: string[]): unknown {
  if (!withEnvironment || !isMapValue(part)) return part;
  const edited = editValues(part, 'environment', { code: environmentCode, values: comparison.live.values });
  notes.push(...edited.notes.map((note) => `environment: ${note}`));
  return edited.entry;
}

function wantGroups(part: unknown, { groups }: Editing, notes: string[]): unknown {
  if (!isMapValue(part)) return part;
  return Object.fromEntries(
    Object.keys(part).map((name) => {
      notes.push(...(groups.notes.get(name) ?? []).map((note) => `group ${name}: ${note}`));
      return [name, groups.groups.get(name)];
    }),
  );
}

function wantOrganization(
  entry: unknown,
  place: string,
  { editing, notes }: { readonly editing: Editing; readonly notes: string[] },
): unknown {
  const pair = editing.pairs.get(place);
  if (pair?.live == null || !isMapValue(entry)) return entry;
  const fields = editFields(entry, pair, pair.live);
  const stated = mustStateMembership(pair)
    ? stateMembership(fields.entry)
    : { entry: fields.entry, notes: [] };
  const { values } = editing.comparison.live;
  const valued = editValues(stated.entry, 'organization', { code: pair.live.code, values });
  const members = wantMembers(valued.entry, pair, editing);
  const said = [...fields.notes, ...stated.notes, ...valued.notes, ...members.notes];
  notes.push(...said.map((note) => `${pair.ref.name}: ${note}`));
  return members.entry;
}

function wantMembers(
  entry: MapValue,
  pair: OrganizationPair,
  { side: sideOf, groups, removals, comparison, remarks }: Editing,
): { readonly entry: MapValue; readonly notes: readonly string[] } {
  const side = sideOf(pair);
  if (side === null) return { entry, notes: [] };
  const newcomers = listNewcomers(removals.get(pair.ref.code) ?? [], {
    entry,
    pair,
    side,
    live: comparison.live,
    remarks,
  });
  const list = entriesOf(entry['members']);
  const edited = editMembers({ list, groups: groups.groups, side, newcomers });
  return { entry: { ...entry, members: edited.list }, notes: edited.notes };
}
