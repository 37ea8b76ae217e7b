// YAML merge keys (`<<`): finds the maps that a key names, and copies them into the map that has the key.
import type { ListPositions, MapPositions } from '../model/source-document.js';
import { offsetOf } from '../model/source-document.js';
import type { Conversion, Converted } from './conversion.js';
import type { MapParts } from './map-parts.js';

/** Returns the maps that the value of a merge key names; adds a diagnostic for every other value. */
export function listMergeSources(converted: Converted, conversion: Conversion): readonly Converted[] {
  const { value, positions } = converted;
  const sources = Array.isArray(value) ? splitList(value, positions as ListPositions) : [converted];
  const maps = sources.filter(isPlainMap);
  for (const source of sources) {
    if (!isPlainMap(source)) reportBadMerge(offsetOf(source.positions), conversion);
  }
  return maps;
}

/** Adds the keys that the map lacks: its own keys win over merged ones, and earlier merged maps over later ones. */
export function mergeMap(source: Converted, parts: MapParts): void {
  const values = source.value as Readonly<Record<string, unknown>>;
  const positions = source.positions as MapPositions;
  for (const key of Object.keys(values)) {
    if (key in parts.values) continue;
    parts.values[key] = values[key];
    parts.keys[key] = positions.keys[key] ?? positions.at;
    parts.positions[key] = positions.values[key] ?? positions.at;
  }
}

function splitList(values: readonly unknown[], positions: ListPositions): readonly Converted[] {
  return values.map((value, index) => ({
    value,
    positions: positions.entries[index] ?? positions.at,
    size: 1,
  }));
}

function isPlainMap(converted: Converted): boolean {
  return typeof converted.value === 'object' && converted.value !== null && !Array.isArray(converted.value);
}

function reportBadMerge(start: number, conversion: Conversion): void {
  if (conversion.unresolved.has(start)) return;
  const message = 'A merge key (<<) takes a map or a list of maps, by alias or written out.';
  conversion.diagnostics.push({ code: 'bad-merge', start, message });
}
