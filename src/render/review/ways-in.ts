// The sections of a review about ways in: registrations that open or close, and domains that may register.
import type { ReviewSection } from '../../kinds/change-words.js';
import { isOrganizationChange } from '../../model/change-predicates.js';
import type { Change, FieldChange, OrganizationChange } from '../../model/change.js';
import { gainedOf, lostOf } from '../../kinds/field-items.js';
import { findDomainStep, isRegistrationSwitch } from '../../kinds/organization/registration-steps.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode } from './markdown-text.js';
import { toEntry } from './words.js';
import type { ReviewStyle } from './words.js';

/** The words for a switch of registrations, and for the value that a change replaces. */
interface StepWords {
  readonly open: string;
  readonly closed: string;
  readonly former: string;
  /** Before the domains that the change takes away. */
  readonly refuses: string;
}

const planWords: StepWords = {
  open: 'registrations open',
  closed: 'registrations close',
  former: 'before',
  refuses: 'no longer admits',
};

/** The words for a difference between Kinde and the files, which has no order in time. */
export const driftWords: StepWords = {
  open: 'registrations are open',
  closed: 'registrations are closed',
  former: 'in the files',
  refuses: 'does not admit',
};

/** Returns the entries of registrations, then those of registration domains; none for another section. */
export function waysInEntries(
  changes: readonly Change[],
  section: ReviewSection,
  style: ReviewStyle,
  words = planWords,
): readonly Entry[] {
  if (section !== 'opening' && section !== 'closing') return [];
  const way = section === 'opening' ? 'open' : 'close';
  const organizations = changes.filter(isOrganizationChange);
  const switchWords = { open: words.open, close: words.closed };
  const switched = organizations.filter((change) => isRegistrationSwitch(change, way === 'open'));
  return [
    ...switched.map((change) =>
      toLine(change, `: ${switchWords[way]}${way === 'open' ? describeLimit(change) : ''}`, style),
    ),
    ...organizations.flatMap((change) => {
      const step = findDomainStep(change);
      return step?.way === way ? [toLine(change, ` ${describeStep(step.field, words)}`, style)] : [];
    }),
  ];
}

/** Returns the sentence above the ways in of a section; null for another section. */
export function nameLead(changes: readonly Change[], section: ReviewSection): string | null {
  if (section === 'closing') return 'People can no longer register this way.';
  if (section !== 'opening') return null;
  const opened = changes.filter(isOrganizationChange).filter((change) => isRegistrationSwitch(change, true));
  if (opened.length === 0)
    return 'If registrations are open, anyone with such an address can register and become a member, although no file lists them.';
  const limited = opened.filter((change) => describeLimit(change) !== '').length;
  if (limited === opened.length)
    return 'People with these addresses can register and join these organizations.';
  const hasLimits = opened.some((change) => !isKnown(change));
  const limits = [
    ...(limited === 0 ? [] : ['this list names addresses']),
    ...(hasLimits ? ['Kinde limits the addresses'] : []),
  ];
  const unless = limits.length === 0 ? '' : `, unless ${limits.join(' or ')}`;
  return `Anyone can register and join these organizations${unless}.`;
}

/** Returns whether the change says whose addresses may register. A new organization has no limit but that of the change. */
function isKnown({ organization, fields }: OrganizationChange): boolean {
  return organization.code === null || fields.some(({ field }) => field === 'registrationDomains');
}

function toLine(change: OrganizationChange, words: string, style: ReviewStyle): Entry {
  const entry = toEntry(change, words, style);
  return { ...entry, group: null, line: `${entry.group ?? ''}${entry.line}` };
}

/** Returns for whom a change opens registrations; empty if it leaves the domains as they are, or admits any address. */
function describeLimit({ fields }: OrganizationChange): string {
  const domains = fields.find(({ field }) => field === 'registrationDomains')?.after;
  if (!Array.isArray(domains) || domains.length === 0) return '';
  return ` to addresses of ${listDomains(domains as readonly string[])}`;
}

function describeStep({ before, after }: FieldChange, { former, refuses }: StepWords): string {
  const [added, removed] = [gainedOf({ before, after }), lostOf({ before, after })];
  if (!Array.isArray(after)) return 'admits addresses that Kinde does not show';
  if (after.length === 0) return `admits **any address** (${former}: only those of ${listDomains(removed)})`;
  if (!Array.isArray(before)) return `admits only addresses of ${listDomains(added)}`;
  if (before.length === 0) return `admits only addresses of ${listDomains(added)} (${former}: any address)`;
  const those = added.length === 0 ? 'addresses' : 'those';
  return [
    ...(added.length === 0 ? [] : [`also admits addresses of ${listDomains(added)}`]),
    ...(removed.length === 0 ? [] : [`${refuses} ${those} of ${listDomains(removed)}`]),
  ].join(', ');
}

/** Longer lists would leave no room for anything else. */
const mostNamed = 100;

function listDomains(domains: readonly string[]): string {
  const named = domains.slice(0, mostNamed).map(toMarkdownCode).join(', ');
  const more =
    domains.length > mostNamed
      ? ` and ${domains.length - mostNamed} more, which \`kinde-sync plan\` shows`
      : '';
  return domains.length === 0 ? 'some domains' : `${named}${more}`;
}
