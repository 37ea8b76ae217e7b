// The sections of a review about ways in: registrations that open or close, and domains that may register.
import type { FieldChange, OrganizationChange } from '../model/change.js';
import { compareDomains } from '../kinds/organization/registration-domains.js';
import { findDomainStep, isRegistrationSwitch } from './count-review.js';
import type { WeighedSection } from './fit-sections.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode } from './markdown-text.js';
import { nameOrganization, placeChange } from './review-words.js';

/** Returns the sections of registrations, then those of registration domains. Some may have no entries. */
export function gatherWaysIn(changes: readonly OrganizationChange[]): readonly WeighedSection[] {
  const opened = changes.filter((change) => isRegistrationSwitch(change, true));
  const isLimited = opened.length > 0 && opened.every((change) => describeLimit(change) !== '');
  return [
    {
      rank: 3,
      title: 'Registrations opened',
      lead: isLimited
        ? 'People with these addresses can register themselves into these organizations.'
        : 'Anyone can register themselves into these organizations.',
      entries: opened.map((change) => toEntry(change, `opens its registrations${describeLimit(change)}`)),
    },
    {
      rank: 4,
      title: 'Registrations closed',
      lead: 'People can no longer register themselves into these organizations.',
      entries: changes
        .filter((change) => isRegistrationSwitch(change, false))
        .map((change) => toEntry(change, 'closes its registrations')),
    },
    {
      rank: 3,
      title: 'Ways in open: registration domains',
      lead: 'Where registrations are open, people with more addresses can register themselves.',
      entries: gatherDomains(changes, 'open'),
    },
    {
      rank: 4,
      title: 'Ways in close: registration domains',
      lead: 'Where registrations are open, people with fewer addresses can register themselves.',
      entries: gatherDomains(changes, 'close'),
    },
  ];
}

function gatherDomains(changes: readonly OrganizationChange[], way: 'open' | 'close'): readonly Entry[] {
  return changes.flatMap((change) => {
    const step = findDomainStep(change);
    return step?.way === way ? [toEntry(change, describeStep(step.field))] : [];
  });
}

function toEntry(change: OrganizationChange, words: string): Entry {
  const line = `${nameOrganization(change.organization)} ${words}  ${placeChange(change)}`;
  return { group: null, line, isDrifted: change.cause === 'drifted' };
}

/** Returns for whom a change opens registrations; empty if it leaves the domains as they are, or admits any address. */
function describeLimit({ fields }: OrganizationChange): string {
  const domains = fields.find(({ field }) => field === 'registrationDomains')?.after;
  if (!Array.isArray(domains) || domains.length === 0) return '';
  return ` to addresses of ${listDomains(domains as readonly string[])}`;
}

function describeStep({ before, after }: FieldChange): string {
  const { added, removed } = compareDomains(before, after);
  const hasLimit = Array.isArray(after) && after.length > 0;
  if (!hasLimit) return `admits **any address**, no longer only ${listDomains(removed)}`;
  if (!Array.isArray(before)) return `admits only ${listDomains(added)}`;
  if (before.length === 0) return `admits only ${listDomains(added)}, no longer any address`;
  return [
    ...(added.length === 0 ? [] : [`also admits ${listDomains(added)}`]),
    ...(removed.length === 0 ? [] : [`no longer admits ${listDomains(removed)}`]),
  ].join(', ');
}

const mostNamed = 10;

function listDomains(domains: readonly string[]): string {
  const named = domains.slice(0, mostNamed).map(toMarkdownCode).join(', ');
  const more = domains.length > mostNamed ? ` and ${domains.length - mostNamed} more` : '';
  return domains.length === 0 ? 'some domains' : `${named}${more}`;
}
