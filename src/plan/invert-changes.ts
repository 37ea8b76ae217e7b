// Inverts recalled changes: each change whose result still stands gets its inverse. A notice names every change that the undo
// leaves alone.
import type { LiveIndex } from '../kinds/live-index.js';
import { isIdentified } from '../kinds/membership/check-leaving.js';
import { isProtected } from '../kinds/person/protection.js';
import { explainPartlyRead } from '../kinds/membership/membership-status.js';
import { noContext } from '../kinds/kind.js';
import { kindOf } from '../kinds/registry.js';
import type { KnownIds } from '../kinds/kind.js';
import type { AddMember, Change, RemoveMember } from '../model/change.js';
import type { Safety } from '../model/desired.js';
import type { Notice } from '../model/notice.js';

/** The inverse changes, and what the undo leaves alone. */
export interface Inverted {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  /** Creations that stand. Undo removes none of them. */
  readonly created: readonly Change[];
  /** The number of changes whose resources have their former state already. */
  readonly unchanged: number;
}

/** The changes of the journal, split by field. */
export interface Recalled {
  readonly changes: readonly Change[];
  /** The changes that the journal does not prove to be made by the run. They are not inverted. */
  readonly unclaimed: readonly Change[];
}

/** Returns the inverse of every change whose result still stands, and a notice for each change that stays. */
export function invertChanges(
  { changes: recalled, unclaimed }: Recalled,
  live: LiveIndex,
  ids: KnownIds,
): Inverted {
  const inverses: Change[] = [];
  const notices: Notice[] = [];
  const created: Change[] = [];
  let unchanged = 0;
  for (const change of recalled.map((one) => nameAsNow(one, live, ids))) {
    const kind = kindOf(change);
    const inversion = kind.invert(change, live, ids, recalled);
    const status = kind.status(change, live, ids, recalled);
    if (inversion === null) created.push(...(status.is === 'pending' ? [] : [change]));
    else if (status.is === 'conflict') notices.push(notifyLeftAlone(change, status.because));
    else if (status.is === 'pending' && mayHide(change, live, ids))
      notices.push(notifyLeftAlone(change, explainPartlyRead(change.organization)));
    else if (status.is === 'pending') unchanged += 1;
    else if ('irreversible' in inversion)
      notices.push(notifyIrreversible(change, inversion.irreversible, inversion.advice));
    else {
      inverses.push(inversion.change);
      if (inversion.lost !== undefined) notices.push(notifyIrreversible(change, inversion.lost));
    }
  }
  for (const change of unclaimed.map((one) => nameAsNow(one, live, ids))) {
    const status = kindOf(change).status(change, live, ids, unclaimed);
    if (status.is === 'pending') unchanged += 1;
    else if (status.is === 'conflict') notices.push(notifyLeftAlone(change, status.because));
    else notices.push(notifyIrreversible(change, didNotMake));
  }
  // An inverse must be possible, too: the person and the role must exist, and the handle must be free.
  const possible = inverses.filter((change) => {
    const status = kindOf(change).status(change, live, ids, inverses);
    if (status.is === 'conflict') notices.push(notifyLeftAlone(change, status.because));
    return status.is === 'pending';
  });
  const held = holdHalfMoves(possible, [...recalled, ...unclaimed], live, ids);
  return { changes: held.changes, notices: [...notices, ...held.notices], created, unchanged };
}

const didNotMake =
  'Kinde did not confirm that the apply did this, so it may have been so before, or someone else may have done it.';

/**
 * Returns the inverses without each removal of a person whom the apply removed elsewhere and whom they do not bring back
 * there. Such a removal would be half of a move, and could take the last access.
 */
function holdHalfMoves(
  inverses: readonly Change[],
  recalled: readonly Change[],
  live: LiveIndex,
  ids: KnownIds,
): Pick<Inverted, 'changes' | 'notices'> {
  const keyOf = (code: string | null, userId: string | null): string => `${code ?? ''} ${userId ?? ''}`;
  const back = new Set(
    inverses.flatMap((one) => (one.action === 'add' ? [keyOf(one.organization.code, one.userId)] : [])),
  );
  const lost = new Map(
    recalled.flatMap((one) => {
      if (one.action !== 'remove') return [];
      const code = ids.codeOf(one.organization);
      const isBack = back.has(keyOf(code, one.userId)) || live.member(code, one.userId) !== undefined;
      return isBack ? [] : [[one.userId, one.organization.name] as const];
    }),
  );
  const isHeld = (one: Change): one is RemoveMember => one.action === 'remove' && lost.has(one.userId);
  return {
    changes: inverses.filter((one) => !isHeld(one)),
    notices: inverses.filter(isHeld).map((one) => {
      const { email, userId, organization } = one;
      const message = `${email ?? userId} stays in ${organization.name}, because undo does not bring them back to ${lost.get(userId) ?? ''}, from which the apply removed them.`;
      return { code: 'removal-held-back', message, ...aboutOf(one) };
    }),
  };
}

/** Returns whether a person whom the apply added may be a member although the list does not show them. */
function mayHide(change: Change, live: LiveIndex, ids: KnownIds): change is AddMember {
  return change.action === 'add' && live.isPartlyRead(ids.codeOf(change.organization));
}

function nameAsNow<Own extends Change>(change: Own, live: LiveIndex, ids: KnownIds): Own {
  if (!('organization' in change)) return change;
  const found = live.organization(ids.codeOf(change.organization));
  return found === undefined ? change : { ...change, organization: { code: found.code, name: found.name } };
}

/** Returns the changes without removals of protected members, and a notice for each of these. */
export function keepProtected(
  changes: readonly Change[],
  live: LiveIndex,
  safety: Safety,
): Pick<Inverted, 'changes' | 'notices'> {
  const isHidden = ({ userId }: RemoveMember): boolean => !isIdentified(live.person(userId));
  const isKept = (change: Change): change is RemoveMember =>
    change.action === 'remove' &&
    safety.protect.length > 0 &&
    (isHidden(change) || isProtected(live.person(change.userId)?.emails ?? [], safety));
  return {
    changes: changes.filter((change) => !isKept(change)),
    notices: changes.filter(isKept).map((change) => {
      const { email, userId, organization } = change;
      const hidden = isHidden(change);
      const why = hidden ? 'because Kinde does not show all of their addresses' : 'because of safety.protect';
      const message = `${email ?? userId} was added to ${organization.name} by the apply, but stays ${why}.`;
      return { code: hidden ? 'unidentified-member' : 'protected-member', message, ...aboutOf(change) };
    }),
  };
}

function notifyLeftAlone(change: Change, because: string): Notice {
  const message = `${because} This is not the state that the apply left, so undo does not change it.`;
  return { code: 'moved-since', message, ...aboutOf(change) };
}

function notifyIrreversible(change: Change, because: string, advice = 'Change it by hand.'): Notice {
  const [words] = kindOf(change).describe(change, noContext);
  const where = 'organization' in change ? ` in ${change.organization.name}` : '';
  const message = `${words?.subject ?? 'A change'}${where}: ${because} ${advice}`;
  return { code: 'not-reversible', message, ...aboutOf(change) };
}

function aboutOf(change: Change): Pick<Notice, 'organization' | 'email' | 'source'> {
  const { source } = change;
  if (!('organization' in change)) return { source };
  const { organization } = change;
  const email = 'email' in change && change.email !== null ? { email: change.email } : {};
  return { organization, ...email, source };
}
