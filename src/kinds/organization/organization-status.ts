// The status of organization changes in Kinde: done, by this run or by hand, or in conflict with another change.
import type {
  Change,
  CreateOrganization,
  FieldChange,
  OrganizationChange,
  UpdateOrganization,
} from '../../model/change.js';
import type { LiveOrganization } from '../../model/live.js';
import type { Notice } from '../../model/notice.js';
import type { KnownIds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';
import { readField } from './organization-fields.js';
import { conflict, done, pending, statusOfFields } from '../status.js';
import type { Status } from '../status.js';

interface StatusQuestion {
  readonly live: LiveIndex;
  readonly ids: KnownIds;
  /** All changes of the plan. */
  readonly changes: readonly Change[];
}

/** Returns the status of an update. A handle that another organization has taken is a conflict. */
export function statusOfUpdate(
  { organization: ref, fields }: UpdateOrganization,
  question: StatusQuestion,
): Status {
  const code = question.ids.codeOf(ref);
  // An organization that this plan creates has no earlier state.
  if (code === null) return pending;
  const live = question.live.organization(code);
  if (live === undefined) return conflict(`${ref.name} (${code}) no longer exists.`);
  if (live.registrationDomains === undefined && fields.some(({ field }) => field === 'registrationDomains'))
    return conflict(`The registration domains of ${ref.name} are no longer in the configuration.`);
  const status = statusOfFields(
    fields,
    (field) => readField(live, field),
    (field, now) => `${field} of ${ref.name} is now ${now}.`,
  );
  return status.is === 'pending' ? (statusOfTakenHandle(live, fields, question) ?? status) : status;
}

/** Returns a conflict if another organization has the handle and does not give it up in the same plan. */
function statusOfTakenHandle(
  own: LiveOrganization,
  fields: readonly FieldChange[],
  { live, changes }: StatusQuestion,
): Status | null {
  const handle = fields.find(({ field }) => field === 'handle')?.after;
  if (typeof handle !== 'string') return null;
  const holder = live.organizations.find((one) => one.handle === handle && one.code !== own.code);
  if (holder === undefined || givesHandleUp(holder, changes)) return null;
  return conflict(`The handle ${handle} now belongs to ${holder.code} ("${holder.name}").`);
}

function givesHandleUp({ code, handle }: LiveOrganization, changes: readonly Change[]): boolean {
  return changes.some(
    (change) =>
      change.resource === 'organization' &&
      change.organization.code === code &&
      change.fields.some(({ field, before }) => field === 'handle' && before === handle),
  );
}

/** Returns the status of a creation. An organization with only a part of the planned fields is a conflict. */
export function statusOfCreation(change: CreateOrganization, question: StatusQuestion): Status {
  const { organization: ref, fields } = change;
  const code = question.ids.codeOf(ref);
  const created = question.live.organization(code);
  if (created !== undefined) {
    const twin = findAlike(change, question.live.organizations).find((one) => one.code !== created.code);
    if (twin !== undefined) return explainTwin(change, twin);
    return isAsPlanned(created, change, question) ? done : explainOther(ref.name, created);
  }
  if (code !== null) return conflict(`${ref.name} (${code}) no longer exists.`);
  const near = question.live.organizations.filter((live) =>
    fields.some(
      ({ field, after }) =>
        field !== 'allowRegistrations' &&
        readField(live, field) === after &&
        !(field === 'handle' && givesHandleUp(live, question.changes)),
    ),
  );
  const [first] = near;
  if (first === undefined) return pending;
  return near.length === 1 && isAsPlanned(first, change, question) ? done : explainOther(ref.name, first);
}

/** Ignores registrations that the same plan opens: an organization is created with registrations closed. */
function isAsPlanned(
  live: LiveOrganization,
  { organization: ref, fields }: CreateOrganization,
  { changes }: StatusQuestion,
): boolean {
  const isOpened = changes.some(
    (change) =>
      change.resource === 'organization' &&
      change.action === 'update' &&
      change.organization.code === null &&
      change.organization.name === ref.name &&
      change.fields.some(({ field }) => field === 'allowRegistrations'),
  );
  return fields.every(
    ({ field, after }) => (isOpened && field === 'allowRegistrations') || readField(live, field) === after,
  );
}

function explainOther(name: string, live: LiveOrganization): Status {
  return conflict(`Kinde now has ${live.code} ("${live.name}"), which differs from the planned ${name}.`);
}

/** Two applies at once may both create the organization, since Kinde does not refuse the second one. */
function explainTwin({ organization: { name } }: CreateOrganization, { code }: LiveOrganization): Status {
  return conflict(
    `Another run or a person has created ${name} as well (${code}): delete one of the two in Kinde.`,
  );
}

/** Returns the only organization that this creation can have made. Null if there are none or several. */
export function findCreated(
  change: CreateOrganization,
  organizations: readonly LiveOrganization[],
): LiveOrganization | null {
  const [found, ...others] = findAlike(change, organizations);
  return others.length === 0 ? (found ?? null) : null;
}

/** Returns the organizations with the external id of a creation, else with its handle, else with its name. */
function findAlike(
  { organization: { name }, fields }: CreateOrganization,
  organizations: readonly LiveOrganization[],
): readonly LiveOrganization[] {
  const [field, value] = (['externalId', 'handle'] as const)
    .map((key) => [key, fields.find((one) => one.field === key)?.after] as const)
    .find(([, after]) => typeof after === 'string') ?? ['name', name];
  return organizations.filter((live) => live[field] === value);
}

/** Returns an undo's notice for a created organization that still exists, or may exist under another name. */
export function notifyStays(
  { organization: ref }: OrganizationChange,
  live: LiveIndex,
  ids: KnownIds,
): readonly Notice[] {
  const created = ids.codeOf(ref);
  if (created === null) {
    const message = `The apply may have created ${ref.name}: the journal records no answer to it. kinde-sync can't tell which organization that is, and leaves all of them as they are. Look at the organizations in Kinde's dashboard.`;
    return [{ code: 'stays-created', message, organization: ref }];
  }
  const found = live.organization(created);
  if (found === undefined) return [];
  const { code, name } = found;
  const message = `${name} (${code}) was created by the apply and stays in Kinde: kinde-sync never deletes organizations. Its members leave, and registrations are closed if the apply opened them.`;
  return [{ code: 'stays-created', message, organization: { code, name } }];
}
