// What can be told of large files before anything is made of them: enough to choose what to read meanwhile.
import { selectorKeys } from '../model/desired.js';
import type { Selector } from '../model/desired.js';
import type { Sketch, SketchedOrganization } from '../model/sketch.js';
import type { SourceDocument } from '../model/source-document.js';

/**
 * Returns the sketch of documents that were loaded without a mistake; null where nothing is certain, since a list holds
 * more than addresses or roles are managed. Never throws.
 */
export function sketchDocuments(documents: readonly SourceDocument[]): Sketch | null {
  const organizations: SketchedOrganization[] = [];
  let lock: string | null = null;
  for (const { value: root } of documents) {
    const code = fieldIn(fieldIn(root, 'environment'), 'code');
    if (typeof code === 'string' && code !== '') lock ??= code;
    if (fieldIn(fieldIn(root, 'safety'), 'keepHolder') !== undefined) return null;
    const entries = fieldIn(root, 'organizations');
    for (const entry of Array.isArray(entries) ? (entries as readonly unknown[]) : []) {
      const list = fieldIn(entry, 'members') ?? null;
      if (list !== null && !isListOfTexts(list)) return null;
      organizations.push({ selector: findSelector(entry), listed: list?.length ?? null });
    }
  }
  return { lock, organizations };
}

/** The files are large: of their values nothing is taken but these, without a look at their places. */
function fieldIn(map: unknown, key: string): unknown {
  if (typeof map !== 'object' || map === null || Array.isArray(map) || !Object.hasOwn(map, key))
    return undefined;
  return (map as Readonly<Record<string, unknown>>)[key];
}

/** As `gatherParts` finds it. */
function findSelector(entry: unknown): Selector {
  const by = selectorKeys.find((key) => fieldIn(entry, key) !== undefined);
  if (by === undefined || by === 'default') return { by: 'default', value: '' };
  const value = fieldIn(entry, by);
  return { by, value: typeof value === 'string' ? value : '' };
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
