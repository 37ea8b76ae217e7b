// The story of a pull: read what is there, write it down or edit the files so that they say it, and read the result
// back as configuration before anybody writes it to the disk. Writes nothing itself.
import { diagnoseDesired, diagnoseDoubles } from '../diff/check-desired.js';
import { diffStates } from '../diff/diff-states.js';
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { LoadOptions } from '../load/load-documents.js';
import type { ReadClient } from '../model/client.js';
import type { Code } from '../model/codes.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ApiError, ConfigurationError } from '../model/errors.js';
import type { Foundations, LiveOrganization } from '../model/live.js';
import { everyMember, nothing, uniteNeeds } from '../model/read-needs.js';
import type { ReadNeeds } from '../model/read-needs.js';
import type { Notice, Refusal } from '../model/notice.js';
import { addValues, environmentCode, valuesOf } from '../model/values.js';
import type { LiveValues } from '../model/values.js';
import type { EditableConfiguration } from './load-configuration.js';
import type { ReadingConnection } from './plan.js';
import { guardLock } from '../plan/check-lock.js';
import { adoptOrganizations } from '../pull/adopt-organizations.js';
import type { AdoptTo } from '../pull/adopt-organizations.js';
import { chooseOrganizations } from '../pull/choose-organizations.js';
import { editDocuments } from '../pull/edit-documents.js';
import { stateMemberships } from '../pull/edit-organization.js';
import type { Pulled } from '../pull/pulled.js';
import { notifyUnlistedPeople } from '../pull/report-unlisted-people.js';
import { notifyUncovered } from '../pull/report-uncovered.js';
import { listSections } from '../pull/values.js';
import { writeFresh } from '../pull/write-fresh.js';
import { needsOf } from '../read/needs-of.js';
import { openReading } from '../read/open-reading.js';
import { readFoundations } from '../read/read-foundations.js';
import { completeFoundations, readMeant } from '../read/read-meant.js';
import { readMemberships } from '../read/read-memberships.js';
import type { OnReading } from '../read/read-memberships.js';
import { readValues } from '../read/read-values.js';
import { requireUnderstood } from '../read/require-whole.js';
import { fitsSelector, keepLock, narrowDesired } from '../validate/narrow-desired.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';
import { verifyPulled } from './verify-pulled.js';

export interface PullOptions extends Pick<LoadOptions, 'cwd' | 'env'> {
  /** The values of `--organization`; none for all that the files, or Kinde, have. */
  readonly selectors: readonly string[];
  readonly onReading: OnReading;
}

export interface FreshTarget {
  /** A file, or with `isSplit` a folder. */
  readonly path: string;
  readonly isSplit: boolean;
  readonly toRoot: string;
}

/** Reads the whole tenant, or the selected organizations, and returns files that say it. Throws what reading throws. */
export async function pullFresh(
  { client }: Pick<ReadingConnection, 'client'>,
  target: FreshTarget,
  options: PullOptions,
): Promise<Pulled> {
  const withEnvironment = options.selectors.length === 0;
  const settings = withEnvironment
    ? { ...everyRole, values: everyValue('environment', [environmentCode]) }
    : everyRole;
  const listed = await readFoundations(settings, openReading(client, { withPeople: false }), client);
  const chosen = withEnvironment
    ? listed.organizations
    : chooseOrganizations(listed.organizations, options.selectors);
  const codes = new Set(chosen.map(({ code }) => code));
  requireUnderstood(listed);
  const foundations = await completeFoundations(listed, codes, client);
  const overrides = await readOverrides(foundations, [...codes], client);
  const values = addValues(foundations.values, overrides.values);
  const live = await readMemberships(membersOf(codes), { ...foundations, values }, { client, ...options });
  requireUnderstood(live);
  const organizations = foundations.organizations.filter(({ code }) => codes.has(code));
  const pulled = writeFresh(live, { ...target, organizations, withEnvironment });
  await verifyPulled(pulled.files, { ...options, live, covered: codes, withEnvironment, problems: [] });
  return { ...pulled, notices: [...pulled.notices, ...overrides.notices] };
}

export type PulledInto =
  { readonly pulled: Pulled; readonly refusal: null } | { readonly pulled: null; readonly refusal: Refusal };

/**
 * Reads what the files manage and returns them without the difference; a refusal if they are locked to another
 * environment. Throws `ConfigurationError` for mistakes that no edit heals, `UsageError`, and what reading throws.
 */
