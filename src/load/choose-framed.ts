// Which files may be shown in code frames. A link may lead to a secret of the machine, and a path may name a file that is no
// configuration: of these a log must show nothing.
import { isYaml } from './find-files.js';
import type { FoundFile } from './find-files.js';

const known =
  /(?:^|[{,])[ \t]*["']?(?:version|environment|business|safety|groups|leavers|organizations)["']?[ \t]*:/m;

/** Returns the text that frames are cut from: all of it, or none where the file may be something else. */
export function chooseFramed({ file, isLinkOut = false, isLink = false }: FoundFile, text: string): string {
  if (isLinkOut) return '';
  return (isYaml(file) && !isLink) || known.test(text) ? text : '';
}
