// The settings of the environment brought to what Kinde has. The sign-up switches can't be read and stay.
import { readValue } from '../kinds/feature-flag.js';
import type { Foundations, LiveFeatureFlag } from '../model/live.js';
import type { EditedEntry } from './edit-organization.js';
import { isMapValue, isSameValue } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

/** Returns the environment of one file with live values; a flag that Kinde lacks is no longer stated. */
export function editEnvironment(environment: MapValue, live: Foundations): EditedEntry {
  const notes: string[] = [];
  const pairs = Object.entries(environment).map(([key, value]) => {
    if (key === 'featureFlags' && isMapValue(value)) return [key, editFlags(value, live, notes)] as const;
    if (key !== 'passkeys' || live.passkeys === undefined || live.passkeys === value)
      return [key, value] as const;
    notes.push(`~ passkeys ${String(value)} -> ${live.passkeys}`);
    return [key, live.passkeys] as const;
  });
  return { entry: Object.fromEntries(pairs), notes };
}

function editFlags(flags: MapValue, { featureFlags }: Foundations, notes: string[]): MapValue {
  const byKey = new Map(featureFlags.map((flag) => [flag.key, flag]));
  const pairs = Object.entries(flags).flatMap(([key, value]) => {
    const flag = byKey.get(key);
    const wanted = flag === undefined ? null : readWritable(flag);
    if (isSameValue(value, wanted)) return [[key, value] as const];
    const shown = wanted === null ? 'not stated' : JSON.stringify(wanted);
    notes.push(`~ feature flag ${key} ${JSON.stringify(value)} -> ${shown}`);
    return wanted === null ? [] : [[key, wanted] as const];
  });
  return Object.fromEntries(pairs);
}

const types = { bool: 'boolean', int: 'number', str: 'string' } as const;
const mostCharacters = 4096;

/** Returns a flag's value as a file may state it; null for one that is of no known type, not of the flag's own, or too long. */
export function readWritable(flag: LiveFeatureFlag): string | number | boolean | null {
  if (flag.type === 'unknown') return null;
  const value = readValue(flag);
  // A number that Kinde spells in another way, such as 007, would be set anew at each apply.
  const isAsSpelled = typeof value !== 'number' || String(value) === flag.value;
  const fits = typeof value === types[flag.type] && isAsSpelled && String(value).length <= mostCharacters;
  return fits ? value : null;
}
