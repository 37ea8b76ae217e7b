// The configuration files among those of an earlier commit, by the rules that hold for the disk. Reads nothing.
import { compareText } from '../model/compare-text.js';
import type { FileTree } from '../model/base.js';
import { isConfiguration, isPassedOver, isYaml } from './find-files.js';
import type { FoundFiles } from './find-files.js';

/**
 * Returns what `paths` mean in the tree, sorted by name. A path that is not in it means nothing: before it was added
 * there was no configuration.
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