export async function pullInto(
  { documents, desired: whole }: EditableConfiguration & { readonly desired: DesiredState },
  { client }: Pick<ReadingConnection, 'client'>,
  options: PullOptions & { readonly adoptTo: AdoptTo },
): Promise<PulledInto> {
  const { selectors } = options;
  const [known, unknown] = splitSelectors(whole, selectors);
  const narrowed = known.length > 0 || unknown.length === 0 ? narrowDesired(whole, known) : keepLock(whole);
  const settings = uniteNeeds(needsOf(narrowed), unknown.length > 0 ? everyRole : nothing);
  const listed = await readFoundations(settings, openReading(client, { withPeople: false }), client);
  const refusal = guardLock(narrowed, listed.environment);
  if (refusal !== null) return { pulled: null, refusal };
  requireUnderstood(listed);
  const { foundations, matches } = await readMeant({ desired: narrowed }, listed, client);
  const named = matchOrganizations(whole.organizations, foundations.organizations);
  const mistakes = [...diagnoseDesired(narrowed, foundations, matches), ...diagnoseDoubles(named)];
  throwUnlessHealable(mistakes);
  const { adopted, desired } = adoptSelected(narrowed, named, { foundations, selectors: unknown });
  const codes = new Set(adopted.map(({ code }) => code));
  const complete = await completeFoundations(foundations, codes, client);
  const stated = stateMemberships(desired, complete.organizations);
  const meant = matchOrganizations(stated.organizations, complete.organizations);
  const needs = uniteNeeds(needsOf(stated, meant), membersOf(codes));
  const live = await readMemberships(needs, complete, { client, ...options });
  requireUnderstood(live);
  const { comparison, changes, problems, notices: found } = diffStates(stated, live, meant);
  throwUnlessHealable(problems);
  const adoption = adoptOrganizations(adopted, { live, whole, documents, to: options.adoptTo });
  const edited = editDocuments({
    ...adoption,
    documents,
    comparison,
    changes,
    withEnvironment: selectors.length === 0,
  });
  const files = [...edited.files, ...adoption.files];
  const paired = comparison.organizations.flatMap((pair) => pair.live ?? []);
  const covered = new Set([...paired, ...adopted].map(({ code }) => code));
  const texts = [...documents.map(({ file, text }) => ({ file, after: text })), ...files];
  await verifyPulled(texts, {
    ...options,
    live,
    covered,
    withEnvironment: selectors.length === 0,
    problems: [...mistakes, ...problems],
  });
  const notices = [
    ...found.filter(({ code }) => stays.has(code)),
    ...notifyUnlistedPeople(comparison, new Set(desired.organizations)),
    ...edited.notices,
    ...notifyUncovered(comparison, { live, whole, adopted }),
  ];
  return { pulled: { files, notices }, refusal: null };
}

/** Notices about members whom no file names, and whom no plan would take out either. */
const stays: ReadonlySet<Code> = new Set([
  'member-without-email',
  'protected-member',
  'unidentified-member',
] as const);

type Split = readonly [known: readonly string[], unknown: readonly string[]];

function splitSelectors({ organizations }: DesiredState, selectors: readonly string[]): Split {
  const isKnown = (selector: string): boolean => organizations.some((entry) => fitsSelector(entry, selector));
  return [selectors.filter(isKnown), selectors.filter((selector) => !isKnown(selector))];
}

/** A selector that only Kinde knows may still mean an organization that the files name in another way. */
function adoptSelected(
  narrowed: DesiredState,
  { matches }: OrganizationMatches,
  { foundations, selectors }: { readonly foundations: Foundations; readonly selectors: readonly string[] },
): { readonly adopted: readonly LiveOrganization[]; readonly desired: DesiredState } {
  const chosen = chooseOrganizations(foundations.organizations, selectors);
  const entries = matches.flatMap(({ desired, live }) =>
    live !== null && chosen.includes(live) ? [desired] : [],
  );
  const named = new Set(matches.map(({ live }) => live));
  return {
    adopted: chosen.filter((one) => !named.has(one)),
    desired: { ...narrowed, organizations: [...new Set([...narrowed.organizations, ...entries])] },
  };
}

const everyRole: ReadNeeds = { ...nothing, roles: true };

function everyValue(parent: 'environment' | 'organization', codes: readonly string[]): ReadNeeds['values'] {
  return new Map(listSections(parent).map(({ name }) => [name, new Set(codes)]));
}

/** Where the environment has no values to inherit, an organization has none of its own. */
function everyOverride({ values }: Foundations, codes: readonly string[]): ReadNeeds['values'] {
  const sections = listSections('organization').filter(
    ({ inherits }) => inherits === null || (valuesOf(values, inherits, environmentCode) ?? []).length > 0,
  );
  return new Map(sections.map(({ name }) => [name, new Set(codes)]));
}

/** Credentials that plan the existing files may lack the scope of a new list: then a notice says so. */
async function readOverrides(
  foundations: Foundations,
  codes: readonly string[],
  client: ReadClient,
): Promise<{ readonly values: LiveValues; readonly notices: readonly Notice[] }> {
  try {
    const { values } = await readValues(
      { values: everyOverride(foundations, codes) },
      'organization',
      client,
    );
    return { values, notices: [] };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'missing-scope') throw error;
    const message = `The feature flags of organizations were not read: ${error.message}`;
    return { values: new Map(), notices: [{ code: 'not-looked-at', message }] };
  }
}

/** Returns the need for every member of these organizations, with roles. */
function membersOf(codes: ReadonlySet<string>): ReadNeeds {
  return { ...nothing, members: new Map([...codes].map((code) => [code, everyMember])) };
}

/** Mistakes that say no more than that Kinde has moved on: the edit takes them away. */
const healable: ReadonlySet<Code> = new Set([
  'membership-not-stated',
  'unknown-role',
  'unknown-feature-flag',
  'flag-type',
  'handle-taken',
  'external-id-taken',
  'unknown-user',
  'ambiguous-person',
] as const);

function throwUnlessHealable(problems: readonly Diagnostic[]): void {
  if (problems.some(({ code }) => !healable.has(code)))
    throw new ConfigurationError(sortDiagnostics(problems));
}
