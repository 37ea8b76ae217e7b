// The texts that a feature flag's type allows.
import type { SeedFeatureFlag } from '../seed.js';

/** Returns whether a text is a value of the flag's type. */
export function fitsType(type: SeedFeatureFlag['type'], value: string): boolean {
  if (type === 'int') return /^-?\d+$/.test(value);
  if (type === 'json') return isJsonObject(value);
  return type === 'str' || value === 'true' || value === 'false';
}

function isJsonObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null;
  } catch {
    return false;
  }
}
