// Decides which files a code frame may show. A link may lead to a secret of the machine, and a path may name a file or folder that
// is no configuration. A log must show neither.
import { isYaml } from './find-files.js';
import type { FoundFile } from './find-files.js';

const known =
  /(?:^|[{,])[ \t]*["']?(?:version|environment|business|safety|groups|leavers|organizations|attestations)["']?[ \t]*:/m;

const versionLine = /(?:^|[{,])[ \t]*["']?version["']?[ \t]*:[ \t]*1[ \t]*(?:[,}\r#]|$)/m;
const section =
  /(?:^|[{,][ \t]*)["']?(?:environment|business|safety|groups|leavers|organizations|attestations)["']?[ \t]*:/m;

/**
 * Returns the text that code frames are cut from: the whole text, or none if the file may be no configuration. Outside the
 * working directory the name says nothing, so the text must have the version and a section of the format.
 */
export function chooseFramed(
  { file, isLinkOut = false, isLink = false, isOutside = false }: FoundFile,
  text: string,
): string {
  if (isLinkOut) return '';
  if (isOutside) return versionLine.test(text) && section.test(text) ? text : '';
  return (isYaml(file) && !isLink) || known.test(text) ? text : '';
}
