// Finds the configuration files in the tree of an earlier commit, by the same rules as `findFiles`. Touches no disk.
import { compareText } from '../model/text/compare-text.js';
import type { FileTree } from '../model/base.js';
import { isConfiguration, isPassedOver, isYaml } from './find-files.js';
import type { FoundFiles } from './find-files.js';

/**
 * Returns the configuration files of `paths` in the tree, sorted by name. A path that the tree lacks gives no diagnostic:
 * the commit that adds the first configuration has an empty base.
 */
export function findInTree(paths: readonly string[], tree: FileTree): FoundFiles {
  const found = new Map<string, Uint8Array>();
  for (const root of paths) {
    for (const [file, bytes] of listUnder(root, tree)) if (isConfiguration(file)) found.set(file, bytes);
  }
  const files = [...found].map(([file, bytes]) => ({ path: file, file, bytes }));
  return { files: files.sort((one, other) => compareText(one.file, other.file)), diagnostics: [] };
}

type Entries = readonly (readonly [string, Uint8Array])[];

function listUnder(root: string, tree: FileTree): Entries {
  const bytes = tree.get(root);
  if (bytes !== undefined) return [[root, bytes]];
  const prefix = root === '' ? '' : `${root}/`;
  return [...tree].filter(([file]) => file.startsWith(prefix) && isTakenUp(file.slice(prefix.length)));
}

function isTakenUp(below: string): boolean {
  return isYaml(below) && !below.split('/').some(isPassedOver);
}
