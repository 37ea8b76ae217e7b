// What can be told of large files before anything is made of them: enough to choose what to read meanwhile.
import type { Sketch, SketchedOrganization } from '../model/sketch.js';
import type { SourceDocument } from '../model/source-document.js';
import { readSelector } from './selectors.js';
import { valueOf } from './written.js';

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
    const code = valueOf(valueOf(root, 'environment'), 'code');
    if (typeof code === 'string' && code !== '') lock ??= code;
    const entries = valueOf(root, 'organizations');
    for (const entry of Array.isArray(entries) ? (entries as readonly unknown[]) : []) {
      const list = valueOf(entry, 'members') ?? null;
      if (list !== null && !isListOfTexts(list)) return false;
      organizations.push({ selector: readSelector(entry), listed: list?.length ?? null });
    }
    return valueOf(valueOf(root, 'safety'), 'keepHolder') === undefined;
  };
  return (documents, unread) => {
    isCertain &&= documents.every(({ value }) => take(value));
    return isCertain ? { lock, organizations, unread } : null;
  };
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
