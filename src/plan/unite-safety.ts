// `--base`: the guards also apply the base's `safety` to a pull request that weakens it. A notice says so first.
import { covers, namePattern } from '../kinds/person/protection.js';
import type { Base } from '../model/base.js';
import { refusableCodes, sessionRules, unmanagedRules } from '../model/desired.js';
import type { DesiredRole, DesiredState, ProtectPattern, RemovalLimit, Safety } from '../model/desired.js';
import type { Notice } from '../model/notice.js';

/** The largest number of entries that a notice names; further ones have a notice of their own, so that reviewers see all. */
const mostNamed = 10;

/**
 * Returns the configuration with the protected people and kept roles of both itself and its base, the lower limit of mails, and
 * the stricter rule for unmanaged organizations. The warnings of either refuse the plan. It keeps its own limits of removals,
 * because the guards check those of both.
 */
export function uniteSafety(desired: DesiredState, base: Base | null): DesiredState {
  const before = base?.desired?.safety;
  if (before === undefined) return desired;
  const { safety } = desired;
  const ofBase = findUnprotected(safety, before).map((pattern) => ({ ...pattern, isOfBase: true as const }));
  const protect = [...safety.protect, ...ofBase];
  const keepHolder = [...safety.keepHolder, ...findUnkept(safety, before)];
  const unmanagedOrganizations = isMilder('unmanagedOrganizations', safety, before)
    ? before.unmanagedOrganizations
    : safety.unmanagedOrganizations;
  const maxInvitations = Math.min(safety.maxInvitations, before.maxInvitations);
  const either = new Set([...safety.refuseOn, ...before.refuseOn]);
  const refuseOn = refusableCodes.filter((code) => either.has(code));
  const united = { protect, keepHolder, unmanagedOrganizations, maxInvitations, refuseOn };
  return { ...desired, safety: { ...safety, ...united } };
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
    ...nameLost('protect', unprotected),
    ...nameLost('keepHolder', unkept),
    ...nameLost('refuseOn', unrefused),
    ...nameRaised('maxRemovals', safety, before),
    ...nameRaised('maxRemovedPeople', safety, before),
    ...nameMoreMails(safety, before),
    ...nameMilder('unmanagedOrganizations', safety, before),
  ];
  const isStricter =
    'This plan is checked against the stricter rule; after the merge only the weaker one applies.';
  const messages = [
    ...lost.map((words) => `${words}. ${isStricter}`),
    ...nameLost('requireReason', unexplained).map(
      (words) => `${words}. This plan does not ask for the reasons that the former rule asked for.`,
    ),
    ...nameMilder('endSessions', safety, before).map(
      (words) => `${words}. This plan shows the effect of the weaker rule.`,
    ),
  ];
  return messages.map((message) => ({
    code: 'safety-weakened',
    message: `This pull request weakens safety: ${message}`,
  }));
}

function nameLost(key: keyof Safety, names: readonly string[]): readonly string[] {
  const parts = Array.from({ length: Math.ceil(names.length / mostNamed) }, (_, part) =>
    names.slice(part * mostNamed, (part + 1) * mostNamed),
  );
  return parts.map((some) => `safety.${key} loses ${some.join(', ')}`);
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

/** The rules of `safety` with a scale, the mildest first. */
const scales = { unmanagedOrganizations: unmanagedRules, endSessions: sessionRules } as const satisfies {
  readonly [Key in keyof Safety]?: readonly Safety[Key][];
};

type ScaledRule = keyof typeof scales;

function isMilder(key: ScaledRule, { [key]: rule }: Safety, { [key]: was }: Safety): boolean {
  const scale: readonly string[] = scales[key];
  return scale.indexOf(rule) < scale.indexOf(was);
}

function nameMilder(key: ScaledRule, safety: Safety, before: Safety): readonly string[] {
  return isMilder(key, safety, before) ? [`safety.${key} changes from ${before[key]} to ${safety[key]}`] : [];
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

function nameLimit({ count, percent }: RemovalLimit): string {
  return `${count} or ${percent}%`;
}
