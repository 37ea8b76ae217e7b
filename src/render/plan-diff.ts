// Renders the plan as one unified diff from the live state to the goal. Both sides contain only what the plan changes;
// unchanged members and fields are left out.
import { diffArrays, formatPatch } from 'diff';
import { stringify } from 'yaml';
import type { FieldValue } from '../model/change.js';
import { groupBy } from '../model/group-by.js';
import type { Plan } from '../model/plan.js';
import { quoteText } from '../model/text/quote-text.js';
import { describeSessions } from './describe-sessions.js';
import { toSafeText } from './safe-text.js';
import { gatherTouched } from './touched-state.js';
import type { TouchedMember, TouchedOrganization, TouchedState, TouchedValue } from './touched-state.js';

export interface DiffOptions {
  /** The time to search for the shortest diff of an organization, in milliseconds; after it both sides are shown whole. */
  readonly timeout: number;
}

/** Returns the diff, lines ended by `\n`, below comment lines with warnings, refusals and manual settings. */
export function renderPlanDiff(plan: Plan, options: DiffOptions): string {
  const live = writeState(gatherTouched(plan.changes, 'before'));
  const goal = writeState(gatherTouched(plan.changes, 'after'));
  const head = writeHead(plan).map((line) => `# ${line}\n`);
  const lines = compareBlocks(live, goal, options);
  return [...head, lines.length === 0 ? '' : writePatch(lines)].join('');
}

/** One hunk contains all lines, since both sides contain only changes and their context. */
function writePatch(lines: readonly string[]): string {
  const countOf = (sign: string): number =>
    lines.filter((line) => line.startsWith(sign) || line.startsWith(' ')).length;
  const hunk = {
    oldStart: 1,
    oldLines: countOf('-'),
    newStart: 1,
    newLines: countOf('+'),
    lines: [...lines],
  };
  const names = { oldFileName: 'live', newFileName: 'goal', oldHeader: '', newHeader: '' };
  const headers = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };
  return formatPatch({ ...names, hunks: [hunk] }, headers);
}

function writeHead({ environment, changes, warnings, refusals }: Plan): readonly string[] {
  const manual = changes.filter(({ action }) => action === 'manual').length;
  const isEmpty = changes.length === manual;
  return [
    `${toSafeText(environment.code)} at ${toSafeText(environment.domain)}: ${isEmpty ? 'no changes to apply' : 'only what the plan touches; the rest is left out'}`,
    ...(manual === 0 ? [] : [`manual settings, not shown here: ${manual} (see kinde-sync plan)`]),
    ...describeSessions(changes),
    ...warnings.map(({ code, message }) => `warning ${code}: ${toSafeText(message)}`),
    ...refusals.map(({ guard, message }) => `REFUSED ${guard}: ${toSafeText(message)}`),
  ];
}

/** The lines of the environment and of each organization, by key. */
type Blocks = ReadonlyMap<string, readonly string[]>;

/**
 * Compares block with block, since the time of a diff grows with the square of its length. An organization that is only
 * in the goal comes last.
 */
function compareBlocks(live: Blocks, goal: Blocks, options: DiffOptions): readonly string[] {
  return [...new Set([...live.keys(), ...goal.keys()])].flatMap((key) =>
    compare(live.get(key) ?? [], goal.get(key) ?? [], options),
  );
}

/** The search ends after this number of edits, in every run alike; the time limit is for slow machines only. */
const longestSearch = 1000;

function compare(
  before: readonly string[],
  after: readonly string[],
  { timeout }: DiffOptions,
): readonly string[] {
  const parts = diffArrays([...before], [...after], { timeout, maxEditLength: longestSearch });
  // The search ended without a result: removing all lines and adding all is correct, but not the shortest diff.
  if (parts === undefined) return [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)];
  return parts.flatMap(({ value, added, removed }) =>
    value.map((line) => `${added ? '+' : removed ? '-' : ' '}${line}`),
  );
}

function writeState({ entities, settings, organizations }: TouchedState): Blocks {
  const blocks: (readonly [string, readonly string[]])[] = [
    ['business', entities.length === 0 ? [] : ['business:', ...writeEntities(entities)]],
    ['environment', settings.length === 0 ? [] : ['environment:', ...writeValues(settings).map(indent)]],
    ['organizations', organizations.length === 0 ? [] : ['organizations:']],
    ...organizations.map(
      (organization) => [`organization ${organization.key}`, writeOrganization(organization)] as const,
    ),
  ];
  return new Map(blocks.map(([key, lines]) => [key, lines.map(toSafeText)]));
}

function writeEntities(entities: TouchedState['entities']): readonly string[] {
  const bySection = groupBy(entities, ({ section }) => section);
  return [...bySection].flatMap(([section, own]) => {
    const lines = own.map(({ key, fields }) => {
      const pairs = Object.entries({ key, ...fields });
      return `    - { ${pairs.map(([field, value]) => `${field}: ${writeValue(value)}`).join(', ')} }`;
    });
    return [`  ${section}:`, ...lines];
  });
}

function indent(line: string): string {
  return `  ${line}`;
}

/** Settings of one value come first, then each section under its name. */
function writeValues(values: readonly TouchedValue[]): readonly string[] {
  const single = values.filter(({ key }) => key === '');
  const keyed = values.filter(({ key }) => key !== '');
  return [
    ...single.map(({ section, value }) => writePair(section, value)),
    ...[...groupBy(keyed, ({ section }) => section)].flatMap(([section, own]) => [
      `${section}:`,
      ...own.map(({ key, value }) => `  ${writePair(key, value)}`),
    ]),
  ];
}

function writePair(key: string, value: FieldValue): string {
  return `${writeValue(key)}: ${writeValue(value)}`;
}

function writeOrganization({
  code,
  fields,
  values,
  members,
  invited,
}: TouchedOrganization): readonly string[] {
  const lines = [
    ...(code === undefined ? [] : [`code: ${writeValue(code)}`]),
    ...Object.entries(fields).map(([field, value]) => `${field}: ${writeValue(value)}`),
    ...writeValues(values),
    ...(members.length === 0 ? [] : ['members:', ...members.map((member) => `  - ${writeMember(member)}`)]),
    ...(invited.length === 0 ? [] : ['invited:', ...invited.map((member) => `  - ${writeMember(member)}`)]),
  ];
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

function writeMember(member: TouchedMember): string {
  return `{ ${Object.entries(member)
    .map(([key, value]: readonly [string, FieldValue]) => `${key}: ${writeValue(value)}`)
    .join(', ')} }`;
}

/** Returns a value on one line. JSON strings are valid YAML and escape control characters. */
function writeValue(value: FieldValue): string {
  if (typeof value === 'object' && value !== null) return `[${value.map(writeValue).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  const isPlain = toSafeText(value) === value && !/[,[\]{}"]/.test(value);
  return isPlain ? stringify(value, { lineWidth: 0 }).trimEnd() : quoteText(value);
}
