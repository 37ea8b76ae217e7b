// Finds addresses and domains that differ and yet look the same, by their skeletons. Two plain ASCII texts are never compared:
// "rnary" and "mary" have one skeleton, and both are ordinary names.
import unhomoglyph from 'unhomoglyph';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers } from './read-members.js';
import { isPlainAscii, readableForm } from './scripts.js';
import { asText, diagnoseAt, entriesOf, fieldOf, placeOf, quote } from './written-value.js';
import type { WrittenText } from './written-value.js';

/** Returns a warning for each non-ASCII address or domain that looks like another. Takes linear time. */
export function diagnoseLookAlikes(parts: ConfigParts): readonly Diagnostic[] {
  const foreign = new Map<string, WrittenText>();
  for (const written of eachAddress(parts)) {
    if (!isPlainAscii(written.value)) foreign.set(readableForm(written.value), written);
  }
  if (foreign.size === 0) return [];
  const bySkeleton = new Map<string, string>();
  for (const readable of foreign.keys()) {
    for (const form of formsOf(readable))
      if (!bySkeleton.has(skeleton(form))) bySkeleton.set(skeleton(form), form);
  }
  return diagnoseCollisions(parts, foreign, bySkeleton);
}

type Foreign = ReadonlyMap<string, WrittenText>;

function diagnoseCollisions(
  parts: ConfigParts,
  foreign: Foreign,
  bySkeleton: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const byForm = indexForms(foreign);
  const told = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const written of eachAddress(parts)) {
    for (const form of formsOf(readableForm(written.value))) {
      const other = bySkeleton.get(skeleton(form));
      if (other === undefined || other === form) continue;
      // The first form is the domain: one warning covers all its addresses.
      if (told.has(other)) break;
      told.add(other);
      const suspect = byForm.get(other);
      if (suspect !== undefined) diagnostics.push(diagnoseCollision(suspect, written));
      break;
    }
  }
  return diagnostics;
}

function indexForms(foreign: Foreign): ReadonlyMap<string, WrittenText> {
  const byForm = new Map<string, WrittenText>();
  for (const [readable, written] of foreign) {
    for (const form of formsOf(readable)) if (!byForm.has(form)) byForm.set(form, written);
  }
  return byForm;
}

function diagnoseCollision(suspect: WrittenText, other: WrittenText): Diagnostic {
  const message = `${quote(suspect)} looks like ${quote(other)} at ${formatPlace(placeOf(other))} but is a different text.`;
  const hint = 'Check that both are intended.';
  return diagnoseAt(suspect, { code: 'look-alike', severity: 'warning', message, hint });
}

/** Returns the domain, then the whole address. */
function formsOf(readable: string): readonly string[] {
  const at = readable.lastIndexOf('@');
  return at <= 0 ? [readable.slice(at + 1)] : [readable.slice(at + 1), readable];
}

function skeleton(text: string): string {
  return unhomoglyph(text.normalize('NFKD')).toLowerCase();
}

/** Yields every address and domain of the configuration; `*@domain` counts as the domain. */
function* eachAddress(parts: ConfigParts): Generator<WrittenText> {
  for (const list of [...parts.groups, ...parts.organizations.map(({ members }) => ({ list: members }))]) {
    for (const member of readMembers(list.list)) if (member.by === 'email') yield member.named;
  }
  for (const leaver of parts.leavers) if (leaver.by === 'email') yield leaver.named;
  for (const { allowedEmailDomains, registrationDomains } of parts.organizations) {
    yield* textsOf(entriesOf(allowedEmailDomains));
    yield* textsOf(entriesOf(registrationDomains));
  }
  for (const safety of parts.safeties) {
    for (const pattern of textsOf(entriesOf(fieldOf(safety, 'protect')))) {
      yield { ...pattern, value: pattern.value.replace(/^\*@/, '') };
    }
  }
}

function textsOf(list: readonly Parameters<typeof asText>[0][]): readonly WrittenText[] {
  return list.flatMap((written) => asText(written) ?? []);
}
