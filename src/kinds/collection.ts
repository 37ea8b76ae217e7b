// Makes the usual kind from a description: values by key, of the environment or of each organization, that exist in Kinde
// and are set one by one. They are neither created nor deleted.
import type { Change, FieldChange, OrganizationRef, ValueChange } from '../model/change.js';
import { organizationKey } from '../model/change.js';
import type { ReadClient, WriteClient } from '../model/client.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import type { ReadCall, WriteCall } from '../model/operations.js';
import type { ReadNeeds } from '../model/read-needs.js';
import { nothing } from '../model/read-needs.js';
import type { StepName } from '../model/step.js';
import { environmentCode, valuesOf } from '../model/values.js';
import type { DesiredValue, KeyedValue, LiveValue, LiveValues } from '../model/values.js';
import { deedsOfFields, describeStep, describeValue } from './change-words.js';
import { usual } from './kind.js';
import type { ApplyRun, Kind, KnownIds } from './kind.js';
import type { LiveIndex } from './live-index.js';
import type { OrganizationMatches } from './organization/match-organizations.js';
import { toOutcome } from './outcomes.js';
import { conflict, statusOfFields } from './status.js';
import type { Status } from './status.js';
import { nothingTouched } from './touched.js';

/** A change of one value. */
type Own = ValueChange;

export interface CollectionSpec {
  /** The kind's name, and that of its lists. */
  readonly name: string;
  readonly parent: 'environment' | 'organization';
  /** The key of the configuration that holds the values, beside `code` or `members`. */
  readonly section: string;
  readonly resource: Own['resource'];
  /** What stands before the key in the fields of a plan. */
  readonly prefix: string;
  /** For people: `feature flag`. */
  readonly noun: string;
  /** The name of its list in the plan's `reads`; null for a setting that is no list. */
  readonly list: string | null;
  /** The kind whose values of the environment are inherited; `null` in a file puts one of them back. */
  readonly inherits?: string;
  readonly operations: {
    readonly read: ReadCall;
    /** Reads the values that are inherited. */
    readonly readInherited?: ReadCall;
    readonly set: WriteCall;
    readonly clear?: WriteCall;
  };
  /** Reads the values of one organization, or of the environment. */
  readonly read: (client: ReadClient, code: string) => Promise<{ rows: readonly LiveValue[]; pages: number }>;
  readonly set: (client: WriteClient, code: string, key: string, value: KeyedValue) => Promise<void>;
  readonly clear?: (client: WriteClient, code: string, key: string) => Promise<void>;
  /** What is wrong with a wanted value, beside those that there are. */
  readonly check?: (wanted: DesiredValue, known: readonly LiveValue[]) => readonly Diagnostic[];
}

