// Builds a kind from the description of an entity: things under a key that are created and updated, and never deleted.
import type { Change, EntityChange, UpdateEntity } from '../../model/change.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { DesiredState } from '../../model/desired.js';
import { groupBy } from '../../model/group-by.js';
import { nameSome } from '../../model/text/name-some.js';
import { nothing } from '../../model/read-needs.js';
import type { ReadNeeds } from '../../model/read-needs.js';
import type { WriteCall } from '../../model/operations/operations.js';
import { deedsOfFields, describeStep } from '../change-words.js';
import type { ChangeWords } from '../change-words.js';
import { usual } from '../kind.js';
import type { Kind, OperationNeeds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';
import { conflict, done, pending, statusOfFields } from '../status.js';
import type { Status } from '../status.js';
import { nothingTouched } from '../touched.js';
import { diagnoseEntities } from './diagnose-entities.js';
import { diffEntities } from './diff-entities.js';
import { gainedOf, itemsOf, lostOf } from '../field-items.js';
import type { EntitySpec } from './entity-spec.js';
import { isManagedFrom, listWanted } from './managed-from.js';
import { findReferenceRepairs, repairReferences, writeEntities } from './write-entities.js';

/** Returns the kind of the described entity. */
export function entity(spec: EntitySpec): Kind<EntityChange> {
  const { name, references, operations } = spec;
  const isOwn = (change: Change): change is EntityChange => change.resource === name;
  const hasReferences = ({ fields }: EntityChange): boolean =>
    fields.some(({ field }) => field === references?.field);
  return {
    ...usual,
    name,
    entities: spec,
    healable: references === null ? [] : ['unknown-permission'],
    owns: isOwn,
    check: (desired, overview) => diagnoseEntities(spec, desired, overview),
    needs: (desired) => needEntities(spec, desired),
    diff: (comparison) => diffEntities(spec, comparison),
    stepOf: () => spec.step,
    operations: (desired, environmentCode) => needOperations(spec, desired, environmentCode),
    cost: (changes) => {
      const count = (test: (change: EntityChange) => boolean) => changes.filter(test).length;
      return {
        [operations.create]: count(({ action }) => action === 'create'),
        [operations.update]: count(
          ({ action, fields }) =>
            action === 'update' && fields.some(({ field }) => field !== references?.field),
        ),
        ...(references === null
          ? {}
          : countReferenceWrites(references.operations.write, changes.filter(hasReferences))),
      };
    },
    lookUps: (changes) => [
      ...(changes.some(({ action }) => action === 'update') ? [name] : []),
      ...(references !== null && changes.some(hasReferences) ? [references.to] : []),
    ],
    write: (changes, run) => writeEntities(spec, changes, run),
    touches: (change) => ({
      ...nothingTouched,
      entities: [{ kind: name, key: change.key, withReferences: hasReferences(change) }],
      permissions: change.fields.flatMap(({ after }) => itemsOf(after)),
    }),
    status: (change, live) => statusOfEntity(spec, change, live),
    findRepairs: (changes, live, run) => findReferenceRepairs(spec, changes, live, run),
    repair: (repairs, run) =>
      repairReferences(
        spec,
        repairs.flatMap(({ change }) => (isOwn(change) ? [change] : [])),
        run,
      ),
    invert: (change, live) => {
      if (change.action === 'create') return null;
      const fields = change.fields.map(({ field, before, after }) => ({
        field,
        before: after,
        after: before,
      }));
      const { holders: _holders, ...inverse } = { ...change, fields };
      const holders = fields.some((field) => lostOf(field).length > 0)
        ? live.holdersOf(change.key)
        : undefined;
      return { change: { ...inverse, ...(holders === undefined ? {} : { holders }) } };
    },
    combine: combineUpdates,
    notifyCreated: (created) => {
      if (created.length === 0) return [];
      const which = nameSome(
        created.map(({ key }) => `"${key}"`),
        5,
      );
      const what = countNoun(
        created.length,
        `${name} created by the apply stays`,
        `${spec.plural} created by the apply stay`,
      );
      const message = `${what} in Kinde: ${which}. kinde-sync never deletes ${spec.plural}.`;
      return [{ code: 'stays-created', message }];
    },
    deeds: ({ action, key, fields }) => {
      const subject = [action, name, key];
      return [...(action === 'create' ? [JSON.stringify(subject)] : []), ...deedsOfFields(subject, fields)];
    },
    describe: (change) => describeEntity(change),
    describeMiss: ({ key, fields }) =>
      `the ${name} "${key}" differs from the plan (${fields.map(({ field }) => field).join(', ')})`,
  };
}

function countReferenceWrites(
  write: WriteCall,
  changes: readonly EntityChange[],
): Partial<Record<WriteCall, number>> {
  const isWritten = ({ action, fields }: EntityChange): boolean =>
    action === 'update' || fields.some(({ after }) => itemsOf(after).length > 0);
  return { [write]: changes.filter(isWritten).length };
}

function needEntities({ name, section, references }: EntitySpec, desired: DesiredState): ReadNeeds {
  const wanted = listWanted(desired, section);
  if (wanted.length === 0) return nothing;
  const listing = references === null ? [] : wanted.filter(({ fields }) => fields.has(references.field));
  const own = [name, new Set(listing.map(({ key }) => key))] as const;
  const targets =
    references === null || listing.length === 0 ? [] : [[references.to, new Set<string>()] as const];
  return { ...nothing, entities: new Map([own, ...targets]) };
}

/** An environment that does not manage the business is only compared and needs no writing call. */
function needOperations(
  { section, operations, references }: EntitySpec,
  desired: DesiredState,
  environmentCode?: string,
): OperationNeeds {
  const wanted = listWanted(desired, section);
  const isWritten = environmentCode === undefined || isManagedFrom(desired, environmentCode);
  const isRead = wanted.length > 0;
  const own = {
    [operations.list]: isRead,
    [operations.create]: isRead && isWritten,
    [operations.update]: isRead && isWritten,
  };
  if (references === null) return own;
  const isListing = wanted.some(({ fields }) => fields.has(references.field));
  const { read, listTargets, write } = references.operations;
  return { ...own, [read]: isListing, [listTargets]: isListing, [write]: isListing && isWritten };
}

function statusOfEntity({ name }: EntitySpec, change: EntityChange, live: LiveIndex): Status {
  const now = live.entity(name, change.key);
  if (now === undefined)
    return change.action === 'create'
      ? pending
      : conflict(`Kinde no longer has the ${name} "${change.key}".`);
  const status = statusOfFields(
    change.fields,
    (field) => now.fields[field] ?? null,
    (field, value) => `The ${field} of the ${name} "${change.key}" is now ${value}.`,
  );
  if (change.action === 'update' || status.is !== 'pending') return status;
  return change.fields.length === 0
    ? done
    : conflict(`Kinde now has the ${name} "${change.key}", with other fields.`);
}

/** Joins the updates of one entity. */
function combineUpdates(changes: readonly EntityChange[]): readonly EntityChange[] {
  const updates = changes.filter((change): change is UpdateEntity => change.action === 'update');
  const others = changes.filter(({ action }) => action !== 'update');
  const joined = [...groupBy(updates, ({ key }) => key).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const holders = own.find((one) => one.holders !== undefined)?.holders;
    const fields = own.flatMap((one) => one.fields);
    return [{ ...first, fields, ...(holders === undefined ? {} : { holders }) }];
  });
  return [...others, ...joined];
}

