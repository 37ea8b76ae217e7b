// The environment's values of feature flags that exist in Kinde. Flags are neither created nor deleted here.
import { closestMatch } from 'leven';
import type { Change, UpdateEnvironment } from '../model/change.js';
import type { DesiredFeatureFlag } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { KnownFeatureFlag, LiveFeatureFlag } from '../model/live.js';
import { formatPlace } from '../model/place.js';
import { deedsOfFields, describeStep } from './change-words.js';
import { usual } from './kind.js';
import type { ApplyRun, Findings, Kind } from './kind.js';
import { toOutcome } from './outcomes.js';
import { statusOfFields } from './status.js';
import { nothingTouched } from './touched.js';

const prefix = 'featureFlags.';

const typeWords: Record<KnownFeatureFlag['type'], string> = {
  bool: 'true or false',
  int: 'a whole number',
  str: 'text (in quotes if it looks like a number, true or false)',
};

export const featureFlag: Kind<UpdateEnvironment> = {
  ...usual,
  name: 'feature-flag',
  owns: (change: Change): change is UpdateEnvironment =>
    change.resource === 'environment' &&
    change.action === 'update' &&
    change.fields[0].field.startsWith(prefix),
  check: (desired, foundations) =>
    desired.environment.featureFlags.flatMap((flag) => checkFlag(flag, foundations.featureFlags)),
  diff: ({ desired, live }) => {
    const flags = new Map(live.featureFlags.map((flag) => [flag.key, flag]));
    const changes = desired.environment.featureFlags.flatMap((wanted) => diffFlag(wanted, flags));
    const unchanged = desired.environment.featureFlags.length - changes.length;
    return { changes, notices: [], unchanged } satisfies Findings<UpdateEnvironment>;
  },
  stepOf: () => 'settings',
  operations: ({ environment }) => {
    const isManaged = environment.featureFlags.length > 0;
    return { listFeatureFlags: isManaged, setFeatureFlag: isManaged };
  },
  cost: (changes) => ({ setFeatureFlag: changes.length }),
  write: async (changes, run) => {
    await Promise.all(changes.map((change) => writeFlag(change, run)));
  },
  touches: () => ({ ...nothingTouched, settings: ['featureFlags'] }),
  status: (change, live) =>
    statusOfFields(
      change.fields,
      (field) => {
        const flag = live.flag(field.slice(prefix.length));
        return flag === undefined ? undefined : readValue(flag);
      },
      (field, now) => `The feature flag ${field.slice(prefix.length)} is ${now} now.`,
    ),
  invert: (change) => ({ change: swapSetting(change) }),
  deeds: ({ action, fields }) => deedsOfFields([action, 'environment'], fields),
  describe: ({ fields: [field] }) => [
    { sign: '~', subject: `feature flag ${field.field.slice(prefix.length)}`, detail: describeStep(field) },
  ],
  describeMiss: ({ fields: [{ field }] }) => `${field} is not as planned`,
};

/** Returns the change that sets the value from before. */
export function swapSetting(change: UpdateEnvironment): UpdateEnvironment {
  const [{ field, before, after }] = change.fields;
  return { ...change, fields: [{ field, before: after, after: before }] };
}

function typeOf(value: DesiredFeatureFlag['value']): KnownFeatureFlag['type'] {
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'number' ? 'int' : 'str';
}

function checkFlag(wanted: DesiredFeatureFlag, flags: readonly LiveFeatureFlag[]): readonly Diagnostic[] {
  const live = flags.find(({ key }) => key === wanted.key);
  if (live === undefined) return [explainUnknownFlag(wanted, flags)];
  if (typeOf(wanted.value) === live.type) return [];
  if (live.type === 'unknown') return [explainUnknownType(wanted)];
  return [
    {
      code: 'flag-type',
      severity: 'error',
      message: `The feature flag "${wanted.key}" takes ${typeWords[live.type]} in Kinde.`,
      place: wanted.place,
      hint: `Write ${typeWords[live.type]}.`,
    },
  ];
}

function explainUnknownType({ key, place }: DesiredFeatureFlag): Diagnostic {
  return {
    code: 'flag-type',
    severity: 'error',
    message: `The feature flag "${key}" has a type in Kinde that kinde-sync does not know.`,
    place,
    hint: 'Take it out of the file and set it in Kinde (Feature flags).',
  };
}

function explainUnknownFlag(wanted: DesiredFeatureFlag, flags: readonly LiveFeatureFlag[]): Diagnostic {
  const near = closestMatch(
    wanted.key,
    flags.map(({ key }) => key),
    { maxDistance: 3 },
  );
  return {
    code: 'unknown-feature-flag',
    severity: 'error',
    message: `Kinde has no feature flag "${wanted.key}" in this environment.`,
    place: wanted.place,
    hint:
      near === undefined
        ? 'Create the flag in Kinde first (Feature flags), or take it out of the file.'
        : `Did you mean "${near}"?`,
  };
}

function diffFlag(
  wanted: DesiredFeatureFlag,
  flags: ReadonlyMap<string, LiveFeatureFlag>,
): readonly UpdateEnvironment[] {
  const live = flags.get(wanted.key);
  if (live === undefined || live.value === String(wanted.value)) return [];
  const fields = [{ field: `${prefix}${wanted.key}`, before: readValue(live), after: wanted.value }] as const;
  return [{ action: 'update', resource: 'environment', fields, source: formatPlace(wanted.place) }];
}

/** Returns the value as its type has it, null where that is unknown: Kinde gives every value as text. */
export function readValue(flag: KnownFeatureFlag): string | number | boolean;
export function readValue(flag: LiveFeatureFlag): string | number | boolean | null;
export function readValue({ type, value }: LiveFeatureFlag): string | number | boolean | null {
  if (type === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  return type === 'int' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

async function writeFlag(change: UpdateEnvironment, run: ApplyRun): Promise<void> {
  const [{ field, after }] = change.fields;
  const key = field.slice(prefix.length);
  try {
    await run.send([change], 'setFeatureFlag', (client) => client.setFeatureFlag(key, String(after)));
    run.report(change, { result: 'applied' });
  } catch (error) {
    run.report(change, toOutcome(error));
  }
}
