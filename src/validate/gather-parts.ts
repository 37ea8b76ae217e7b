// The documents merged into the parts that rules and meaning work on. Takes what is well-formed and passes over the
// rest, which the shape check has reported.
import type { SelectorKey } from '../model/desired.js';
import type { SourceDocument } from '../model/source-document.js';
import { isPlainList } from './plain-list.js';
import { strongestSelector } from './selectors.js';
import { asText, entriesOf, fieldOf, fieldsOf, isMap, rootOf } from './written.js';
import type { Written, WrittenText } from './written.js';

export interface GroupPart {
  readonly name: string;
  readonly list: Written;
  /** Whether nothing can be wrong with the list. */
  readonly isPlain: boolean;
}

export interface OrganizationPart {
  readonly entry: Written;
  /** The selector that decides; null where the entry has none. */
  readonly selector: { readonly by: SelectorKey; readonly written: Written } | null;
  readonly code: WrittenText | null;
  readonly externalId: WrittenText | null;
  readonly handle: WrittenText | null;
  readonly name: WrittenText | null;
  readonly allowRegistrations: Written | null;
  readonly membership: Written | null;
  readonly allowedEmailDomains: Written | null;
  /** Null where the membership is not managed. */
  readonly members: Written | null;
  /** Whether there is a list of members and nothing can be wrong with it. */
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
  /** False where a file could not be read: then "not defined" and "not used" can't be said. */
  readonly isWhole: boolean;
  readonly settings: readonly SettingPart[];
  readonly safeties: readonly Written[];
  readonly groups: readonly GroupPart[];
  /** The first group of each name. */
  readonly groupsByName: ReadonlyMap<string, GroupPart>;
  readonly organizations: readonly OrganizationPart[];
}

/** Returns the parts of all documents, in the order of the documents. */
export function gatherParts(documents: readonly SourceDocument[]): ConfigParts {
  const roots = documents.filter((document) => document.isReadable).map(rootOf);
  const groups = roots.flatMap((root) => gatherGroups(root));
  const groupsByName = new Map<string, GroupPart>();
  for (const group of groups) if (!groupsByName.has(group.name)) groupsByName.set(group.name, group);
  return {
    documents,
    isWhole: roots.length === documents.length,
    settings: roots.flatMap((root) => gatherSettings(fieldOf(root, 'environment'))),
    safeties: roots.flatMap((root) => fieldOf(root, 'safety') ?? []),
    groups,
    groupsByName,
    organizations: roots.flatMap((root) => gatherOrganizations(root)),
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
  return {
    entry,
    selector: findSelector(entry),
    code: asText(fieldOf(entry, 'code')),
    externalId: asText(fieldOf(entry, 'externalId')),
    handle: asText(fieldOf(entry, 'handle')),
    name: asText(fieldOf(entry, 'name')),
    allowRegistrations: fieldOf(entry, 'allowRegistrations'),
    membership: fieldOf(entry, 'membership'),
    allowedEmailDomains: fieldOf(entry, 'allowedEmailDomains'),
    members,
    isPlain: isPlainList(members?.value),
  };
}

function findSelector(entry: Written): OrganizationPart['selector'] {
  const by = strongestSelector(entry.value);
  const written = by === undefined ? null : fieldOf(entry, by);
  return by === undefined || written === null ? null : { by, written };
}
