// Decides which files a code frame may show. A link may lead to a secret of the machine, and a path may name a file that is no
// configuration. A log must show neither.
import { isYaml } from './find-files.js';
import type { FoundFile } from './find-files.js';

const known =
  /(?:^|[{,])[ \t]*["']?(?:version|environment|business|safety|groups|leavers|organizations|attestations)["']?[ \t]*:/m;

/** Returns the text that code frames are cut from: the whole text, or none if the file may be no configuration. */
export function chooseFramed({ file, isLinkOut = false, isLink = false }: FoundFile, text: string): string {
  if (isLinkOut) return '';
  return (isYaml(file) && !isLink) || known.test(text) ? text : '';
}
