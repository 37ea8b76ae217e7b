// The file names of organizations: stable for a tenant, safe on every system, and unique.
import { compareText } from '../model/text/compare-text.js';
import { groupBy } from '../model/group-by.js';
import type { LiveOrganization } from '../model/live.js';

const longestName = 60;
// Windows reserves these names for devices, and pull itself the first one.
const reserved = /^(?:environment|con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Returns a file name without folder for each code, made from handle, external id, name or code. Organizations with
 * the same name all get their code added, so that a name does not depend on the order.
 */
export function nameFiles(
  organizations: readonly LiveOrganization[],
  taken: Iterable<string> = [],
): ReadonlyMap<string, string> {
  const used = new Set([...taken].map((name) => name.toLowerCase()));
  const names = new Map<string, string>();
  const sorted = [...organizations].sort((one, other) => compareText(one.code, other.code));
  for (const [slug, alike] of groupBy(sorted, toSlug)) {
    for (const { code } of alike) {
      const isAlone = alike.length === 1 && !reserved.test(slug);
      const base = isAlone ? slug : `${slug}-${slugify(code) || 'organization'}`;
      names.set(code, chooseFree(base, used));
    }
  }
  return names;
}

function chooseFree(base: string, used: Set<string>): string {
  let name = `${base}.yaml`;
  for (let number = 2; used.has(name); number += 1) name = `${base}-${number}.yaml`;
  used.add(name);
  return name;
}

function toSlug({ handle, externalId, name, code }: LiveOrganization): string {
  const slugs = [handle, externalId, name, code].map((text) => slugify(text ?? ''));
  return slugs.find((slug) => slug !== '') ?? 'organization';
}

/** Returns plain letters and digits joined by hyphens, so that a name is never hidden and holds no path. */
function slugify(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestName)
    .replace(/^-+|-+$/g, '');
}
