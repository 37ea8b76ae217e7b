// One change in a few words, the same in every format that is read by people. Texts of Kinde and of the files
// come out as they are: whoever prints them makes them safe for the place they go to.
import type { Change, FieldChange, FieldValue, ManualSetting, UpdateEnvironment } from '../model/change.js';
import { assertNever } from '../model/errors.js';

/** `+` gains, `-` loses, `~` changes, `!` is for a person to do. */
export type Sign = '+' | '-' | '~' | '!';

export interface ChangeWords {
  readonly sign: Sign;
  /** Who or what changes. */
  readonly subject: string;
  /** How it changes. */
  readonly detail: string;
}

const switchNames: Readonly<Record<string, string>> = {
  'signUp.allowSelfSignUp': 'Allow self-sign up',
  'signUp.signUpToDefaultOrganization': 'Sign users up to the default organization',
  'signUp.allowOrganizationCreation': 'Allow organization creation on sign up',
};

const fieldNames: Readonly<Record<string, string>> = {
  allowRegistrations: 'registrations',
  externalId: 'external id',
};

/** Returns the question whether a change adds somebody whom the same plan creates. */
export function findNewPeople(changes: readonly Change[]): (change: Change) => boolean {
  const created = new Set(changes.flatMap((change) => (change.resource === 'user' ? [change.email] : [])));
  return (change) =>
    change.resource === 'member' && change.userId === null && created.has(change.email ?? '');
}

/** Returns the change in words, one for each line that it takes. */
export function describeChange(change: Change, isNewPerson: boolean): readonly ChangeWords[] {
  switch (change.resource) {
    case 'organization':
      return change.action === 'create'
        ? [{ sign: '+', subject: 'organization', detail: describeCreation(change.fields) }]
        : change.fields.map((field) => ({
            sign: '~',
            subject: nameField(field.field),
            detail: describeStep(field),
          }));
    case 'user':
      return [{ sign: '+', subject: change.email, detail: 'new person' }];
    case 'member':
      return [describeMember(change, isNewPerson)];
    case 'environment':
      return [describeSetting(change)];
    default:
      return assertNever(change);
  }
}

function describeCreation(fields: readonly FieldChange[]): string {
  const shown = fields
    .filter(({ field }) => field !== 'name')
    .map(({ field, after }) => {
      return `${nameField(field)} ${describeValue(field, after)}`;
    });
  return shown.length === 0 ? 'created' : `created, ${shown.join(', ')}`;
}

function describeMember(change: Extract<Change, { resource: 'member' }>, isNewPerson: boolean): ChangeWords {
  const subject = change.email ?? change.userId ?? '';
  if (change.action === 'remove') {
    return {
      sign: '-',
      subject,
      detail: change.losesAllAccess === true ? 'leaves, and loses all access' : 'leaves',
    };
  }
  if (change.action === 'update') {
    return { sign: '~', subject, detail: `roles ${describeStep(change.fields[0])}` };
  }
  const roles =
    change.roles === undefined || change.roles.length === 0 ? '' : ` as ${change.roles.join(', ')}`;
  return { sign: '+', subject, detail: `joins${roles}${isNewPerson ? ', new person' : ''}` };
}

/** Returns whether and when a setting was attested. */
export function describeAttestation({ attestation, after }: ManualSetting): string {
  switch (attestation?.is) {
    case undefined:
      return 'never attested';
    case 'otherwise':
      return `attested as ${after ? 'off' : 'on'} by ${attestation.by} on ${attestation.at.slice(0, 10)}`;
    case 'expired':
      return `attested by ${attestation.by} on ${attestation.at.slice(0, 10)}, expired on ${attestation.until}`;
    default:
      return assertNever(attestation);
  }
}

/** Returns a setting of the environment in words. */
export function describeSetting(change: Extract<Change, { resource: 'environment' }>): ChangeWords {
  if (change.action === 'manual') {
    return {
      sign: '!',
      subject: switchNames[change.field] ?? change.field,
      detail: change.after ? 'on' : 'off',
    };
  }
  return { sign: '~', subject: nameSetting(change), detail: describeStep(change.fields[0]) };
}

function nameSetting({ fields: [{ field }] }: UpdateEnvironment): string {
  return field.startsWith('featureFlags.') ? `feature flag ${field.slice('featureFlags.'.length)}` : field;
}

function nameField(field: string): string {
  return fieldNames[field] ?? field;
}

function describeStep({ field, before, after }: FieldChange): string {
  return `${describeValue(field, before)} -> ${describeValue(field, after)}`;
}

function describeValue(field: string, value: FieldValue): string {
  if (field === 'allowRegistrations' && value !== null) return value === true ? 'open' : 'closed';
  if (value === null) return 'none';
  if (typeof value === 'object') return value.length === 0 ? 'none' : value.join(', ');
  return String(value);
}
