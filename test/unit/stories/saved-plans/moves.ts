// The ways in which Kinde can change between `plan --out` and `apply PLAN`, each with the expected end of the apply.
import type { Sandbox } from '../../../../src/sandbox/index.js';

type Edit = Parameters<Parameters<Sandbox['change']>[0]>[0];

export interface Move {
  readonly name: string;
  readonly edit: (tenant: Edit) => void;
  /**
   * `applied`: no touched resource has changed. `counted as done`: a resource has changed as planned and is not written
   * again. `refused`: exit 3, nothing written. `foreign`: another environment, exit 1, nothing written.
   */
  readonly ends: 'applied' | 'counted as done' | 'refused' | 'foreign';
  /** A part of the requests that must not be sent if a change counts as done. */
  readonly spares?: string;
}

const addNew = { emails: ['new@acme.com'] };

/** Changes to resources that the plan does not name. */
const untouched: readonly Move[] = [
  { name: 'nothing moves', edit: () => undefined, ends: 'applied' },
  {
    name: 'somebody else joins the organization',
    edit: (t) => t.addMember('org_acme', 'kp_out'),
    ends: 'applied',
  },
  {
    name: 'a member who stays as they are leaves',
    edit: (t) => t.removeMember('org_acme', 'kp_jane'),
    ends: 'applied',
  },
  {
    name: 'a member whom the plan leaves alone gets a role',
    edit: (t) => t.setRoles('org_acme', 'kp_jane', ['billing']),
    ends: 'applied',
  },
  {
    name: 'a field that the plan leaves alone changes',
    edit: (t) => t.changeOrganization('org_acme', { externalId: 'acme-1' }),
    ends: 'applied',
  },
  {
    name: 'another organization is renamed',
    edit: (t) => t.changeOrganization('org_else', { name: 'Elsewhere' }),
    ends: 'applied',
  },
  { name: 'another organization is deleted', edit: (t) => t.deleteOrganization('org_else'), ends: 'applied' },
  {
    name: 'another organization is created',
    edit: (t) => void t.addOrganization({ name: 'Third', handle: 'third' }),
    ends: 'applied',
  },
  {
    name: 'another flag changes',
    edit: (t) => t.setFeatureFlag('color', { type: 'str', value: 'red' }),
    ends: 'applied',
  },
  { name: 'another flag is deleted', edit: (t) => t.deleteFeatureFlag('color'), ends: 'applied' },
  {
    name: 'a role that the plan does not give is deleted',
    edit: (t) => t.deleteRole('billing'),
    ends: 'applied',
  },
  { name: 'a new role appears', edit: (t) => t.addRole({ key: 'auditor' }), ends: 'applied' },
  {
    name: 'somebody who joins is added elsewhere, too',
    edit: (t) => t.addMember('org_else', 'kp_lee', ['viewer']),
    ends: 'applied',
  },
  {
    name: 'somebody who leaves joins another organization',
    edit: (t) => t.addMember('org_else', 'kp_old'),
    ends: 'applied',
  },
  {
    name: 'somebody who joins gets one more address',
    edit: (t) => t.changeUser('kp_lee', { emails: ['lee@acme.com', 'lee@new.com'] }),
    ends: 'applied',
  },
  {
    name: 'somebody who joins prefers another of their addresses',
    edit: (t) => t.changeUser('kp_lee', { emails: ['lee@home.com', 'lee@acme.com'] }),
    ends: 'applied',
  },
  {
    name: 'somebody whose roles change prefers another address and keeps theirs',
    edit: (t) => t.changeUser('kp_mia', { emails: ['mia@home.com', 'mia@acme.com'] }),
    ends: 'applied',
  },
  {
    name: 'somebody who joins gets another name',
    edit: (t) => t.changeUser('kp_lee', { lastName: 'Liu' }),
    ends: 'applied',
  },
  {
    name: 'a person is created whom the plan does not name',
    edit: (t) => void t.addUser({ emails: ['news@acme.com'] }),
    ends: 'applied',
  },
  {
    name: 'somebody whom the plan leaves alone is deleted',
    edit: (t) => t.deleteUser('kp_out'),
    ends: 'applied',
  },
];