/** Returns the kind that the description describes. */
export function collection(spec: CollectionSpec): Kind<Own> {
  const { name, resource, prefix, inherits = null, operations } = spec;
  const isOwn = (change: Change): change is Own =>
    change.resource === resource && change.action === 'update' && change.fields[0].field.startsWith(prefix);
  const step: StepName = spec.parent === 'environment' ? 'settings' : 'organization-values';
  return {
    ...usual,
    name,
    values: {
      parent: spec.parent,
      section: spec.section,
      list: spec.list,
      noun: spec.noun,
      inherits,
      read: spec.read,
    },
    owns: isOwn,
    check: (desired, { values }) => {
      const known = valuesOf(values, inherits ?? name, environmentCode) ?? [];
      return listWanted(spec, desired).flatMap((wanted) => spec.check?.(wanted, known) ?? []);
    },
    needs: (desired, matches) => needValues(spec, desired, matches),
    diff: (comparison) => diffValues(spec, comparison),
    stepOf: () => step,
    operations: (desired) => {
      const wanted = listWanted(spec, desired);
      const { read, readInherited = read } = operations;
      return {
        [read]: wanted.length > 0,
        [readInherited]: wanted.length > 0,
        [operations.set]: wanted.some(({ value }) => value !== null),
        ...(operations.clear === undefined
          ? {}
          : { [operations.clear]: wanted.some(({ value }) => value === null) }),
      };
    },
    cost: (changes) => {
      const cleared = changes.filter(({ fields: [{ after }] }) => after === null).length;
      const { set, clear } = operations;
      return {
        [set]: changes.length - cleared,
        ...(clear === undefined ? {} : { [clear]: cleared }),
      };
    },
    write: async (changes, run) => {
      await Promise.all(changes.map((change) => writeValue(spec, change, run)));
    },
    touches: (change) => ({
      ...nothingTouched,
      values: [
        { collection: name, organization: organizationOf(change) },
        ...(inherits !== null && change.fields[0].after === null
          ? [{ collection: inherits, organization: null }]
          : []),
      ],
    }),
    status: (change, live, ids) => statusOfValue(spec, change, live, ids),
    // The value from before may have been inherited; to set it is what can be done.
    invert: (change, live, ids) => {
      const [{ field, before, after }] = change.fields;
      const now = after ?? live.value(name, codeOf(change, ids), field.slice(prefix.length))?.value ?? null;
      return { change: withField(change, { field, before: now, after: before }) };
    },
    deeds: (change) => {
      const organization = organizationOf(change);
      const subject = organization === null ? [] : [organizationKey(organization)];
      return deedsOfFields([change.action, resource, ...subject], change.fields);
    },
    describe: ({ fields: [field] }) => {
      const key = field.field.slice(prefix.length);
      const subject = key === '' ? spec.noun : `${spec.noun} ${key}`;
      // Only a value that is inherited can be taken away.
      const detail =
        field.after === null
          ? `${describeValue(field.field, field.before)} -> the environment's value`
          : describeStep(field);
      return [{ sign: '~', subject, detail }];
    },
    describeMiss: (change) => {
      const where = organizationOf(change)?.name;
      return `${change.fields[0].field}${where === undefined ? '' : ` of ${where}`} does not have the planned value`;
    },
  };
}

/** The same change of the same value, from one to another. */
function withField<Some extends Own>(change: Some, field: FieldChange): Some {
  return { ...change, fields: [field] };
}

function organizationOf(change: Own): OrganizationRef | null {
  return 'organization' in change ? change.organization : null;
}

/** Null for an organization that does not exist yet. */
function codeOf(change: Own, ids: KnownIds): string | null {
  const organization = organizationOf(change);
  return organization === null ? environmentCode : ids.codeOf(organization);
}

function listWanted({ parent, section }: CollectionSpec, desired: DesiredState): readonly DesiredValue[] {
  const parents = parent === 'environment' ? [desired.environment] : desired.organizations;
  return parents.flatMap(({ values }) => values.get(section) ?? []);
}

function needValues(
  spec: CollectionSpec,
  desired: DesiredState,
  { matches }: OrganizationMatches,
): ReadNeeds {
  const { name, section, parent, inherits } = spec;
  if (listWanted(spec, desired).length === 0) return nothing;
  if (parent === 'environment') return { ...nothing, values: new Map([[name, new Set([environmentCode])]]) };
  const codes = matches.flatMap((match) => {
    const isStated = (match.desired.values.get(section) ?? []).length > 0;
    return isStated && match.live !== null ? [match.live.code] : [];
  });
  const known = inherits === undefined ? [] : [[inherits, new Set([environmentCode])] as const];
  const own = codes.length === 0 ? [] : [[name, new Set(codes)] as const];
  return { ...nothing, values: new Map([...known, ...own]) };
}

