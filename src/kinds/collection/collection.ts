// Builds a kind from the description of a collection: values by key, of the environment or of each organization.
// The values exist in Kinde and are set one by one. They are neither created nor deleted.
import type { Change, FieldValue, ValueChange } from '../../model/change.js';
import { organizationKey } from '../../model/change.js';
import type { DesiredState } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { InternalError } from '../../model/errors.js';
import type { ReadNeeds } from '../../model/read-needs.js';
import { nothing } from '../../model/read-needs.js';
import type { StepName } from '../../model/step-order.js';
import { environmentCode, valuesOf } from '../../model/values.js';
import type { DesiredValue, KeyedValue } from '../../model/values.js';
import { deedsOfFields, describeStep, describeValue, hidePrivate, isPrivate } from '../change-words.js';
import type { CollectionSpec } from './collection-spec.js';
import { diffValues } from './diff-values.js';
import { usual } from '../kind.js';
import type { ApplyRun, Kind } from '../kind.js';
import type { OrganizationMatches } from '../organization/match-organizations.js';
import { codeOrSkip, toOutcome, toPrivateOutcome } from '../outcomes.js';
import { nothingTouched } from '../touched.js';
import type { ValueLists } from './value-lists.js';
import { invertValue, organizationOf, statusOfValue } from './value-state.js';

/** A change of one value. */
type Own = ValueChange;

/** Returns the kind of the described collection. */
export function collection(spec: CollectionSpec): Kind<Own> {
  const { name, resource, prefix, inherits = null, operations } = spec;
  const isOwn = (change: Change): change is Own =>
    change.resource === resource && change.action === 'update' && change.fields[0].field.startsWith(prefix);
  const step: StepName = spec.parent === 'environment' ? 'settings' : 'organization-values';
  return {
    ...usual,
    name,
    values: describeLists(spec),
    healable: spec.healable ?? [],
    owns: isOwn,
    check: (desired, { values }) => {
      const known = valuesOf(values, knownList(spec), environmentCode) ?? [];
      return listWanted(spec, desired).flatMap((wanted) =>
        wanted.value === null && operations.clear === undefined
          ? [diagnoseNull(spec, wanted)]
          : (spec.check?.(wanted, known) ?? []),
      );
    },
    needs: (desired, matches) => needValues(spec, desired, matches),
    diff: (comparison) => diffValues(spec, comparison),
    stepOf: () => step,
    operations: (desired) => {
      const wanted = listWanted(spec, desired);
      const { read, readInherited = read } = operations;
      return {
        [read]: wanted.length > 0,
        [spec.definitions?.read ?? readInherited]: wanted.length > 0,
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
    invert: (change, live, ids, changes) => invertValue(spec, change, { live, ids, changes }),
    deeds: (change) => {
      const organization = organizationOf(change);
      const subject = organization === null ? [] : [organizationKey(organization)];
      return deedsOfFields([change.action, resource, ...subject], change.fields);
    },
    describe: (change) => {
      const [field] = hidePrivate(change).fields;
      const key = field.field.slice(prefix.length);
      const subject = key === '' ? spec.noun : `${spec.noun} ${key}`;
      // If values are inherited, a change without a new value restores the environment's.
      const detail =
        field.after === null && inherits !== null
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

function describeLists(spec: CollectionSpec): ValueLists {
  const { parent, section, resource, prefix, noun, plural, list, operations } = spec;
  const { inherits = null, isFreeText = false, definitions = null } = spec;
  const canClear = operations.clear !== undefined;
  const own = { parent, section, resource, prefix, noun, plural, list, inherits, isFreeText };
  return { ...own, read: operations.read, definitions, canClear };
}

/** The schema of the section accepts no null. This is for a schema that forgets it. */
function diagnoseNull({ noun }: CollectionSpec, { key, place }: DesiredValue): Diagnostic {
  return {
    code: 'missing-value',
    severity: 'error',
    message: `The ${noun} "${key}" has no value, and the API can't remove a ${noun}.`,
    place,
    hint: 'Write a value, or remove the line.',
  };
}

function isKeyedValue(value: FieldValue): value is KeyedValue | null {
  return value === null || typeof value !== 'object';
}

function listWanted({ parent, section }: CollectionSpec, desired: DesiredState): readonly DesiredValue[] {
  const parents = parent === 'environment' ? [desired.environment] : desired.organizations;
  return parents.flatMap(({ values }) => values.get(section) ?? []);
}

/** Returns the name of the environment's list that says which keys exist. */
function knownList({ name, inherits, definitions }: CollectionSpec): string {
  return definitions?.name ?? inherits ?? name;
}

function needValues(
  spec: CollectionSpec,
  desired: DesiredState,
  { matches }: OrganizationMatches,
): ReadNeeds {
  const { name, section, parent, inherits, definitions } = spec;
  if (listWanted(spec, desired).length === 0) return nothing;
  const ofEnvironment = [parent === 'environment' ? name : inherits, definitions?.name];
  const shared = ofEnvironment.flatMap((list) =>
    list === undefined ? [] : [[list, new Set([environmentCode])] as const],
  );
  if (parent === 'environment') return { ...nothing, values: new Map(shared) };
  const codes = matches.flatMap((match) => {
    const isStated = (match.desired.values.get(section) ?? []).length > 0;
    return isStated && match.live !== null ? [match.live.code] : [];
  });
  const own = codes.length === 0 ? [] : [[name, new Set(codes)] as const];
  return { ...nothing, values: new Map([...shared, ...own]) };
}

async function writeValue(spec: CollectionSpec, change: Own, run: ApplyRun): Promise<void> {
  const code = 'organization' in change ? codeOrSkip([change], run) : environmentCode;
  if (code === null) return;
  const { field, after: value } = change.fields[0];
  const operation = value === null ? spec.operations.clear : spec.operations.set;
  if (operation === undefined || !isKeyedValue(value))
    throw new InternalError(`The plan has a value of ${field} that can't be written.`);
  const key = field.slice(spec.prefix.length);
  try {
    await run.send([change], operation, (client) => client.writeValue(operation, { code, key, value }));
    run.report(change, { result: 'applied' });
  } catch (error) {
    run.report(change, isPrivate(change) ? toPrivateOutcome(error) : toOutcome(error));
  }
}
