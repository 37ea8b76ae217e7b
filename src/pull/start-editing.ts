// An edit begins with what all documents share: the pairs of entry and live organization, the removals, and the groups as
// they will be.
import type { Change } from '../model/change.js';
import { isStatedEnd } from '../model/change-predicates.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import type { Day } from '../model/day.js';
import { groupBy } from '../model/group-by.js';
import type { LiveMember, LiveState } from '../model/live.js';
import { formatPlace } from '../model/place.js';
import type { SourceDocument } from '../model/source-document.js';
import { listPending } from '../kinds/invitation/list-pending.js';
import { invitesNewcomers } from '../kinds/invitation/split-invitees.js';
import { indexPeople } from '../kinds/person/people-index.js';
import * as written from '../validate/written-value.js';
import { editGroups } from './edit-groups.js';
import type { EditedGroups, GroupUse } from './edit-groups.js';
import { groupOf, hasEnded } from './member-entries.js';
import type { LiveSide } from './member-entries.js';
import { entriesOf, fieldOf, isMapValue } from './yaml/yaml-value.js';

export interface EditInput {
  readonly documents: readonly SourceDocument[];
  /** Covers only what this pull compares. */
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
  /** False with `--organization`: the environment's section stays as it is. */
  readonly withEnvironment: boolean;
  /** The entries to add at the end of a file, by the file's name. */
  readonly added: ReadonlyMap<string, readonly unknown[]>;
  /** The comments of new entries. */
  readonly remarks: ReadonlyMap<object, string>;
}

export interface Editing extends EditInput {
  /** The removals and revocations that apply would make, by organization code, without those of ended listings and leavers. */
  readonly removals: ReadonlyMap<string | null, readonly Change[]>;
  readonly pairs: ReadonlyMap<string, OrganizationPair>;
  readonly side: (pair: OrganizationPair | undefined) => LiveSide | null;
  readonly groups: EditedGroups;
  readonly remarks: Map<object, string>;
}

/** Returns the pairs, removals and edited groups that the edits of all documents share. */
export function startEditing(input: EditInput): Editing {
  const { desired, live, organizations } = input.comparison;
  const day = desired.asOf;
  const index = indexPeople(live.people.values(), live.members.values());
  const pairs = new Map(organizations.map((pair) => [formatPlace(pair.desired.place), pair]));
  const byId = new Map<string, ReadonlyMap<string, LiveMember>>();
  for (const [code, members] of live.members)
    byId.set(code, new Map(members.map((one) => [one.userId, one])));
  const side = (pair: OrganizationPair | undefined): LiveSide | null => {
    const members = pair?.members == null ? undefined : byId.get(pair.live?.code ?? '');
    if (pair === undefined || members === undefined) return null;
    return { index, members, invited: listInvited(pair, live) };
  };
  const uses = input.documents.flatMap((document) =>
    listEntries(document).flatMap(({ entry, place }) => listUses(entry, side(pairs.get(place)), day)),
  );
  const removals = groupBy(
    // A person whose listing has ended, or who is a leaver, is not listed anew: the files say that they leave.
    input.changes.flatMap((change) =>
      (change.action === 'remove' || change.action === 'revoke') && !isStatedEnd(change) ? [change] : [],
    ),
    ({ organization }) => organization.code,
  );
  const groups = editGroups(gatherGroups(input.documents), { uses, day });
  return { ...input, pairs, side, removals, groups, remarks: new Map(input.remarks) };
}

function listInvited({ desired, ref }: OrganizationPair, { invitations }: LiveState): LiveSide['invited'] {
  if (!invitesNewcomers(desired)) return new Set();
  return new Set(listPending(invitations?.get(ref.code ?? '') ?? []).keys());
}

function listUses(entry: unknown, side: LiveSide | null, day: Day | undefined): readonly GroupUse[] {
  return entriesOf(fieldOf(entry, 'members')).flatMap((member) => {
    const group = groupOf(member);
    return group === null || hasEnded(member, day) ? [] : [{ group, side }];
  });
}

/** Returns the people of each group as the documents write them. */
export function gatherGroups(documents: readonly SourceDocument[]): ReadonlyMap<string, readonly unknown[]> {
  const groups = new Map<string, readonly unknown[]>();
  for (const { value } of documents) {
    const written = fieldOf(value, 'groups');
    if (isMapValue(written))
      for (const name of Object.keys(written)) groups.set(name, entriesOf(written[name]));
  }
  return groups;
}

export interface PlacedEntry {
  readonly entry: unknown;
  readonly place: string;
  readonly node: written.Written;
}

/** Returns the entries under `organizations` of a document, each with the place by which the comparison knows it. */
export function listEntries(document: SourceDocument): readonly PlacedEntry[] {
  const entries = written.entriesOf(written.fieldOf(written.rootOf(document), 'organizations'));
  return entries.map((entry) => ({
    entry: entry.value,
    place: formatPlace(written.placeOf(entry)),
    node: entry,
  }));
}