/** Planned changes that a person made by hand. */
const done: readonly Move[] = [
  {
    name: 'the name is set by hand, and all the rest of the organization',
    edit: (t) =>
      t.changeOrganization('org_acme', { name: 'Acme Corp', handle: 'acme-corp', allowRegistrations: false }),
    ends: 'counted as done',
    spares: 'updateOrganization /api/v1/organization/org_acme',
  },
  {
    name: 'one of several fields is set by hand',
    edit: (t) => t.changeOrganization('org_acme', { name: 'Acme Corp' }),
    ends: 'applied',
  },
  {
    name: 'somebody is added by hand with the planned roles',
    edit: (t) => t.addMember('org_acme', 'kp_lee', ['admin']),
    ends: 'counted as done',
    spares: 'kp_lee',
  },
  {
    name: 'somebody is taken out by hand',
    edit: (t) => t.removeMember('org_acme', 'kp_old'),
    ends: 'counted as done',
    spares: 'kp_old',
  },
  {
    name: 'somebody who leaves is deleted',
    edit: (t) => t.deleteUser('kp_old'),
    ends: 'counted as done',
    spares: 'kp_old',
  },
  {
    name: 'roles are set by hand',
    edit: (t) => t.setRoles('org_acme', 'kp_mia', ['admin']),
    ends: 'counted as done',
    spares: 'kp_mia',
  },
  {
    name: 'the new person is created by hand and is in no organization',
    edit: (t) => void t.addUser(addNew),
    ends: 'counted as done',
    spares: 'createUser',
  },
  {
    name: 'the new person is created by hand in other capitals',
    edit: (t) => void t.addUser({ emails: ['New@Acme.com'] }),
    ends: 'counted as done',
    spares: 'createUser',
  },
  {
    name: 'the new person is created and added by hand',
    edit: (t) => t.addMember('org_acme', t.addUser(addNew), ['viewer']),
    ends: 'counted as done',
    spares: 'createUser',
  },
  {
    name: 'a person outside the plan gets the new address as their second',
    edit: (t) => t.changeUser('kp_out', { emails: ['out@else.com', 'new@acme.com'] }),
    ends: 'counted as done',
    spares: 'createUser',
  },
  {
    name: 'the organization is created by hand just as planned',
    edit: (t) => void t.addOrganization({ name: 'Globex', externalId: 'globex', handle: 'globex' }),
    ends: 'counted as done',
    spares: 'createOrganization',
  },
  {
    name: 'the organization is created by hand, open and with its member',
    edit: (t) => {
      const code = t.addOrganization({
        name: 'Globex',
        externalId: 'globex',
        handle: 'globex',
        allowRegistrations: true,
      });
      t.addMember(code, 'kp_jane');
    },
    ends: 'counted as done',
    spares: 'createOrganization',
  },
  {
    name: 'a flag is set by hand',
    edit: (t) => t.setFeatureFlag('max_seats', { type: 'int', value: '25' }),
    ends: 'counted as done',
    spares: 'max_seats',
  },
  {
    name: 'passkeys are set by hand',
    edit: (t) => t.setPasskeys('optional'),
    ends: 'counted as done',
    spares: 'passkey',
  },
];

