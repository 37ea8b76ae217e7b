// The plan as one unified diff, from how things are in Kinde to how they are to be, for people who read diffs. Both
// sides hold only what the plan touches: members and fields that stay as they are are left out of both.
import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import type { FieldValue } from '../model/change.js';
import { invisibleCharacters } from '../model/invisible-characters.js';
import type { Plan } from '../model/plan.js';
import { toSafeText } from './safe-text.js';
import { gatherTouched } from './touched-state.js';
import type { TouchedMember, TouchedOrganization, TouchedState } from './touched-state.js';

export interface DiffOptions {
  /** How long to look for the shortest diff, in milliseconds, before both sides are shown whole. */
  readonly timeout: number;
}

/** Returns the diff, lines ended by `\n`, with what else is to be known in comment lines above it. */
export function renderPlanDiff(plan: Plan, { timeout }: DiffOptions): string {
  const live = writeState(gatherTouched(plan.changes, 'before'));
  const goal = writeState(gatherTouched(plan.changes, 'after'));
  const head = writeHead(plan).map((line) => `# ${line}\n`);
  return [...head, live === goal ? '' : compare(live, goal, timeout)].join('');
}

function writeHead({ environment, changes, warnings, refusals }: Plan): readonly string[] {
  const manual = changes.filter(({ action }) => action === 'manual').length;
  const isEmpty = changes.length === manual;
  return [
    `${toSafeText(environment.code)} at ${toSafeText(environment.domain)}: ${isEmpty ? 'nothing to apply' : 'only what the plan touches; the rest is left out'}`,
    ...(manual === 0 ? [] : [`by hand, and not shown here: ${manual} (see kinde-sync plan)`]),
    ...warnings.map(({ code, message }) => `warning ${code}: ${toSafeText(message)}`),
    ...refusals.map(({ guard, message }) => `REFUSED ${guard}: ${toSafeText(message)}`),
  ];
}

function compare(live: string, goal: string, timeout: number): string {
  const patch: string | undefined = createTwoFilesPatch('live', 'goal', live, goal, undefined, undefined, {
    context: 4,
    timeout,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
  return patch ?? replaceAll(live, goal);
}

/** A true diff too, only not the shortest. */
function replaceAll(live: string, goal: string): string {
  const [before, after] = [live, goal].map((text) => text.split('\n').slice(0, -1));
  const [gone = [], come = []] = [before, after];
  const range = (lines: readonly string[]): string => (lines.length === 0 ? '0,0' : `1,${lines.length}`);
  return [
    '--- live',
    '+++ goal',
    `@@ -${range(gone)} +${range(come)} @@`,
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
    '',
  ].join('\n');
}

function writeState({ settings, organizations }: TouchedState): string {
  return [
    ...(settings.length === 0 ? [] : ['environment:', ...writeSettings(settings)]),
    ...(organizations.length === 0 ? [] : ['organizations:', ...organizations.flatMap(writeOrganization)]),
  ]
    .map((line) => `${toSafeText(line)}\n`)
    .join('');
}

function writeSettings(settings: TouchedState['settings']): readonly string[] {
  const flags = settings.filter(({ field }) => field.startsWith(flagPrefix));
  return [
    ...settings.filter((setting) => !flags.includes(setting)).map((setting) => `  ${writeSetting(setting)}`),
    ...(flags.length === 0 ? [] : ['  featureFlags:']),
    ...flags.map(
      ({ field, value }) => `    ${writeSetting({ field: field.slice(flagPrefix.length), value })}`,
    ),
  ];
}

const flagPrefix = 'featureFlags.';

function writeSetting({ field, value }: TouchedState['settings'][number]): string {
  return `${writeValue(field)}: ${writeValue(value)}`;
}

function writeOrganization({ code, fields, members }: TouchedOrganization): readonly string[] {
  const lines = [
    ...(code === undefined ? [] : [`code: ${writeValue(code)}`]),
    ...Object.entries(fields).map(([field, value]) => `${field}: ${writeValue(value)}`),
    ...(members.length === 0 ? [] : ['members:', ...members.map((member) => `  - ${writeMember(member)}`)]),
  ];
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

function writeMember(member: TouchedMember): string {
  return `{ ${Object.entries(member)
    .map(([key, value]: readonly [string, FieldValue]) => `${key}: ${writeValue(value)}`)
    .join(', ')} }`;
}

/** One value on one line. JSON's quotes are YAML's too, and escape what a terminal obeys. */
function writeValue(value: FieldValue): string {
  if (typeof value === 'object' && value !== null) return `[${value.map(writeValue).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  const isPlain = toSafeText(value) === value && !/[,[\]{}"]/.test(value);
  return isPlain ? stringify(value, { lineWidth: 0 }).trimEnd() : quote(value);
}

function quote(text: string): string {
  return JSON.stringify(text).replace(invisibleCharacters, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