function describeEntity(change: EntityChange): readonly ChangeWords[] {
  const subject = `${change.resource} ${change.key}`;
  if (change.action === 'update')
    return change.fields.flatMap((field) =>
      describeField(change, field).map((words) => ({ sign: '~', subject, ...words }) as const),
    );
  const name = change.fields.find(({ field }) => field === 'name')?.after;
  const items = change.fields.flatMap(({ after }) => itemsOf(after));
  const held = items.length === 0 ? '' : `, with ${items.join(', ')}`;
  return [{ sign: '+', subject, detail: `created as ${String(name ?? change.key)}${held}` }];
}

/** Returns lost and gained permissions apart, since reviewers look for the lost ones first. */
function describeField(
  { holders }: UpdateEntity,
  field: UpdateEntity['fields'][number],
): readonly Pick<ChangeWords, 'detail' | 'section'>[] {
  const [gained, lost] = [gainedOf(field), lostOf(field)];
  if (gained.length + lost.length === 0) return [{ detail: `${field.field} ${describeStep(field)}` }];
  const held =
    holders === undefined ? '' : ` (${countNoun(holders, 'person holds the role', 'people hold the role')})`;
  return [
    ...(lost.length === 0
      ? []
      : [{ detail: `loses ${lost.join(', ')}${held}`, section: 'weakened' } as const]),
    ...(gained.length === 0
      ? []
      : [{ detail: `gains ${gained.join(', ')}`, section: 'strengthened' } as const]),
  ];
}
