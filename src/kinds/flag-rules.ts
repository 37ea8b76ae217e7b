// Validates the feature flags that a file names: each flag must exist in Kinde, and its value must have the flag's type.
import { closestMatch } from 'leven';
import type { Diagnostic } from '../model/diagnostic.js';
import type { DesiredValue, KeyedValue, LiveValue } from '../model/values.js';

const typeWords: Readonly<Record<string, string>> = {
  bool: 'true or false',
  int: 'a whole number',
  str: 'text (in quotes if it looks like a number, true or false)',
};

/** The codes of the diagnostics that a change of the flag in Kinde causes. */
export const healableFlagCodes = ['unknown-feature-flag', 'flag-type'] as const;

/** Returns the diagnostics of one desired flag value, compared with the environment's flags. */
export function diagnoseFlag(wanted: DesiredValue, known: readonly LiveValue[]): readonly Diagnostic[] {
  const live = known.find(({ key }) => key === wanted.key);
  if (live === undefined) return [diagnoseUnknownFlag(wanted, known)];
  const words = typeWords[live.type];
  // A flag of an unknown type gets no diagnostic: the diff reports it in a notice and leaves it unchanged.
  if (words === undefined || wanted.value === null || typeOf(wanted.value) === live.type) return [];
  return [
    {
      code: 'flag-type',
      severity: 'error',
      message: `The feature flag "${wanted.key}" takes ${words} in Kinde.`,
      place: wanted.place,
      hint: `Write ${words}.`,
    },
  ];
}

function typeOf(value: KeyedValue): string {
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'number' ? 'int' : 'str';
}

function diagnoseUnknownFlag(wanted: DesiredValue, known: readonly LiveValue[]): Diagnostic {
  const near = closestMatch(
    wanted.key,
    known.map(({ key }) => key),
    { maxDistance: 3 },
  );
  return {
    code: 'unknown-feature-flag',
    severity: 'error',
    message: `Kinde has no feature flag "${wanted.key}" in this environment.`,
    place: wanted.place,
    hint:
      near === undefined
        ? 'Create the flag in Kinde first (Feature flags), or remove it from the file.'
        : `Did you mean "${near}"?`,
  };
}
