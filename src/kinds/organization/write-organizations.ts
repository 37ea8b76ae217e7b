// Creates and updates organizations. After an unclear answer to a creation, the list of organizations shows whether the
// first attempt took effect, before a second one is sent.
import { organizationKey } from '../../model/change.js';
import type {
  CreateOrganization,
  FieldChange,
  OrganizationChange,
  UpdateOrganization,
} from '../../model/change.js';
import type { OrganizationFields } from '../../model/client.js';
import { UnclearError } from '../../model/errors.js';
import type { Outcome } from '../../model/outcome.js';
import type { ApplyRun } from '../kind.js';
import { codeOrSkip, toOutcome } from '../outcomes.js';
import { isSame } from '../status.js';
import { admitsMore, closesRegistrations, opensRegistrations } from './registration-domains.js';

/**
 * Creates or updates one organization (POST or PATCH organization, DELETE handle) and reports the change. Throws nothing of
 * Kinde's.
 */
export async function writeOrganization(change: OrganizationChange, run: ApplyRun): Promise<void> {
  try {
    if (change.action === 'create') await createOrganization(change, run);
    else await updateOrganization(change, run);
  } catch (error) {
    run.report(change, toOutcome(error));
  }
}

/** Returns whether the change empties the organization's handle, which no other field of a change goes with. */
export function emptiesHandle({ action, fields }: OrganizationChange): boolean {
  return action === 'update' && fields.every(({ field, after }) => field === 'handle' && after === null);
}

async function updateOrganization(change: UpdateOrganization, run: ApplyRun): Promise<void> {
  const code = codeOrSkip([change], run);
  if (code === null) return;
  if (lacksClosing(change, run)) {
    const message = `Registrations of ${change.organization.name} could not be closed, so its registration domains stay as they are.`;
    run.report(change, { result: 'skipped', error: { code: 'closing-failed', message } });
    return;
  }
  if (emptiesHandle(change)) {
    await run.send([change], 'clearOrganizationHandle', (client) => client.clearOrganizationHandle(code));
  } else if (limitsOpening(change)) {
    run.report(change, await openLimited(change, code, run));
    return;
  } else {
    await sendFields(change, code, run);
  }
  run.report(change, { result: 'applied' });
}

/** Returns whether the change admits more addresses, and the change that closes the same registrations has failed. */
function lacksClosing(change: UpdateOrganization, run: ApplyRun): boolean {
  const key = organizationKey(change.organization);
  return (
    admitsMore(change) &&
    run.changes.some(
      (one) =>
        closesRegistrations(one) &&
        organizationKey(one.organization) === key &&
        run.outcomeOf(one)?.result !== 'applied',
    )
  );
}

async function sendFields(change: UpdateOrganization, code: string, run: ApplyRun): Promise<void> {
  const fields = toFields(change.fields);
  await run.send([change], 'updateOrganization', (client) => client.updateOrganization(code, fields));
}

/**
 * Sets the registration domains, reads them back, and only then opens registrations. A tenant without the domains in its
 * Kinde plan may confirm them without keeping them, and would then be open to anyone. Returns the outcome.
 */
async function openLimited(change: UpdateOrganization, code: string, run: ApplyRun): Promise<Outcome> {
  const [opening, others] = splitOpening(change.fields);
  await sendFields({ ...change, fields: others }, code, run);
  const { registrationDomains } = await run.client.getOrganization(code);
  const wanted = others.find(({ field }) => field === 'registrationDomains')?.after;
  if (!isSame(wanted, registrationDomains)) {
    const message = `Kinde confirmed the registration domains of ${change.organization.name} and does not have them, so its registrations stay closed. Your Kinde subscription may not include allowed domains.`;
    return { result: 'failed', error: { code: 'not-verified', message } };
  }
  await sendFields({ ...change, fields: opening }, code, run);
  return { result: 'applied' };
}

function splitOpening(
  fields: readonly FieldChange[],
): readonly [opening: readonly FieldChange[], others: readonly FieldChange[]] {
  const isOpening = ({ field }: FieldChange): boolean => field === 'allowRegistrations';
  return [fields.filter(isOpening), fields.filter((one) => !isOpening(one))];
}

/** Returns whether the change opens registrations for some domains only. Its write takes three requests. */
export function limitsOpening({ action, fields }: OrganizationChange): boolean {
  const domains = fields.find(({ field }) => field === 'registrationDomains')?.after;
  return action === 'update' && opensRegistrations(fields) && Array.isArray(domains) && domains.length > 0;
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
    code = (await findFirstAttempt(change, run)) ?? (await create());
  }
  run.recordOrganization(change.organization, code);
  run.report(change, { result: 'applied' });
}

/** Returns the code of the only organization that has all requested values and is not in the plan; null if unsure. */
async function findFirstAttempt(change: CreateOrganization, run: ApplyRun): Promise<string | null> {
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
