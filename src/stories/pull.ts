// The story of a pull into existing files: read the organizations that the files manage, and edit the files until they match.
// The edited files are verified before they are returned. This story writes no file.
import { diagnoseDesired, diagnoseDoubles } from '../diff/diagnose-desired.js';
import type { StateDiff } from '../diff/diff-states.js';
import { keepLiveEntities } from '../kinds/entity/live-entities.js';
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { kinds } from '../kinds/registry.js';
import type { ReadClient } from '../model/client.js';
import type { Code } from '../model/codes.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError } from '../model/errors.js';
import type { LiveOverview, LiveOrganization, LiveState } from '../model/live.js';
import { nothing, uniteNeeds } from '../model/read-needs.js';
import type { Refusal } from '../model/notice.js';
import type { EditableConfiguration } from './load-configuration.js';
import type { ReadingConnection } from './plan.js';
import { guardLock } from '../plan/guard-lock.js';
import { adoptOrganizations } from '../pull/adopt-organizations.js';
import type { AdoptTo } from '../pull/adopt-organizations.js';
import { chooseOrganizations } from '../pull/choose-pulled.js';
import { editDocuments } from '../pull/edit-documents.js';
import { stateMemberships } from '../pull/edit-organization.js';
import type { Pulled } from '../pull/pulled.js';
import { notifyEndedPeople, notifyLeavers, notifyUnlistedPeople } from '../pull/notify-unlisted-people.js';
import { notifyAbsentEntities, notifyUncovered } from '../pull/notify-uncovered.js';
import { gatherNeeds } from '../read/gather-needs.js';
import { openReading } from '../read/open-reading.js';
import { readOverview } from '../read/read-overview.js';
import { completeWithOpen, readMeant } from '../read/read-meant.js';
import { readMemberships } from '../read/read-memberships.js';
import { requireShown, requireUnderstood } from '../read/require-whole.js';
import { fitsSelector, keepLock, narrowDesired } from '../validate/narrow-desired.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';
import { compareSurely } from './compare-surely.js';
import { everyRole, membersOf } from './pull-needs.js';
import type { PullOptions } from './pull-needs.js';
import { verifyPulled } from './verify-pulled.js';

/** The edited files, or the refusal of the lock. */
export type PulledInto =
  | { readonly pulled: Pulled; readonly refusal: null }
  | { readonly pulled: null; readonly refusal: Refusal };

/**
 * Reads the managed organizations and returns the files without the difference; a refusal if they are locked to another
 * environment. Throws `ConfigurationError` for errors that no edit heals, `UsageError`, and the errors of reading.
 */
export async function pullInto(
  {
    documents,
    desired: whole,
  }: Pick<EditableConfiguration, 'documents'> & { readonly desired: DesiredState },
  { client }: Pick<ReadingConnection, 'client'>,
  options: PullOptions & { readonly adoptTo: AdoptTo },
): Promise<PulledInto> {
  const withEnvironment = options.selectors.length === 0;
  const [known, unknown] = splitSelectors(whole, options.selectors);
  const narrowed = known.length > 0 || unknown.length === 0 ? narrowDesired(whole, known) : keepLock(whole);
  const settings = uniteNeeds(gatherNeeds(narrowed), unknown.length > 0 ? everyRole : nothing);
  const listed = await readOverview(settings, openReading(client, { withPeople: false }), client);
  const refusal = guardLock(narrowed, listed.environment);
  if (refusal !== null) return { pulled: null, refusal };
  requireUnderstood(listed);
  const here = keepLiveEntities(narrowed, listed.entities);
  const { overview, matches } = await readMeant({ desired: here }, listed, client);
  const named = matchOrganizations(whole.organizations, overview.organizations);
  const diagnostics = [...diagnoseDesired(here, overview, matches), ...diagnoseDoubles(named)];
  throwUnlessHealable(diagnostics);
  const selected = adoptSelected(here, named, { overview, selectors: unknown });
  const { adopted, desired } = selected;
  const { live, diff } = await readSelected(selected, overview, { ...options, client });
  const { comparison, changes, problems } = diff;
  throwUnlessHealable(problems);
  const { adoptTo: to, by } = options;
  const adopting = { live: dropLeavers(live, comparison), whole, documents, to, by };
  const adoption = adoptOrganizations(adopted, adopting);
  const edited = editDocuments({ ...adoption, documents, comparison, changes, withEnvironment });
  const files = [...edited.files, ...adoption.files];
  await verifyPulled([...documents.map(({ file, text }) => ({ file, after: text })), ...files], {
    ...options,
    day: whole.asOf,
    live,
    covered: findCovered(comparison, adopted),
    withEnvironment,
    problems: [...diagnostics, ...problems],
    kept: edited.kept,
    before: changes,
  });
  const notices = [
    ...diff.notices.filter(({ code }) => stays.has(code)),
    ...notifyUnlistedPeople(comparison, new Set(desired.organizations)),
    ...notifyEndedPeople(changes),
    ...notifyLeavers(changes),
    ...edited.notices,
    ...adoption.notices,
    ...notifyAbsentEntities(narrowed, here),
    ...notifyUncovered(comparison, { live, whole, adopted }),
  ];
  return { pulled: { files, notices }, refusal: null };
}

