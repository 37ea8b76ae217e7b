// Creates and changes organizations. Creating one is never repeated blindly: after an unclear answer the list of
// organizations says whether the first attempt took effect.
import type { CreateOrganization, FieldChange, OrganizationChange } from '../model/change.js';
import type { OrganizationFields } from '../model/client.js';
import { UnclearError } from '../model/errors.js';
import type { WriteDesk } from './kind.js';
import { toOutcome } from './outcomes.js';

/** Creates or changes one organization, and settles the change. Throws nothing of Kinde's. */
export async function writeOrganization(change: OrganizationChange, desk: WriteDesk): Promise<void> {
  try {
    if (change.action === 'create') await createOrganization(change, desk);
    else await updateOrganization(change, desk);
  } catch (error) {
    desk.settle(change, toOutcome(error));
  }
}

async function updateOrganization(change: OrganizationChange, desk: WriteDesk): Promise<void> {
  const code = desk.codeOf(change.organization);
  if (code === null) {
    const message = `${change.organization.name} could not be created.`;
    desk.settle(change, { result: 'skipped', error: { code: 'organization-missing', message } });
    return;
  }
  await desk.client.updateOrganization(code, toFields(change.fields));
  desk.settle(change, { result: 'applied' });
}

/** After an unclear answer the list of organizations says whether the first attempt took effect. */
async function createOrganization(change: CreateOrganization, desk: WriteDesk): Promise<void> {
  const fields = { ...toFields(change.fields), name: change.organization.name };
  let code: string;
  try {
    code = await desk.client.createOrganization(fields);
  } catch (error) {
    if (!(error instanceof UnclearError)) throw error;
    code = (await findCreated(change, desk)) ?? (await desk.client.createOrganization(fields));
  }
  desk.recordOrganization(change.organization, code);
  desk.settle(change, { result: 'applied' });
}

/** Only an organization with all that was asked for, and which the plan did not know, can be the one. */
async function findCreated(change: CreateOrganization, desk: WriteDesk): Promise<string | null> {
  const { rows } = await desk.client.listOrganizations();
  const asked = toFields(change.fields);
  const [first, second] = rows.filter(
    ({ code, name, handle, externalId }) =>
      name === change.organization.name &&
      handle === (asked.handle ?? null) &&
      externalId === (asked.externalId ?? null) &&
      !desk.isInPlan(code),
  );
  return second === undefined ? (first?.code ?? null) : null;
}

function toFields(fields: readonly FieldChange[]): OrganizationFields {
  return Object.fromEntries(fields.map(({ field, after }) => [field, after]));
}
