// The organizations that only Kinde has and that `--organization` names. In a folder each gets a file of its own; otherwise
// its entry stands at the end of an existing file.
import type { DesiredState } from '../model/desired.js';
import type { LiveOrganization, LiveState } from '../model/live.js';
import { UsageError } from '../model/errors.js';
import type { SourceDocument } from '../model/source-document.js';
import type { Notice } from '../model/notice.js';
import { isStated } from './choose-pulled.js';
import { chooseSelectors } from './choose-selectors.js';
import type { SelectorChoice } from '../model/selector-choice.js';
import { knowPeople } from './write-member.js';
import { describeOrganization } from './describe-organization.js';
import { nameFiles } from './name-files.js';
import type { PulledFile } from './pulled.js';
import { writeOrganizationFile } from './write-fresh.js';
import type { Described } from './write-fresh.js';
import { fieldOf } from './yaml/yaml-value.js';

/** The place of new entries: new files in a folder, or with null the end of an existing file. */
export interface AdoptTo {
  readonly folder: string | null;
  /** The relative path from the folder to the parent of `node_modules`. */
  readonly toRoot: string;
}

export interface AdoptInput {
  readonly live: LiveState;
  readonly whole: DesiredState;
  readonly documents: readonly SourceDocument[];
  readonly to: AdoptTo;
  readonly by: SelectorChoice | null;
}

export interface Adoption {
  readonly files: readonly PulledFile[];
  readonly added: ReadonlyMap<string, readonly unknown[]>;
  readonly remarks: ReadonlyMap<object, string>;
  readonly notices: readonly Notice[];
}

/** Returns the new files, or the entries to add to an existing one. Throws `UsageError` (`not-writable`). */
export function adoptOrganizations(organizations: readonly LiveOrganization[], input: AdoptInput): Adoption {
  const { described, notices } = describeAll(organizations, input);
  const { folder, toRoot } = input.to;
  if (folder !== null) {
    const taken = input.documents.map(({ file }) => file.slice(file.lastIndexOf('/') + 1));
    const names = nameFiles(organizations, taken);
    const files = described.map((one) => {
      const name = names.get(one.organization.code) ?? '';
      return writeOrganizationFile(one, { file: folder === '' ? name : `${folder}/${name}`, toRoot });
    });
    return { files, added: new Map(), remarks: new Map(), notices };
  }
  const home = chooseHome(input.documents);
  const entries = described.map(({ entry }) => entry);
  const remarks = new Map(described.flatMap((one) => [...one.remarks]));
  return { files: [], added: new Map(home === null ? [] : [[home, entries]]), remarks, notices };
}

function describeAll(
  organizations: readonly LiveOrganization[],
  { live, whole, by }: AdoptInput,
): { readonly described: readonly Described[]; readonly notices: readonly Notice[] } {
  const entries = whole.organizations;
  const { selectors, notices } = chooseSelectors(organizations, { by, live: live.organizations, entries });
  const around = {
    ...knowPeople(live),
    values: live.values,
    selectors,
    isTaken: (field: 'name' | 'handle' | 'externalId', value: string) => isStated(entries, field, value),
  };
  const described = organizations.map((organization) => {
    const one = describeOrganization(organization, live.members.get(organization.code) ?? [], around);
    if (one !== null) return { organization, ...one };
    throw new UsageError('not-writable', `The code of ${organization.name} can't be written in a file.`, {
      hint: 'Leave the organization unmanaged.',
    });
  });
  return { described, notices };
}

/** Returns the last file with organizations, else the last of all. */
function chooseHome(documents: readonly SourceDocument[]): string | null {
  const withEntries = documents.filter(({ value }) => fieldOf(value, 'organizations') !== undefined);
  return (withEntries.at(-1) ?? documents.at(-1))?.file ?? null;
}
