// Merges the documents into the parts that the rules and `buildDesired` work on. Skips malformed values, which the shape check
// reports.
import type { Day } from '../model/day.js';
import type { SelectorKey } from '../model/desired.js';
import type { SourceDocument } from '../model/source-document.js';
import { isCommonAddress } from './address-form.js';
import { orderGroups } from './order-groups.js';
import type { GroupOrder, GroupPart } from './order-groups.js';
import { readMembers } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { strongestSelector } from './selectors.js';
import {
  asText,
  entriesOf,
  fieldOf,
  fieldsOf,
  isMap,
  isUnresolved,
  isWrittenNull,
  rootOf,
} from './written-value.js';
import type { Written, WrittenText } from './written-value.js';

export interface OrganizationPart {
  readonly entry: Written;
  /** The strongest selector; null if the entry has none. */
  readonly selector: { readonly by: SelectorKey; readonly written: Written } | null;
  readonly code: WrittenText | null;
  readonly externalId: WrittenText | null;
  readonly handle: WrittenText | null;
  /** A handle without a value: `null`, or nothing at all. */
  readonly noHandle: Written | null;
  readonly name: WrittenText | null;
  readonly allowRegistrations: Written | null;
  readonly registrationDomains: Written | null;
  readonly membership: Written | null;
  readonly newcomers: Written | null;
  readonly allowedEmailDomains: Written | null;
  /** Null if the membership is not managed. */
  readonly members: Written | null;
  /** True if there is a member list that needs no check. */
  readonly isPlain: boolean;
}

/** A setting of the environment by its dotted path, for example `signUp.allowSelfSignUp`. */
export interface SettingPart {
  readonly path: string;
  readonly key: string;
  readonly written: Written;
}

export interface ConfigParts {
  readonly documents: readonly SourceDocument[];
  /** False if a file could not be read; the rules then report no undefined or unused group. */
  readonly isWhole: boolean;
  /** True if one path names the configuration. Another run may use some of several paths together with others. */
  readonly isComplete: boolean;
  /** The day that decides which listings hold; null if all of them hold. */
  readonly day: Day | null;
  readonly settings: readonly SettingPart[];
  /** The keys of `business`; the path is the key. */
  readonly business: readonly SettingPart[];
  readonly safeties: readonly Written[];
  readonly groups: readonly GroupPart[];
  /** The first group of each name. */
  readonly groupsByName: ReadonlyMap<string, GroupPart>;
  readonly groupOrder: GroupOrder;
  readonly organizations: readonly OrganizationPart[];
  /** The entries of `leavers` that name a person by address or by id, in all documents. */
  readonly leavers: readonly MemberPart[];
}

/** Returns the parts of all documents, in the order of the documents. */
export function gatherParts(
  documents: readonly SourceDocument[],
  { isComplete, day }: Pick<ConfigParts, 'isComplete' | 'day'>,
): ConfigParts {
  const roots = documents.filter((document) => document.isReadable).map(rootOf);
  const groups = roots.flatMap((root) => gatherGroups(root));
  const groupsByName = new Map<string, GroupPart>();
  for (const group of groups) if (!groupsByName.has(group.name)) groupsByName.set(group.name, group);
  return {
    documents,
    isWhole: roots.length === documents.length,
    isComplete,
    day,
    settings: roots.flatMap((root) => gatherSettings(fieldOf(root, 'environment'))),
    business: roots.flatMap((root) => gatherSettings(fieldOf(root, 'business'))),
    safeties: roots.flatMap((root) => fieldOf(root, 'safety') ?? []),
    groups,
    groupsByName,
    groupOrder: orderGroups(groupsByName),
    organizations: roots.flatMap((root) => gatherOrganizations(root)),
    leavers: roots
      .flatMap((root) => readMembers(fieldOf(root, 'leavers')))
      .filter(({ by }) => by !== 'group'),
  };
}

function gatherGroups(root: Written): readonly GroupPart[] {
  return fieldsOf(fieldOf(root, 'groups')).map(([name, list]) => {
    return { name, list, isPlain: isPlainList(list.value) };
  });
}

function gatherSettings(environment: Written | null): readonly SettingPart[] {
  return fieldsOf(environment).flatMap(([key, written]) => {
    if (!isMap(written.value)) return [{ path: key, key, written }];
    return fieldsOf(written).map(([inner, value]) => ({
      path: `${key}.${inner}`,
      key: inner,
      written: value,
    }));
  });
}

function gatherOrganizations(root: Written): readonly OrganizationPart[] {
  return entriesOf(fieldOf(root, 'organizations')).map(readOrganization);
}

function readOrganization(entry: Written): OrganizationPart {
  const members = fieldOf(entry, 'members');
  const handle = fieldOf(entry, 'handle');
  return {
    entry,
    selector: findSelector(entry),
    code: asText(fieldOf(entry, 'code')),
    externalId: asText(fieldOf(entry, 'externalId')),
    handle: asText(handle),
    noHandle: handle?.value === null && !isUnresolved(handle) ? handle : null,
    name: asText(fieldOf(entry, 'name')),
    allowRegistrations: fieldOf(entry, 'allowRegistrations'),
    registrationDomains: fieldOf(entry, 'registrationDomains'),
    membership: fieldOf(entry, 'membership'),
    newcomers: fieldOf(entry, 'newcomers'),
    allowedEmailDomains: fieldOf(entry, 'allowedEmailDomains'),
    members,
    isPlain: isPlainList(members?.value),
  };
}

/** A fast path for the rules: nearly all lists hold only common addresses, and may be long. */
function isPlainList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isCommonText) && new Set(value).size === value.length;
}

function isCommonText(value: unknown): boolean {
  return typeof value === 'string' && isCommonAddress(value);
}

function findSelector(entry: Written): OrganizationPart['selector'] {
  const by = strongestSelector(entry.value) ?? findEmptyHandle(entry);
  const written = by === undefined ? null : fieldOf(entry, by);
  return by === undefined || written === null ? null : { by, written };
}

/** A handle that is empty or unresolved has a diagnostic of its own, so it counts as a selector. */
function findEmptyHandle(entry: Written): 'handle' | undefined {
  const handle = fieldOf(entry, 'handle');
  return handle === null || isWrittenNull(handle) ? undefined : 'handle';
}
