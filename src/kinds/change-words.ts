// The shape of the words of a change. `membership/removal-words.ts` has those of a removal; the comment of a pull request says
// more about members (`render/review/`). Texts of others are not escaped here: each renderer escapes them for its format.
import type { AddMember, Change, FieldChange, FieldValue, ValueChange } from '../model/change.js';

type Terms = Pick<AddMember, 'reason' | 'roles' | 'until'>;

/** `+` adds, `-` removes, `~` changes, `!` marks a setting that a person makes by hand. */
export type Sign = '+' | '-' | '~' | '!';

/** The sections of a review, in the order of reading: what reviewers must see first comes first. */
export const reviewSections = [
  'all-access',
  'leaving',
  'ended',
  'leavers',
  'weakened',
  'roles',
  'strengthened',
  'joining',
  'invited',
  'revoked',
  'opening',
  'closing',
  'settings',
  'by-hand',
] as const;

export type ReviewSection = (typeof reviewSections)[number];

export interface ChangeWords {
  readonly sign: Sign;
  /** The person or thing that changes. */
  readonly subject: string;
  /** How it changes. */
  readonly detail: string;
  /** The section of a review that shows the line; `settings` if absent. Null if the line of another change says it. */
  readonly section?: ReviewSection | null;
  /** The place of the line in the files; absent if it is that of the change. */
  readonly source?: string;
}

/** Returns the roles, the last day and the reason of a listing: ` as admin until 2027-01-31 (ticket 7)`. */
export function describeTerms({ roles = [], until, reason }: Terms): string {
  const as = roles.length === 0 ? '' : ` as ${roles.join(', ')}`;
  const end = until === undefined ? '' : ` until ${until}`;
  return `${as}${end}${reason === undefined ? '' : ` (${reason})`}`;
}

/** Returns a value before and after: `none -> blue`. */
export function describeStep({ field, before, after }: FieldChange): string {
  return `${describeValue(field, before)} -> ${describeValue(field, after)}`;
}

/** Returns a field's value in words. */
export function describeValue(field: string, value: FieldValue): string {
  if (field === 'allowRegistrations' && value !== null) return value === true ? 'open' : 'closed';
  if (field === 'registrationDomains' && Array.isArray(value) && value.length === 0) return 'any address';
  if (value === null) return 'none';
  if (typeof value === 'object') return value.length === 0 ? 'none' : value.join(', ');
  return String(value);
}

/** Returns the change, a private one without its values: the words say only whether a value is there and changes. */
export function hidePrivate<Own extends ValueChange>(change: Own): Own {
  if (!isPrivate(change)) return change;
  const [{ field, before, after }] = change.fields;
  const fields: readonly [FieldChange] = [
    {
      field,
      before: before === null ? null : privateValue,
      after: after === null ? null : before === null ? privateValue : otherPrivateValue,
    },
  ];
  return { ...change, fields };
}

/** Returns whether no text for people may show the values of the change. */
export function isPrivate(change: Change): boolean {
  return 'isPrivate' in change;
}

/** The words in place of a private value, and of the one that replaces it. */
export const privateValue = '(private value)';
export const otherPrivateValue = '(another private value)';

/** Returns one text for each field that a change sets. Two equal texts set the same value of the same thing. */
export function deedsOfFields(
  subject: readonly unknown[],
  fields: readonly FieldChange[],
): readonly string[] {
  return fields.map(({ field, after }) => JSON.stringify([...subject, field, after]));
}