/** All other changes. */
const overtaken: readonly Move[] = [
  {
    name: 'the organization gets a third name',
    edit: (t) => t.changeOrganization('org_acme', { name: 'Acme & Sons' }),
    ends: 'refused',
  },
  {
    name: 'the organization gets a third handle',
    edit: (t) => t.changeOrganization('org_acme', { handle: 'acme-3' }),
    ends: 'refused',
  },
  { name: 'the organization is deleted', edit: (t) => t.deleteOrganization('org_acme'), ends: 'refused' },
  {
    name: 'the organization is deleted and made anew under its name',
    edit: (t) => {
      t.deleteOrganization('org_acme');
      t.addOrganization({ name: 'Acme', handle: 'acme', allowRegistrations: true });
    },
    ends: 'refused',
  },
  {
    name: 'another organization takes the handle that one was to get',
    edit: (t) => t.changeOrganization('org_else', { handle: 'acme-corp' }),
    ends: 'refused',
  },
  {
    name: 'another organization takes the handle of the new one',
    edit: (t) => t.changeOrganization('org_else', { handle: 'globex' }),
    ends: 'refused',
  },
  {
    name: 'another organization takes the external id of the new one',
    edit: (t) => t.changeOrganization('org_else', { externalId: 'globex' }),
    ends: 'refused',
  },
  {
    name: 'another organization takes the name of the new one',
    edit: (t) => t.changeOrganization('org_else', { name: 'Globex' }),
    ends: 'refused',
  },
  {
    name: 'the new organization is created by hand without its external id',
    edit: (t) => void t.addOrganization({ name: 'Globex', handle: 'globex' }),
    ends: 'refused',
  },
  {
    name: 'two organizations share what the new one was to be',
    edit: (t) => {
      t.addOrganization({ name: 'Globex', externalId: 'globex', handle: 'globex' });
      t.addOrganization({ name: 'Globex' });
    },
    ends: 'refused',
  },
  {
    name: 'somebody is added by hand with other roles',
    edit: (t) => t.addMember('org_acme', 'kp_lee', ['viewer']),
    ends: 'refused',
  },
  { name: 'somebody who was to join is deleted', edit: (t) => t.deleteUser('kp_lee'), ends: 'refused' },
  {
    name: 'somebody who was to join gets another address',
    edit: (t) => t.changeUser('kp_lee', { emails: ['lee@other.com'] }),
    ends: 'refused',
  },
  {
    name: 'the address of somebody who was to join goes to another person',
    edit: (t) => {
      t.changeUser('kp_lee', { emails: ['lee@other.com'] });
      t.changeUser('kp_out', { emails: ['lee@acme.com'] });
    },
    ends: 'refused',
  },
  {
    name: 'roles of a member who was to leave change',
    edit: (t) => t.setRoles('org_acme', 'kp_old', ['admin', 'viewer']),
    ends: 'refused',
  },
  {
    name: 'a member who was to leave gets another address',
    edit: (t) => t.changeUser('kp_old', { emails: ['keep@acme.com'] }),
    ends: 'refused',
  },
  {
    name: 'a member who was to leave loses every address',
    edit: (t) => t.changeUser('kp_old', { emails: [] }),
    ends: 'refused',
  },
  {
    name: 'a member who was to leave gets the address of the new person',
    edit: (t) => t.changeUser('kp_old', { emails: ['old@acme.com', 'new@acme.com'] }),
    ends: 'refused',
  },
  {
    name: 'roles are set by hand to something else',
    edit: (t) => t.setRoles('org_acme', 'kp_mia', ['billing']),
    ends: 'refused',
  },
  {
    name: 'a member whose roles were to change has left',
    edit: (t) => t.removeMember('org_acme', 'kp_mia'),
    ends: 'refused',
  },
  {
    name: 'a member whose roles were to change gets another address',
    edit: (t) => t.changeUser('kp_mia', { emails: ['mia@evil.com'] }),
    ends: 'refused',
  },
  { name: 'a role that the plan gives is deleted', edit: (t) => t.deleteRole('admin'), ends: 'refused' },
  {
    name: 'the new person is added by hand with other roles',
    edit: (t) => t.addMember('org_acme', t.addUser(addNew), ['admin']),
    ends: 'refused',
  },
  {
    name: 'a flag gets a third value',
    edit: (t) => t.setFeatureFlag('max_seats', { type: 'int', value: '50' }),
    ends: 'refused',
  },
  { name: 'a flag is deleted', edit: (t) => t.deleteFeatureFlag('new_checkout'), ends: 'refused' },
  {
    name: 'a flag takes another type of value',
    edit: (t) => t.setFeatureFlag('max_seats', { type: 'str', value: '10' }),
    ends: 'refused',
  },
  {
    name: 'a flag has the planned value as another type',
    edit: (t) => t.setFeatureFlag('new_checkout', { type: 'str', value: 'true' }),
    ends: 'refused',
  },
  { name: 'passkeys get a third value', edit: (t) => t.setPasskeys('mandatory'), ends: 'refused' },
  {
    name: 'the environment gets another code',
    edit: (t) => t.setEnvironment({ code: 'staging', name: 'Staging' }),
    ends: 'foreign',
  },
  {
    name: 'the environment gets another name',
    edit: (t) => t.setEnvironment({ code: 'production', name: 'Live' }),
    ends: 'applied',
  },
];

export const moves: readonly Move[] = [...untouched, ...done, ...overtaken];
