// The door for an existing configuration: each document gets the live values where it differs from Kinde. Every other
// byte stays, also in sections that the comparison does not cover.
import type { OrganizationPair } from '../model/comparison.js';
import type { Notice } from '../model/notice.js';
import { environmentCode } from '../model/values.js';
import { formatPlace } from '../model/place.js';
import { offsetOf, placeAt } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import type { Written } from '../validate/written-value.js';
import * as written from '../validate/written-value.js';
import { editBusiness } from './edit-business.js';
import { editMembers } from './edit-members.js';
import type { EditedMembers } from './edit-members.js';
import { notifyKept } from './kept.js';
import type { Kept } from './kept.js';
import { editFields, mustStateMembership, stateMembership } from './edit-organization.js';
import { listNewcomers } from './list-newcomers.js';
import { listPrivateSections, maskDocument } from './mask-private.js';
import type { Pulled, PulledFile } from './pulled.js';
import { listEntries, startEditing } from './start-editing.js';
import type { EditInput, Editing } from './start-editing.js';
import { editValues } from './values.js';
import { rewriteYaml } from './yaml/rewrite-yaml.js';
import { entriesOf, isMapValue } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

export { isChangeOf } from './kept.js';
export type { Kept } from './kept.js';

/** The edited files, and the values and roles that differ from Kinde's and stay. */
interface Edited extends Pulled {
  readonly kept: readonly Kept[];
}

/** Returns the documents that change. Throws `UsageError` (`not-writable`) for a person whom no file can name. */
export function editDocuments(input: EditInput): Edited {
  const editing = startEditing(input);
  const edited = input.documents.map((document) => editDocument(document, editing));
  return {
    files: edited.flatMap(({ file }) => (file.after === file.before ? [] : [file])),
    notices: edited.flatMap(({ notices }) => notices),
    kept: edited.flatMap(({ kept }) => kept),
  };
}

interface EditedDocument {
  readonly file: PulledFile & { readonly before: string };
  readonly notices: readonly Notice[];
  readonly kept: readonly Kept[];
}

function editDocument(document: SourceDocument, editing: Editing): EditedDocument {
  const { file, text } = document;
  const notes: string[] = [];
  const kept: Kept[] = [];
  const wanted = wantDocument(document, editing, { notes, kept });
  const { text: after, rewritten } = rewriteYaml(
    { text, filled: readFilled(document) },
    wanted,
    editing.remarks,
  );
  const shown = after === text ? null : showMasked(document, wanted, editing);
  const replaced = [...document.substituted].filter(([offset]) => rewritten.has(offset));
  return {
    file: { file, before: text, after, ...(shown === null ? {} : { shown }), notes },
    notices: [
      ...replaced.map(([offset, variable]) => ({
        code: 'variable-replaced' as const,
        message: `Kinde's value has replaced ${variable}, which had a different value.`,
        source: formatPlace(placeAt(document, offset)),
      })),
      ...kept.map(notifyKept),
    ],
    kept,
  };
}

/** The words of the edits of a document: a line for each edit, and the private values and roles that stay. */
interface Said {
  readonly notes: string[];
  readonly kept: Kept[];
}

/** Returns both texts without private values; null if Kinde has no private key. */
function showMasked(
  document: SourceDocument,
  wanted: unknown,
  { comparison, remarks }: Editing,
): NonNullable<PulledFile['shown']> | null {
  const sections = listPrivateSections(comparison.live.values);
  if (sections.size === 0) return null;
  const { text, value } = document;
  const write = (goal: unknown): string =>
    rewriteYaml({ text, filled: readFilled(document) }, maskDocument(goal, value, sections), remarks).text;
  return { before: write(value), after: write(wanted) };
}

/** Returns the value of each scalar with a variable in it, by offset: the text alone does not tell it. */
export function readFilled(document: SourceDocument): ReadonlyMap<number, unknown> {
  const filled = new Map<number, unknown>();
  if (document.substituted.size > 0) gatherFilled(written.rootOf(document), filled);
  return filled;
}

function gatherFilled(node: written.Written, filled: Map<number, unknown>): void {
  const offset = offsetOf(node.positions);
  const isScalar = typeof node.value !== 'object' || node.value === null;
  if (isScalar && node.document.substituted.has(offset)) filled.set(offset, node.value);
  for (const entry of written.entriesOf(node)) gatherFilled(entry, filled);
  for (const [, field] of written.fieldsOf(node)) gatherFilled(field, filled);
}

function wantDocument(document: SourceDocument, editing: Editing, said: Said): unknown {
  const { value } = document;
  const { notes } = said;
  if (!isMapValue(value)) return value;
  const writtenEntries = written.entriesOf(written.fieldOf(written.rootOf(document), 'organizations'));
  const entries = new Map(listEntries(document).map(({ entry, place }) => [entry, place]));
  const edits: Readonly<Record<string, (part: unknown) => unknown>> = {
    environment: (part) => wantEnvironment(part, editing, notes),
    business: (part) => wantBusiness(part, editing, notes),
    groups: (part) => wantGroups(part, editing, notes),
    organizations: (part) =>
      entriesOf(part).map((entry, index) =>
        wantOrganization(entry, entries.get(entry) ?? '', {
          editing,
          said,
          writtenEntry: writtenEntries[index] ?? null,
        }),
      ),
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
  const { values } = comparison.live;
  const edited = editValues(part, 'environment', { code: environmentCode, values, writtenEntry: null });
  notes.push(...edited.notes.map((note) => `environment: ${note}`));
  return edited.entry;
}

function wantBusiness(part: unknown, { comparison, withEnvironment }: Editing, notes: string[]): unknown {
  if (!withEnvironment || !isMapValue(part)) return part;
  const edited = editBusiness(part, comparison.live.entities);
  notes.push(...edited.notes.map((note) => `business: ${note}`));
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

interface Organizing {
  readonly editing: Editing;
  readonly said: Said;
  readonly writtenEntry: Written | null;
}

function wantOrganization(
  entry: unknown,
  place: string,
  { editing, said, writtenEntry }: Organizing,
): unknown {
  const pair = editing.pairs.get(place);
  if (pair?.live == null || !isMapValue(entry)) return entry;
  const fields = editFields(entry, pair, pair.live);
  const stated = mustStateMembership(pair)
    ? stateMembership(fields.entry)
    : { entry: fields.entry, notes: [] };
  const { values } = editing.comparison.live;
  const valued = editValues(stated.entry, 'organization', { code: pair.live.code, values, writtenEntry });
  const members = wantMembers(valued.entry, pair, editing);
  const notes = [...fields.notes, ...stated.notes, ...valued.notes, ...members.notes];
  said.notes.push(...notes.map((note) => `${pair.ref.name}: ${note}`));
  said.kept.push(...valued.kept);
  said.kept.push(...members.ended.map((one) => ({ ...one, ref: pair.ref, place })));
  return members.entry;
}

function wantMembers(
  entry: MapValue,
  pair: OrganizationPair,
  { side: sideOf, groups, removals, comparison, remarks }: Editing,
): { readonly entry: MapValue } & Pick<EditedMembers, 'notes' | 'ended'> {
  const side = sideOf(pair);
  if (side === null) return { entry, notes: [], ended: [] };
  const newcomers = listNewcomers(removals.get(pair.ref.code) ?? [], {
    entry,
    pair,
    side,
    live: comparison.live,
    remarks,
  });
  const list = entriesOf(entry['members']);
  const edited = editMembers({
    list,
    groups: groups.groups,
    side,
    day: comparison.desired.asOf,
    newcomers,
  });
  return { ...edited, entry: { ...entry, members: edited.list } };
}
