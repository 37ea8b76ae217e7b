// Rules for `business`: it says from where it is managed, and no role or permission is in it twice.
import type { Code } from '../model/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import { findRepeats } from '../model/find-repeats.js';
import type { ConfigParts } from './gather-parts.js';
import { asText, diagnoseAt, diagnoseAtKey, entriesOf, fieldOf, placeOf, quote } from './written-value.js';
import type { WrittenText } from './written-value.js';

const duplicates: Readonly<Record<string, { readonly code: Code; readonly noun: string }>> = {
  permissions: { code: 'duplicate-permission', noun: 'permission' },
  roles: { code: 'duplicate-role', noun: 'role' },
};

/** Returns the diagnostics of `business`. */
export function diagnoseBusiness(parts: ConfigParts): readonly Diagnostic[] {
  const lists = parts.business.filter(({ key }) => Object.hasOwn(duplicates, key));
  return [
    ...diagnoseUnmanaged(parts),
    ...lists.flatMap(({ key, written }) => {
      const keys = entriesOf(written).flatMap((entry) => asText(fieldOf(entry, 'key')) ?? []);
      return diagnoseTwice(keys, key);
    }),
    ...lists.flatMap(({ written }) =>
      entriesOf(written).flatMap((entry) =>
        diagnoseTwice(
          entriesOf(fieldOf(entry, 'permissions')).flatMap((permission) => asText(permission) ?? []),
          'permissions',
        ),
      ),
    ),
  ];
}

/** Another file may name the environment, so an unreadable file gives no diagnostic. */
function diagnoseUnmanaged({ business, isWhole }: ConfigParts): readonly Diagnostic[] {
  const [first] = business;
  if (first === undefined || !isWhole || business.some(({ key }) => key === 'managedFrom')) return [];
  return [
    diagnoseAtKey(first.written, first.key, {
      code: 'missing-key',
      message: 'The key "managedFrom" is missing in "business".',
      hint: 'Write the code of the environment that changes roles and permissions: all environments share them.',
    }),
  ];
}

function diagnoseTwice(keys: readonly WrittenText[], section: string): readonly Diagnostic[] {
  const { code, noun } = duplicates[section] ?? { code: 'duplicate-key' as const, noun: section };
  return findRepeats(keys, ({ value }) => value).map(({ row, first }) => {
    const message = `The ${noun} ${quote(row)} is already in this list, at ${formatPlace(placeOf(first))}.`;
    return diagnoseAt(row, { code, message, hint: 'Keep one of the two.' });
  });
}
