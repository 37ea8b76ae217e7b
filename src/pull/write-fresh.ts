// The door for a tenant without configuration: the whole live state becomes the texts of new files.
import { compareRefs } from '../model/change.js';
import { compareText } from '../model/text/compare-text.js';
import { countNoun } from '../model/text/count-noun.js';
import { groupBy } from '../model/group-by.js';
import type { LiveOrganization, LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { environmentCode } from '../model/values.js';
import { acceptsText } from '../validate/accepts-text.js';
import { chooseSelectors } from './choose-selectors.js';
import type { SelectorChoice } from '../model/selector-choice.js';
import { knowPeople } from './write-member.js';
import { describeOrganization } from './describe-organization.js';
import type { DescribedOrganization } from './describe-organization.js';
import { nameFiles } from './name-files.js';
import type { Pulled, PulledFile } from './pulled.js';
import { writeValues } from './values.js';
import { writeBusiness } from './write-business.js';
import { writePairLines } from './yaml/write-value.js';

export interface FreshOptions {
  /** The path of a file, or of a folder if `isSplit`; with forward slashes. */
  readonly path: string;
  readonly isSplit: boolean;
  /** The relative path from the files to the parent of `node_modules`, for example `./`. */
  readonly toRoot: string;
  /** The organizations to write. */
  readonly organizations: readonly LiveOrganization[];
  /** False: only the environment's code is written. */
  readonly withEnvironment: boolean;
  /** How entries name organizations. Null: by code. */
  readonly by: SelectorChoice | null;
}

/** Returns the files of the whole live state, and a notice for each organization, role or permission that no file can hold. */
export function writeFresh(live: LiveState, options: FreshOptions): Pulled {
  const { described, notices: unwritable } = describeAll(live, options);
  const { business, notices: withoutPlace } = writeBusiness(live);
  const notices = [...unwritable, ...withoutPlace];
  const shared =
    business === null ? [] : ['', ...writePairLines('business', business, { indent: 0, remarks: new Map() })];
  const environment = [...writeEnvironment(live, options), ...shared];
  const toFile = (file: string, lines: readonly string[], note: string): PulledFile =>
    writeFile(lines, { file, note, toRoot: options.toRoot });
  const count = `${countNoun(described.length, 'organization')}, ${countNoun(countMembers(described), 'membership')}`;
  if (!options.isSplit) {
    const all = described.length === 0 ? [] : ['', ...writeOrganizations(described)];
    return { files: [toFile(options.path, [...environment, ...all], `new: ${count}`)], notices };
  }
  const names = nameFiles(described.map(({ organization }) => organization));
  const files = described.map((one) => {
    const file = `${options.path}/${names.get(one.organization.code) ?? ''}`;
    return writeOrganizationFile(one, { file, toRoot: options.toRoot });
  });
  const first = toFile(`${options.path}/environment.yaml`, environment, 'new: the environment');
  return { files: [first, ...files].sort((one, other) => compareText(one.file, other.file)), notices };
}

/** Returns a new file that holds one organization. */
export function writeOrganizationFile(
  described: Described,
  { file, toRoot }: { readonly file: string; readonly toRoot: string },
): PulledFile {
  const note = `new: ${described.organization.name}, ${countNoun(countMembers([described]), 'membership')}`;
  return writeFile(writeOrganizations([described]), { file, note, toRoot });
}

interface NewFile {
  readonly file: string;
  readonly note: string;
  readonly toRoot: string;
}

function writeFile(lines: readonly string[], { file, note, toRoot }: NewFile): PulledFile {
  const head = [
    `# yaml-language-server: $schema=${toRoot}node_modules/kinde-sync/schemas/config.schema.json`,
    'version: 1',
    '',
  ];
  const after = [...head, ...lines].map((line) => `${line}\n`).join('');
  return { file, before: null, after, notes: [note] };
}

export interface Described extends DescribedOrganization {
  readonly organization: LiveOrganization;
}

function describeAll(
  live: LiveState,
  { organizations, by }: FreshOptions,
): { readonly described: readonly Described[]; readonly notices: readonly Notice[] } {
  const [handles, externalIds] = (['handle', 'externalId'] as const).map((field) =>
    groupBy(organizations, (one) => one[field]),
  );
  const chosen = chooseSelectors(organizations, { by, live: live.organizations, entries: [] });
  const around = {
    ...knowPeople(live),
    values: live.values,
    selectors: chosen.selectors,
    isTaken: (field: 'name' | 'handle' | 'externalId', value: string): boolean =>
      field !== 'name' && ((field === 'handle' ? handles : externalIds)?.get(value)?.length ?? 0) > 1,
  };
  const notices: Notice[] = [...chosen.notices];
  const described = [...organizations].sort(compareRefs).flatMap((organization) => {
    const one = describeOrganization(organization, live.members.get(organization.code) ?? [], around);
    if (one !== null) return [{ organization, ...one }];
    notices.push(notifyUnwritable(organization));
    return [];
  });
  return { described, notices };
}

function notifyUnwritable({ code, name }: LiveOrganization): Notice {
  return {
    code: 'not-writable',
    message: `The organization ${code} is left out: its code can't be written in a file.`,
    organization: { code, name },
  };
}

function countMembers(described: readonly Described[]): number {
  return described.reduce(
    (sum, { entry }) => sum + (Array.isArray(entry['members']) ? entry['members'].length : 0),
    0,
  );
}

function writeOrganizations(described: readonly Described[]): readonly string[] {
  const remarks = new Map(described.flatMap((one) => [...one.remarks]));
  const [head = '', ...first] = described.flatMap(({ entry }, index) => {
    const [key = '', ...lines] = writePairLines('organizations', [entry], { indent: 0, remarks });
    return index === 0 ? [key, ...lines] : ['', ...lines];
  });
  return [head, ...first];
}

const switches = [
  "Kinde's API does not show the three sign-up switches. To be reminded of them, uncomment these lines and set the values",
  'that you want. The dashboard has them under Settings > Environment > Policies, and on the default organization.',
  'signUp:',
  '  allowSelfSignUp: false',
  '  signUpToDefaultOrganization: false',
  '  allowOrganizationCreation: false',
];

function writeEnvironment(live: LiveState, { withEnvironment }: FreshOptions): readonly string[] {
  const { code } = live.environment;
  const style = { indent: 2, remarks: new Map() };
  const lock = acceptsText(code)
    ? writePairLines('code', code, style)
    : ["  # The environment's code can't be written in a file, so there is no lock."];
  if (!withEnvironment) return acceptsText(code) ? ['environment:', ...lock] : [];
  const fields = writeValues('environment', { code: environmentCode, values: live.values });
  const isEmpty = !acceptsText(code) && Object.keys(fields).length === 0;
  return [
    isEmpty ? 'environment: {}' : 'environment:',
    ...lock,
    ...switches.map((line) => `  # ${line}`),
    ...Object.entries(fields).flatMap(([key, value]) => writePairLines(key, value, style)),
  ];
}