function diffValues(spec: CollectionSpec, { desired, live, organizations }: Comparison) {
  const { parent, section, name, noun, inherits = name } = spec;
  const notices: Notice[] = [];
  const pass = (wanted: readonly DesiredValue[], now: Keyed, ref?: OrganizationRef) =>
    wanted.filter((one) => {
      if (!isUnreadable(now.get(one.key)) && !isUnreadable(inherited.get(one.key))) return true;
      notices.push(notifyUnreadable(noun, one, ref));
      return false;
    });
  const inherited = keyed(live.values, inherits, environmentCode);
  const found =
    parent === 'environment'
      ? diffParent(spec, pass(desired.environment.values.get(section) ?? [], inherited), {
          now: inherited,
          inherited,
        })
      : organizations.flatMap((pair) => {
          const code = pair.live?.code;
          const now = code === undefined ? inherited : keyed(live.values, name, code);
          const wanted = pair.desired.values.get(section) ?? [];
          return diffParent(spec, pass(wanted, now, pair.ref), { now, inherited }, pair.ref);
        });
  const changes = found.flatMap((change) => change ?? []);
  return { changes, notices, unchanged: found.length - changes.length };
}

/** A value of a type that this version can't read is never compared, and never written. */
function isUnreadable(value: LiveValue | undefined): boolean {
  return value?.type === 'unknown';
}

function notifyUnreadable(
  noun: string,
  { key, place }: DesiredValue,
  organization?: OrganizationRef,
): Notice {
  return {
    code: 'unknown-flag-type',
    message: `The ${noun} "${key}" has a type in Kinde that kinde-sync does not know, so it is not changed. Set it in Kinde, and remove it from the file.`,
    ...(organization === undefined ? {} : { organization }),
    source: formatPlace(place),
  };
}

type Keyed = ReadonlyMap<string, LiveValue>;

function keyed(values: LiveValues, name: string, code: string): Keyed {
  return new Map((valuesOf(values, name, code) ?? []).map((one) => [one.key, one]));
}

/** Null for a value that is unchanged. */
function diffParent(
  { prefix, resource }: CollectionSpec,
  wanted: readonly DesiredValue[],
  { now, inherited }: { readonly now: Keyed; readonly inherited: Keyed },
  organization?: OrganizationRef,
): readonly (Own | null)[] {
  return wanted.map(({ key, value, place }) => {
    const before = now.get(key)?.value ?? null;
    if (before === (value ?? inherited.get(key)?.value ?? null)) return null;
    const field: FieldChange = { field: `${prefix}${key}`, before, after: value };
    const change = { action: 'update', fields: [field], source: formatPlace(place) } as const;
    return resource === 'environment' || organization === undefined
      ? { ...change, resource: 'environment' }
      : { ...change, resource, organization };
  });
}

function statusOfValue(spec: CollectionSpec, change: Own, live: LiveIndex, ids: KnownIds): Status {
  const code = codeOf(change, ids);
  const { name, prefix, noun, inherits = name } = spec;
  const organization = organizationOf(change);
  if (code === null || (organization !== null && !live.hasValues(name, code)))
    return conflict(`${organization?.name ?? ''} is gone, or its ${noun}s are no longer managed.`);
  const [{ field, before, after }] = change.fields;
  const key = field.slice(prefix.length);
  const goal = after ?? live.value(inherits, environmentCode, key)?.value ?? null;
  return statusOfFields(
    [{ field, before, after: goal }],
    () => live.value(name, code, key)?.value,
    (_, now) => `The ${noun}${key === '' ? '' : ` ${key}`} is now ${now}.`,
  );
}

async function writeValue(spec: CollectionSpec, change: Own, run: ApplyRun): Promise<void> {
  const code = codeOf(change, run);
  if (code === null) {
    const message = `${organizationOf(change)?.name ?? ''} could not be created.`;
    run.report(change, { result: 'skipped', error: { code: 'organization-missing', message } });
    return;
  }
  const [{ field, after }] = change.fields;
  const key = field.slice(spec.prefix.length);
  const { set, clear = set } = spec.operations;
  try {
    await run.send([change], after === null ? clear : set, async (client) => {
      if (after === null) await spec.clear?.(client, code, key);
      else await spec.set(client, code, key, after as KeyedValue);
    });
    run.report(change, { result: 'applied' });
  } catch (error) {
    run.report(change, toOutcome(error));
  }
}
