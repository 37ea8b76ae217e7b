// The name of a person as Kinde has it, which a change of their membership shows to reviewers.
import type { LiveMember } from '../../model/live.js';

/** Returns the property for a change; nothing if the person or their name is not known. It costs no request. */
export function nameInKinde(person: Pick<LiveMember, 'fullName'> | undefined): {
  readonly fullName?: string;
} {
  const fullName = person?.fullName.trim() ?? '';
  return fullName === '' ? {} : { fullName };
}
