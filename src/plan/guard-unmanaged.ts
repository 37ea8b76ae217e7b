// `safety.unmanagedOrganizations`: the live organizations that no file names. Every plan counts them; the setting decides
// whether the plan names them in a warning or is refused.
import { findNamed } from '../kinds/organization/match-organizations.js';
import { compareRefs } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import { countNoun } from '../model/text/count-noun.js';
import type { DesiredState, UnmanagedRule } from '../model/desired.js';
import type { LiveOrganization } from '../model/live.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { PlanSummary } from '../model/plan.js';
import { quoteText } from '../model/text/quote-text.js';

/** The largest number of organizations that a message names. */
const mostNamed = 20;

/** The live organizations that no file names, and the setting about them. */
export interface UnmanagedState {
  /** Whether the base of a pull request names none of them either; absent without a base that can be compared. */
  readonly isOld?: boolean;
  /** Sorted by name, then by code. */
  readonly organizations: readonly LiveOrganization[];
  /** The number of rows that can't be read. Such a row may be an organization that no file names. */
  readonly unread: number;
  /** With `--base`, the stricter of both configurations. */
  readonly rule: UnmanagedRule;
}

/** Returns the state. The entries that `--organization` leaves out name their organizations, too. */
export function findUnmanaged(
  { desired, live }: Pick<Comparison, 'desired' | 'live'>,
  base: DesiredState | null = null,
): UnmanagedState {
  const entries = [...desired.organizations, ...(desired.unselected ?? [])];
  const named = findNamed(entries, live.organizations);
  const organizations = live.organizations.filter(({ code }) => !named.has(code)).sort(compareRefs);
  // With `--organization`, the base is narrowed, and does not tell which organizations it named.
  const isWhole = base !== null && base.unselected === undefined;
  const before = isWhole ? findNamed(base.organizations, live.organizations) : null;
  return {
    organizations,
    ...(before === null ? {} : { isOld: organizations.every(({ code }) => !before.has(code)) }),
    unread: live.unreadOrganizations,
    rule: desired.safety.unmanagedOrganizations,
  };
}

/** Returns the count for the summary; no count if the list of organizations has a row that can't be read. */
export function countUnmanaged({
  organizations,
  unread,
}: UnmanagedState): Pick<PlanSummary, 'unmanagedOrganizations'> {
  return unread > 0 ? {} : { unmanagedOrganizations: organizations.length };
}

/** Returns the warning that names the organizations, if the setting is `warn`. */
export function notifyUnmanaged(state: UnmanagedState): readonly Notice[] {
  if (state.rule !== 'warn') return [];
  return describeUnmanaged(state, 'To hide this warning, set safety.unmanagedOrganizations to ignore.').map(
    (message) => ({
      code: 'unmanaged-organization',
      message,
    }),
  );
}

/** Returns the refusal that names the organizations, if the setting is `refuse`. */
export function guardUnmanaged(state: UnmanagedState): readonly Refusal[] {
  if (state.rule !== 'refuse') return [];
  return describeUnmanaged(state, 'To get a warning instead, set safety.unmanagedOrganizations to warn.').map(
    (message) => ({
      guard: 'unmanaged-organizations',
      message,
      override: null,
    }),
  );
}

function describeUnmanaged(
  { organizations, unread, isOld = false, rule }: UnmanagedState,
  otherwise: string,
): readonly string[] {
  const names = organizations.map(({ name, code }) => `${quoteText(name)} (${code})`);
  const count = countNoun(names.length, 'organization in Kinde is', 'organizations in Kinde are');
  const them = names.length === 1 ? 'it' : 'them';
  const old = ' This was already so before this pull request';
  const calm = !isOld
    ? ''
    : rule === 'warn'
      ? `${old}, and you can approve the request without any action.`
      : `${old}.`;
  const known =
    names.length === 0
      ? []
      : [
          `${count} in no file: ${nameSome(names, mostNamed)}. kinde-sync removes only leavers from ${them}, and changes nothing else there.${calm} To add an entry to the files, run kinde-sync pull --organization SELECTOR. ${otherwise}`,
        ];
  if (unread === 0) return known;
  const rows = countNoun(unread, 'row that kinde-sync', 'rows that kinde-sync');
  return [
    ...known,
    `Kinde's list of organizations has ${rows} can't read, which may be in no file. Run again. ${otherwise}`,
  ];
}
