// The story of a fresh pull: read the tenant or the selected organizations, and return new files that match it. The files are
// verified before they are returned. This story writes no file.
import { kinds } from '../kinds/registry.js';
import type { ReadClient } from '../model/client.js';
import { ApiError } from '../model/errors.js';
import type { LiveOverview } from '../model/live.js';
import type { ReadNeeds } from '../model/read-needs.js';
import type { Notice } from '../model/notice.js';
import { addValues, environmentCode, listPrivateKeys, valuesOf } from '../model/values.js';
import type { LiveValue, LiveValues } from '../model/values.js';
import type { ReadingConnection } from './plan.js';
import { chooseOrganizations } from '../pull/choose-pulled.js';
import type { Pulled } from '../pull/pulled.js';
import { listSections } from '../pull/values.js';
import type { Section } from '../pull/values.js';
import { writeFresh } from '../pull/write-fresh.js';
import { openReading } from '../read/open-reading.js';
import { readEntities, shareRoles } from '../read/read-entities.js';
import { readOverview } from '../read/read-overview.js';
import { completeWithOpen } from '../read/read-meant.js';
import { readMemberships } from '../read/read-memberships.js';
import { readValues } from '../read/read-values.js';
import { requireUnderstood } from '../read/require-whole.js';
import { everyRole, membersOf } from './pull-needs.js';
import type { PullOptions } from './pull-needs.js';
import { verifyPulled } from './verify-pulled.js';

/** The files that a fresh pull creates. */
export interface FreshTarget {
  /** A file; with `isSplit` a folder. */
  readonly path: string;
  readonly isSplit: boolean;
  readonly toRoot: string;
  /** Whether roles and permissions are written, managed from the environment that is read. */
  readonly withBusiness?: boolean;
}

/**
 * Reads the whole tenant, or the selected organizations, and returns files that match it. Throws `UsageError` for a selector
 * without one organization, and the errors of reading.
 */
export async function pullFresh(
  connection: Pick<ReadingConnection, 'client'>,
  target: FreshTarget,
  options: PullOptions,
): Promise<Pulled> {
  const client = shareRoles(connection.client);
  const withEnvironment = options.selectors.length === 0;
  const settings = withEnvironment ? { ...everyRole, values: everySetting() } : everyRole;
  const listed = await readOverview(settings, openReading(client, { withPeople: false }), client);
  const chosen = withEnvironment
    ? listed.organizations
    : chooseOrganizations(listed.organizations, options.selectors);
  const codes = new Set(chosen.map(({ code }) => code));
  requireUnderstood(listed);
  const overview = await completeWithOpen(listed, codes, client);
  const overrides = await readOverrides(overview, [...codes], client);
  const values = addValues(overview.values, overrides.values);
  const business = target.withBusiness === true ? await readBusiness(overview, client) : {};
  const known = { ...overview, ...business, values };
  const live = await readMemberships(membersOf(codes), known, { client, ...options });
  requireUnderstood(live);
  const organizations = overview.organizations.filter(({ code }) => codes.has(code));
  const pulled = writeFresh(live, { ...target, organizations, withEnvironment, by: options.by });
  await verifyPulled(pulled.files, { ...options, live, covered: codes, withEnvironment, problems: [] });
  return { ...pulled, notices: [...pulled.notices, ...overrides.notices] };
}

/** Reads every permission, and every role with its permissions. */
async function readBusiness(
  { roles }: LiveOverview,
  client: ReadClient,
): Promise<Pick<LiveOverview, 'entities'>> {
  const keys = new Set(roles.map(({ key }) => key));
  const lists = kinds.flatMap(({ name, entities }) => (entities === null ? [] : [[name, keys] as const]));
  const { entities } = await readEntities({ entities: new Map(lists) }, client);
  return { entities };
}

function everySetting(): ReadNeeds['values'] {
  const lists = listSections('environment').flatMap(({ name, definitions }) => [
    name,
    definitions?.name ?? [],
  ]);
  return new Map(lists.flat().map((name) => [name, new Set([environmentCode])]));
}

/** If the environment has no values to inherit, an organization has none of its own, and its list is not read. */
function listOverrides({ values }: LiveOverview): readonly Section[] {
  return listSections('organization').filter(
    ({ inherits }) => inherits === null || (valuesOf(values, inherits, environmentCode) ?? []).length > 0,
  );
}

interface Overrides {
  readonly values: LiveValues;
  readonly notices: readonly Notice[];
}

/** Reads the values of organizations, section by section: a list that the token may not read leaves out its section alone. */
async function readOverrides(
  overview: LiveOverview,
  codes: readonly string[],
  client: ReadClient,
): Promise<Overrides> {
  const found = await Promise.all(
    listOverrides(overview).map((section) => readSection(section, codes, client)),
  );
  return {
    values: found.reduce<LiveValues>((all, { values }) => addValues(all, values), new Map()),
    notices: found.flatMap(({ notices }) => notices),
  };
}

/**
 * Existing credentials may lack the scope for a section. A notice then names it. If no key exists, no organization's list is
 * read. Private values are left out: new files are read by more people than Kinde's dashboard.
 */
async function readSection(
  { name, noun, plural, definitions }: Section,
  codes: readonly string[],
  client: ReadClient,
): Promise<Overrides> {
  try {
    const defined = await readDefinitions(definitions, client);
    if (definitions !== null && valuesOf(defined, definitions.name, environmentCode)?.length === 0)
      return { values: defined, notices: [] };
    const needs = { values: new Map([[name, new Set(codes)]]) };
    const { values } = await readValues(needs, 'organization', client);
    const privateKeys = listPrivateKeys(defined, definitions?.name);
    const isPublic = ({ key }: LiveValue): boolean => !privateKeys.has(key);
    const lists = [...(values.get(name) ?? [])];
    const shown = new Map(lists.map(([code, rows]) => [code, rows.filter(isPublic)] as const));
    const hidden = lists.flatMap(([, rows]) => rows.filter((one) => !isPublic(one) && one.value !== null));
    return {
      values: addValues(defined, new Map([[name, shown]])),
      notices: notifyPrivate(noun, new Set(hidden.map(({ key }) => key))),
    };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'missing-scope') throw error;
    const message = `The ${plural} of organizations were not read: ${error.message}`;
    return { values: new Map(), notices: [{ code: 'not-looked-at', message }] };
  }
}

function notifyPrivate(noun: string, keys: ReadonlySet<string>): readonly Notice[] {
  return [...keys].sort().map((key) => ({
    code: 'not-writable',
    message: `The ${noun} "${key}" is private, so its values are left out. To manage one, write it in the organization's entry.`,
  }));
}

async function readDefinitions(definitions: Section['definitions'], client: ReadClient): Promise<LiveValues> {
  if (definitions === null) return new Map();
  const needs = { values: new Map([[definitions.name, new Set([environmentCode])]]) };
  return (await readValues(needs, 'environment', client)).values;
}
