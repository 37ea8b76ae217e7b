// The identities of a user, and the rule that an address, phone number or user name belongs to one user only.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Ground } from '../serve/call.js';
import type { IdentityType, User } from '../state/rows.js';

export interface Identity {
  readonly type: IdentityType;
  readonly value: string;
  readonly isPrimary: boolean;
}

/** Returns every identity of a user: the preferred address first, then the other addresses and identities. */
export function identitiesOf(user: User): readonly Identity[] {
  const emails = user.emails.map((value, index): Identity => ({
    type: 'email',
    value,
    isPrimary: index === 0,
  }));
  const others = (['phone', 'username'] as const).flatMap((type): readonly Identity[] => {
    const value = user[type];
    return value === null ? [] : [{ type, value, isPrimary: user.emails.length === 0 }];
  });
  return [...emails, ...others];
}

/** Throws `ApiRefusal` for an invalid address, and for an identity that a user has already, without regard to case. */
export function checkFreeIdentity(type: IdentityType, value: string, { tenant }: Ground): void {
  if (type === 'email' && !/^[^\s@,]+@[^\s@,]+$/.test(value)) {
    throw new ApiRefusal('INVALID_EMAIL', 'Email is not valid');
  }
  if (!tenant.findOwner(type, value)) return;
  if (type === 'email') throw new ApiRefusal('EMAIL_ALREADY_IN_USE', 'Email already in use');
  throw new ApiRefusal('IDENTITY_ALREADY_IN_USE', `The ${type} is already in use`);
}
