// Creates and updates organizations. After an unclear answer to a creation, the list of organizations shows whether the
// first attempt took effect, before a second one is sent.
import type { CreateOrganization, FieldChange, OrganizationChange } from '../../model/change.js';
import type { OrganizationFields } from '../../model/client.js';
import { UnclearError } from '../../model/errors.js';
import type { ApplyRun } from '../kind.js';
import { toOutcome } from '../outcomes.js';

/** Creates or updates one organization (POST or PATCH organization) and reports the change. Throws nothing of Kinde's. */
export async function writeOrganization(change: OrganizationChange, run: ApplyRun): Promise<void> {
  try {
    if (change.action === 'create') await createOrganization(change, run);
    else await updateOrganization(change, run);
  } catch (error) {
    run.report(change, toOutcome(error));
  }
}

async function updateOrganization(change: OrganizationChange, run: ApplyRun): Promise<void> {
  const code = run.codeOf(change.organization);
  if (code === null) {
    const message = `${change.organization.name} could not be created.`;
    run.report(change, { result: 'skipped', error: { code: 'organization-missing', message } });
    return;
  }
  const fields = toFields(change.fields);
  await run.send([change], 'updateOrganization', (client) => client.updateOrganization(code, fields));
  run.report(change, { result: 'applied' });
}

async function createOrganization(change: CreateOrganization, run: ApplyRun): Promise<void> {
  const fields = { ...toFields(change.fields), name: change.organization.name };
  const create = () =>
    run.send(
      [change],
      'createOrganization',
      (client) => client.createOrganization(fields),
      (created) => ({ created }),
    );
  let code: string;
  try {
    code = await create();
  } catch (error) {
    if (!(error instanceof UnclearError)) throw error;
    code = (await findCreated(change, run)) ?? (await create());
  }
  run.recordOrganization(change.organization, code);
  run.report(change, { result: 'applied' });
}

/** Returns the code of the only organization that has all requested values and is not in the plan; null if unsure. */
async function findCreated(change: CreateOrganization, run: ApplyRun): Promise<string | null> {
  const { rows } = await run.client.listOrganizations();
  const asked = toFields(change.fields);
  const [first, second] = rows.filter(
    ({ code, name, handle, externalId }) =>
      name === change.organization.name &&
      handle === (asked.handle ?? null) &&
      externalId === (asked.externalId ?? null) &&
      !run.isInPlan(code),
  );
  return second === undefined ? (first?.code ?? null) : null;
}

function toFields(fields: readonly FieldChange[]): OrganizationFields {
  return Object.fromEntries(fields.map(({ field, after }) => [field, after]));
}
