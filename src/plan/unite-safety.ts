// `--base`: the guards also apply the base's `safety` to a pull request that weakens it. A notice says so first.
import { covers, namePattern } from '../kinds/person/protection.js';
import type { Base } from '../model/base.js';
import { refusableCodes, sessionRules, unmanagedRules } from '../model/desired.js';
import type { DesiredRole, DesiredState, ProtectPattern, RemovalLimit, Safety } from '../model/desired.js';
import { nameSome } from '../model/name-some.js';
import type { Notice } from '../model/notice.js';

/** The largest number of entries that a notice names. */
const mostNamed = 5;

/**
 * Returns the configuration with the protected people and kept roles of both itself and its base, and the stricter rule for
 * unmanaged organizations. The warnings of either refuse the plan. It keeps its own limits, because the guards check those of both.
 */
export function uniteSafety(desired: DesiredState, base: Base | null): DesiredState {
  const before = base?.desired?.safety;
  if (before === undefined) return desired;
  const { safety } = desired;
  const ofBase = findUnprotected(safety, before).map((pattern) => ({ ...pattern, isOfBase: true as const }));
  const protect = [...safety.protect, ...ofBase];
  const keepHolder = [...safety.keepHolder, ...findUnkept(safety, before)];
  const unmanagedOrganizations = isMilder(safety, before)
    ? before.unmanagedOrganizations
    : safety.unmanagedOrganizations;
  const either = new Set([...safety.refuseOn, ...before.refuseOn]);
  const refuseOn = refusableCodes.filter((code) => either.has(code));
  return { ...desired, safety: { ...safety, protect, keepHolder, unmanagedOrganizations, refuseOn } };
}

/** Returns one notice for each part of `safety` that is weaker than in the base. */
export function notifyWeakened({ safety }: DesiredState, base: Base | null): readonly Notice[] {
  const before = base?.desired?.safety;
  if (before === undefined) return [];
  const unprotected = findUnprotected(safety, before).map(namePattern);
  const unkept = findUnkept(safety, before).map(({ key }) => `"${key}"`);
  const unexplained = findUnexplained(safety, before).map(({ key }) => `"${key}"`);
  const unrefused = before.refuseOn.filter((code) => !safety.refuseOn.includes(code));
  const lost = [
    ...(unprotected.length === 0 ? [] : [`safety.protect loses ${nameSome(unprotected, mostNamed)}`]),
    ...(unkept.length === 0 ? [] : [`safety.keepHolder loses ${nameSome(unkept, mostNamed)}`]),
    ...(unexplained.length === 0 ? [] : [`safety.requireReason loses ${nameSome(unexplained, mostNamed)}`]),
    ...(unrefused.length === 0 ? [] : [`safety.refuseOn loses ${nameSome(unrefused, mostNamed)}`]),
    ...nameRaised('maxRemovals', safety, before),
    ...nameRaised('maxRemovedPeople', safety, before),
    ...nameMoreMails(safety, before),
    ...nameMilder(safety, before),
  ];
  const isStricter =
    'This plan is checked against the stricter rule; after the merge only the weaker one applies.';
  const messages = [
    ...lost.map((words) => `${words}. ${isStricter}`),
    ...nameFewerEnds(safety, before).map(
      (words) => `${words}. This plan shows the effect of the weaker rule.`,
    ),
  ];
  return messages.map((message) => ({
    code: 'safety-weakened',
    message: `This pull request weakens safety: ${message}`,
  }));
}

function findUnprotected({ protect }: Safety, before: Safety): readonly ProtectPattern[] {
  return before.protect.filter((pattern) => !protect.some((other) => isAsWide(other, pattern)));
}

/** Returns whether the first pattern covers everyone whom the other one covers. */
function isAsWide(pattern: ProtectPattern, other: ProtectPattern): boolean {
  if (other.by === 'email') return covers(pattern, other.email);
  return pattern.by === 'domain' && pattern.domain === other.domain;
}

function findUnkept({ keepHolder }: Safety, before: Safety): Safety['keepHolder'] {
  return before.keepHolder.filter(({ key }) => !keepHolder.some((other) => other.key === key));
}

function isMilder({ unmanagedOrganizations: rule }: Safety, before: Safety): boolean {
  return unmanagedRules.indexOf(rule) < unmanagedRules.indexOf(before.unmanagedOrganizations);
}

function nameMilder(safety: Safety, before: Safety): readonly string[] {
  if (!isMilder(safety, before)) return [];
  const { unmanagedOrganizations: rule } = safety;
  return [`safety.unmanagedOrganizations changes from ${before.unmanagedOrganizations} to ${rule}`];
}

function findUnexplained({ requireReason: now }: Safety, before: Safety): readonly DesiredRole[] {
  return before.requireReason.filter(({ key }) => !now.some((other) => other.key === key));
}

function nameRaised(
  key: 'maxRemovals' | 'maxRemovedPeople',
  { [key]: limit }: Safety,
  { [key]: before }: Safety,
): readonly string[] {
  if (limit.count <= before.count && limit.percent <= before.percent) return [];
  return [`safety.${key} rises from ${nameLimit(before)} to ${nameLimit(limit)}`];
}

function nameMoreMails(
  { maxInvitations: limit }: Safety,
  { maxInvitations: was }: Safety,
): readonly string[] {
  return limit <= was ? [] : [`safety.maxInvitations rises from ${was} to ${limit}`];
}

function nameFewerEnds({ endSessions: rule }: Safety, { endSessions: was }: Safety): readonly string[] {
  const isMilderRule = sessionRules.indexOf(rule) < sessionRules.indexOf(was);
  return isMilderRule ? [`safety.endSessions changes from ${was} to ${rule}`] : [];
}

function nameLimit({ count, percent }: RemovalLimit): string {
  return `${count} or ${percent}%`;
}
