// What can be told of large files before anything is made of them: enough to choose what to read meanwhile.
import { selectorKeys } from '../model/desired.js';
import type { Selector } from '../model/desired.js';
import type { Sketch, SketchedOrganization } from '../model/sketch.js';
import type { SourceDocument } from '../model/source-document.js';

/**
 * Returns whether a file may hold what the sketch of others needs to know: such files are parsed first. A mention in a
 * comment counts, too.
 */
export function maySetRules(text: string): boolean {
  return /environment|safety/.test(text);
}

/**
 * Returns what takes documents, all of them loaded without a mistake, with the number of characters yet to be parsed, and
 * returns the sketch of all it was given; null where nothing is certain, since a list holds more than addresses or roles
 * are managed. Never throws.
 */
export function beginSketch(): (documents: readonly SourceDocument[], unread: number) => Sketch | null {
  const organizations: SketchedOrganization[] = [];
  let lock: string | null = null;
  let isCertain = true;
  const take = (root: unknown): boolean => {
    const code = fieldIn(fieldIn(root, 'environment'), 'code');
    if (typeof code === 'string' && code !== '') lock ??= code;
    const entries = fieldIn(root, 'organizations');
    for (const entry of Array.isArray(entries) ? (entries as readonly unknown[]) : []) {
      const list = fieldIn(entry, 'members') ?? null;
      if (list !== null && !isListOfTexts(list)) return false;
      organizations.push({ selector: findSelector(entry), listed: list?.length ?? null });
    }
    return fieldIn(fieldIn(root, 'safety'), 'keepHolder') === undefined;
  };
  return (documents, unread) => {
    isCertain &&= documents.every(({ value }) => take(value));
    return isCertain ? { lock, organizations, unread } : null;
  };
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
