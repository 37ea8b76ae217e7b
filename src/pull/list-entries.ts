// The organizations of a document, each with the place by which the comparison knows it.
import { formatPlace } from '../model/place.js';
import type { SourceDocument } from '../model/source-document.js';
import { entriesOf, fieldOf, placeOf, rootOf } from '../validate/written.js';

export interface PlacedEntry {
  readonly entry: unknown;
  readonly place: string;
}

/** Returns the entries under `organizations`, as written. */
export function listEntries(document: SourceDocument): readonly PlacedEntry[] {
  const entries = entriesOf(fieldOf(rootOf(document), 'organizations'));
  return entries.map((entry) => ({ entry: entry.value, place: formatPlace(placeOf(entry)) }));
}
