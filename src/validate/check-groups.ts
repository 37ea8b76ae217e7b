// Rules for groups as a whole: no group contains itself, and every group is used.
import type { Diagnostic } from '../model/diagnostic.js';
import type { ConfigParts } from './gather-parts.js';
import { diagnoseAt, diagnoseAtKey } from './written-value.js';

/** Returns a diagnostic for each reference by which groups contain each other. */
export function diagnoseGroupCycles(parts: ConfigParts): readonly Diagnostic[] {
  return parts.groupOrder.cycles.map(({ path, closing }) => {
    const message = `This group contains itself: ${path.join(' > ')}.`;
    const hint = 'Remove one of these references.';
    return diagnoseAt(closing.named, { code: 'group-cycle', message, hint });
  });
}

/** Returns a warning for each group that no file of the configuration uses. */
export function diagnoseUnusedGroups(parts: ConfigParts, used: ReadonlySet<string>): readonly Diagnostic[] {
  if (!parts.isWhole) return [];
  const unused = parts.groups.filter(({ name }) => !used.has(name));
  if (unused.length === 0) return [];
  const withOrganizations = new Set(parts.organizations.map(({ entry }) => entry.document));
  return unused
    .filter(({ list }) => parts.isComplete || withOrganizations.has(list.document))
    .map(({ name, list }) => {
      const message = `No organization and no other group uses the group "${name}".`;
      const hint = `Use it as { group: ${name} }, or remove it.`;
      return diagnoseAtKey(list, name, { code: 'unused-group', severity: 'warning', message, hint });
    });
}
