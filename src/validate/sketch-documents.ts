// What can be told of large files before anything is made of them: enough to choose what to read meanwhile.
import type { Sketch, SketchedOrganization } from '../model/sketch.js';
import type { SourceDocument } from '../model/source-document.js';
import { findSelector, toSelector } from './gather-parts.js';
import { asText, entriesOf, fieldOf, rootOf } from './written.js';

/**
 * Returns the sketch of documents that were loaded without a mistake; null where nothing is certain, since a list holds
 * more than addresses or roles are managed. Never throws.
 */
export function sketchDocuments(documents: readonly SourceDocument[]): Sketch | null {
  const organizations: SketchedOrganization[] = [];
  let lock: string | null = null;
  for (const root of documents.map(rootOf)) {
    lock ??= asText(fieldOf(fieldOf(root, 'environment'), 'code'))?.value ?? null;
    if (fieldOf(fieldOf(root, 'safety'), 'keepHolder') !== null) return null;
    for (const entry of entriesOf(fieldOf(root, 'organizations'))) {
      const list = fieldOf(entry, 'members')?.value ?? null;
      if (list !== null && !isListOfTexts(list)) return null;
      organizations.push({ selector: toSelector(findSelector(entry)), listed: list?.length ?? null });
    }
  }
  return { lock, organizations };
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
