// Creates and updates entities. After an unclear answer to a creation, the list shows whether it took effect. References
// are written as a whole list with explicit removals, so the result is right whether Kinde replaces or adds.
import type { CreateEntity, EntityChange, UpdateEntity } from '../../model/change.js';
import { InternalError, UnclearError } from '../../model/errors.js';
import type { OutcomeError } from '../../model/outcome.js';
import type { ApplyRun } from '../kind.js';
import type { Repair } from '../repair.js';
import type { LiveIndex } from '../live-index.js';
import { toOutcome } from '../outcomes.js';
import { gainedOf, itemsOf, lostOf } from '../field-items.js';
import { fieldsAfter } from './entity-fields.js';
import type { EntitySpec, ReferenceSpec } from './entity-spec.js';

/** Writes the changes and reports each. Creations come first, so that one list then shows every id. */
export async function writeEntities(
  spec: EntitySpec,
  changes: readonly EntityChange[],
  run: ApplyRun,
): Promise<void> {
  const isCreation = (change: EntityChange): change is CreateEntity => change.action === 'create';
  const isUpdate = (change: EntityChange): change is UpdateEntity => change.action === 'update';
  await Promise.all(
    changes.filter(isCreation).map((change) => report(change, run, createEntity(spec, change, run))),
  );
  await Promise.all(
    changes.filter(isUpdate).map((change) => report(change, run, updateEntity(spec, change, run))),
  );
}

/** Reports the change as applied, or with the error of its write or the reason why it was not written. */
async function report(
  change: EntityChange,
  run: ApplyRun,
  written: Promise<OutcomeError | null>,
): Promise<void> {
  try {
    const error = await written;
    run.report(change, error === null ? { result: 'applied' } : { result: 'skipped', error });
  } catch (error) {
    run.report(change, toOutcome(error));
  }
}

async function createEntity(spec: EntitySpec, change: CreateEntity, run: ApplyRun): Promise<null> {
  const fields = fieldsAfter(change, null);
  const create = () =>
    run.send(
      [change],
      spec.operations.create,
      (client) => spec.create(client, fields),
      (created) => (created === null ? {} : { created }),
    );
  let id: string | null;
  try {
    id = await create();
  } catch (error) {
    if (!(error instanceof UnclearError)) throw error;
    id = (await findId(spec, change.key, run)) ?? (await create());
  }
  const { references } = spec;
  const wanted = change.fields.find(({ field }) => field === references?.field);
  if (references === null || wanted === undefined || itemsOf(wanted.after).length === 0) return null;
  const owner = id ?? (await findId(spec, change.key, run));
  if (owner === null) throw new InternalError(`Kinde shows no id of the ${spec.name} "${change.key}".`);
  await writeReferences(references, change, owner, run);
  return null;
}

async function findId(spec: EntitySpec, key: string, { client }: ApplyRun): Promise<string | null> {
  const { rows } = await spec.read(client);
  return rows.find((row) => row.key === key)?.id ?? null;
}

async function updateEntity(
  spec: EntitySpec,
  change: UpdateEntity,
  run: ApplyRun,
): Promise<OutcomeError | null> {
  const now = (await run.listEntities(spec.name)).get(change.key);
  if (now === undefined)
    return { code: 'entity-missing', message: `Kinde no longer has the ${spec.name} "${change.key}".` };
  const { references } = spec;
  if (change.fields.some(({ field }) => field !== references?.field)) {
    const fields = fieldsAfter(change, now);
    await run.send([change], spec.operations.update, (client) => spec.update(client, now, fields));
  }
  if (references !== null && change.fields.some(({ field }) => field === references.field))
    await writeReferences(references, change, now.id, run);
  return null;
}

async function writeReferences(
  spec: ReferenceSpec,
  change: EntityChange,
  id: string,
  run: ApplyRun,
): Promise<void> {
  const { wanted, removed } = await findTargets(spec, change, run);
  await run.send([change], spec.operations.write, (client) => spec.write(client, id, { wanted, removed }));
}

interface Targets {
  readonly wanted: readonly string[];
  readonly removed: readonly string[];
}

/** Returns the ids of the listed entities and of those that the change removes. */
async function findTargets(
  { field, to }: ReferenceSpec,
  change: EntityChange,
  run: ApplyRun,
): Promise<Targets> {
  const targets = await run.listEntities(to);
  const own = change.fields.filter((one) => one.field === field);
  const idsOf = (keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => targets.get(key)?.id ?? []);
  return {
    wanted: idsOf(own.flatMap(({ after }) => itemsOf(after))),
    removed: idsOf(own.flatMap(lostOf)),
  };
}

/** Returns a repair for each entity that lacks planned references, or still has some that the plan removes. */
export function findReferenceRepairs(
  spec: EntitySpec,
  changes: readonly EntityChange[],
  live: LiveIndex,
  run: ApplyRun,
): readonly Repair[] {
  return changes.flatMap((change): readonly Repair[] => {
    if (run.outcomeOf(change)?.result !== 'applied') return [];
    const [own] = change.fields.filter(({ field }) => field === spec.references?.field);
    const held = live.entity(spec.name, change.key)?.fields[own?.field ?? ''];
    if (own === undefined || held === undefined) return [];
    const open = [
      ...gainedOf({ ...own, before: held }).map((key) => `lacks ${key}`),
      ...lostOf(own).flatMap((key) => (itemsOf(held).includes(key) ? [`still has ${key}`] : [])),
    ];
    const message = `The ${spec.name} "${change.key}" ${open.join(' and ')} after the apply.`;
    return open.length === 0 ? [] : [{ change, code: null, message }];
  });
}

/** Sends removals and list in two calls, in case Kinde passes over a part of one call. */
export async function repairReferences(
  spec: EntitySpec,
  changes: readonly EntityChange[],
  run: ApplyRun,
): Promise<void> {
  const { references } = spec;
  if (references === null || changes.length === 0) return;
  const owners = new Map((await spec.read(run.client)).rows.map(({ key, id }) => [key, id]));
  for (const change of changes) {
    const id = owners.get(change.key);
    if (id === undefined) continue;
    const { wanted, removed } = await findTargets(references, change, run);
    const calls = [
      { wanted: [], removed },
      { wanted, removed: [] },
    ].filter((call) => call.wanted.length + call.removed.length > 0);
    try {
      for (const call of calls)
        await run.send([change], references.operations.write, (client) => references.write(client, id, call));
    } catch (error) {
      if (!(error instanceof UnclearError)) run.correct(change, toOutcome(error));
    }
  }
}
