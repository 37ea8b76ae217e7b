// Says what still differs between Kinde and the files although the plan does not change it. Without this, a plan without changes
// would claim that both are equal.
import type { Code } from '../model/codes.js';
import type { Change } from '../model/change.js';
import type { Notice } from '../model/notice.js';
import type { AppliedChange } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { countNoun } from '../model/text/count-noun.js';

interface Differences {
  readonly codes: ReadonlySet<Code>;
  readonly words: readonly [one: string, several: string];
}

const unapproved: Differences = {
  codes: new Set(['not-in-saved-plan']),
  words: ['change is open', 'changes are open'],
};

/** The differences that a warning tells, and no change. */
const kept: readonly Differences[] = [
  {
    codes: new Set(['removal-held-back', 'protected-member', 'member-without-email', 'unidentified-member']),
    words: ['person stays who is not listed', 'people stay who are not listed'],
  },
  {
    codes: new Set(['managed-elsewhere']),
    words: [
      'role or permission differs, which another environment manages',
      'roles and permissions differ, which another environment manages',
    ],
  },
  {
    codes: new Set(['invitation-differs']),
    words: ['invitation gives other roles', 'invitations give other roles'],
  },
  {
    codes: new Set(['unreadable-row', 'unknown-flag-type', 'leaver-not-shown']),
    words: ['entry could not be compared', 'entries could not be compared'],
  },
];

/** The parts of a plan, or of its report, that tell of differences. */
export interface DifferenceParts {
  /** Absent for an undo, which compares Kinde with a journal and not with the files. */
  readonly asOf?: Plan['asOf'];
  readonly changes: readonly (Pick<Change, 'action'> & Pick<AppliedChange, 'error'>)[];
  readonly warnings: readonly Notice[];
}

/** Returns the verdict on a plan that changes nothing, without a full stop; null if Kinde matches the files. */
export function describeUnchanged({ asOf, changes, warnings }: DifferenceParts): string | null {
  if (asOf === undefined) return null;
  const manual = changes.filter(
    ({ action, error }) => action === 'manual' && error?.code !== 'no-longer-asked',
  ).length;
  const rest = [
    ...kept.flatMap((one) => count(one, warnings)),
    ...(manual === 0 ? [] : [countNoun(manual, 'manual setting is open', 'manual settings are open')]),
  ];
  const open = count(unapproved, warnings);
  if (open.length > 0) return `No changes that were approved; ${[...open, ...rest].join(', ')}`;
  return rest.length === 0 ? null : `Nothing to change: ${rest.join(', ')}`;
}

/** Returns the sentence on changes that a saved plan did not approve; none if there are none. */
export function describeUnapproved({ warnings }: Pick<DifferenceParts, 'warnings'>): readonly string[] {
  return count({ ...unapproved, words: ['other change is open.', 'other changes are open.'] }, warnings);
}

/** Returns the count in words; none for zero. A person in several organizations counts once. */
function count({ codes, words }: Differences, warnings: readonly Notice[]): readonly string[] {
  const own = warnings.filter(({ code }) => codes.has(code));
  const named = new Set(
    own.filter((one) => one.count === undefined).map(({ email, message }) => email ?? message),
  );
  const total = own.reduce((sum, one) => sum + (one.count ?? 0), named.size);
  return total === 0 ? [] : [countNoun(total, ...words)];
}