/** Reads the members of the selected organizations, and diffs them against entries that state every membership. */
async function readSelected(
  { adopted, desired }: Selected,
  overview: LiveOverview,
  { client, onReading }: Pick<PullOptions, 'onReading'> & { readonly client: ReadClient },
): Promise<{ readonly live: LiveState; readonly diff: StateDiff }> {
  const codes = new Set(adopted.map(({ code }) => code));
  const complete = await completeWithOpen(overview, codes, client);
  const stated = stateMemberships(desired, complete.organizations);
  const matches = matchOrganizations(stated.organizations, complete.organizations);
  const needs = uniteNeeds(gatherNeeds(stated, matches), membersOf(codes));
  const first = await readMemberships(needs, complete, { client, onReading });
  const compared = { desired: stated, live: first, matches, forLines: true };
  const { live, diff } = await compareSurely(compared, { needs, client, onReading });
  requireUnderstood(live);
  requireShown(diff.comparison);
  return { live, diff };
}

/** The entries of new organizations list no leaver. */
function dropLeavers(live: LiveState, { leavers }: Comparison): LiveState {
  if (leavers.size === 0) return live;
  const members = [...live.members].map(
    ([code, list]) => [code, list.filter(({ userId }) => !leavers.has(userId))] as const,
  );
  return { ...live, members: new Map(members) };
}

/** Returns the codes of the organizations that the new files describe. */
function findCovered(
  { organizations }: Comparison,
  adopted: readonly LiveOrganization[],
): ReadonlySet<string> {
  const paired = organizations.flatMap(({ live }) => live ?? []);
  return new Set([...paired, ...adopted].map(({ code }) => code));
}

/** Codes of notices on members whom no file names and no plan removes. */
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

interface Selected {
  /** The selected organizations that the files do not have yet. */
  readonly adopted: readonly LiveOrganization[];
  /** The configuration of the selected organizations that the files have. */
  readonly desired: DesiredState;
}

/** A selector that no entry matches may still mean an organization that the files name in another way. */
function adoptSelected(
  narrowed: DesiredState,
  { matches }: OrganizationMatches,
  { overview, selectors }: { readonly overview: LiveOverview; readonly selectors: readonly string[] },
): Selected {
  const chosen = chooseOrganizations(overview.organizations, selectors);
  const entries = matches.flatMap(({ desired, live }) =>
    live !== null && chosen.includes(live) ? [desired] : [],
  );
  const named = new Set(matches.map(({ live }) => live));
  return {
    adopted: chosen.filter((one) => !named.has(one)),
    desired: { ...narrowed, organizations: [...new Set([...narrowed.organizations, ...entries])] },
  };
}

/** Codes of errors that arise only because Kinde has changed. The edit heals them. */
const healable: ReadonlySet<Code> = new Set(kinds.flatMap((kind) => kind.healable));

function throwUnlessHealable(problems: readonly Diagnostic[]): void {
  if (problems.some(({ code }) => !healable.has(code)))
    throw new ConfigurationError(sortDiagnostics(problems));
}
