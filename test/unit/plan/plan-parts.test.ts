// Tests the lock, the steps and `--no-removals`. test/properties checks the counting guards against their rule.
import { expect, it } from 'vitest';
import type { Change, FieldChange } from '../../../src/model/change.js';
import { defaultSafety } from '../../../src/model/desired.js';
import type { DesiredState } from '../../../src/model/desired.js';
import { guardLock } from '../../../src/plan/guard-lock.js';
import { buildLockedPlan } from '../../../src/plan/build-plan.js';
import { holdBackRemovals } from '../../../src/plan/hold-back-removals.js';
import { sortIntoSteps } from '../../../src/plan/sort-into-steps.js';

const organization = { code: 'org_1', name: 'Acme' };
const source = 'kinde.yaml:1:1';
const ann = { email: 'ann@acme.example', userId: 'kp_1' };

function update(...fields: readonly FieldChange[]): Change {
  return { action: 'update', resource: 'organization', organization, fields, source };
}

const opening = update({ field: 'allowRegistrations', before: false, after: true });
const closing = update({ field: 'allowRegistrations', before: true, after: false });
const renaming = update({ field: 'name', before: 'A', after: 'B' });
const removal: Change = { action: 'remove', resource: 'member', organization, ...ann, source };
const withRoles: Change = {
  action: 'update',
  resource: 'member',
  organization,
  ...ann,
  fields: [{ field: 'roles', before: [], after: ['admin'] }],
  source,
};
const addition: Change = {
  action: 'add',
  resource: 'member',
  organization,
  email: 'bo@acme.example',
  userId: null,
  source,
};
const creation: Change = { action: 'create', resource: 'user', email: 'bo@acme.example', source };
const setting: Change = {
  action: 'update',
  resource: 'environment',
  fields: [{ field: 'passkeys', before: 'off', after: 'optional' }],
  source,
};
const manual: Change = {
  action: 'manual',
  resource: 'environment',
  field: 'signUp.allowSelfSignUp',
  after: false,
  where: 'Settings',
  source,
};

it('closes doors first, opens them last, and takes people out when the others are in', () => {
  const steps = sortIntoSteps([
    manual,
    opening,
    removal,
    withRoles,
    addition,
    creation,
    renaming,
    setting,
    closing,
  ]);
  expect(steps.map(({ name, changes }) => [name, changes])).toEqual([
    ['close-registrations', [closing]],
    ['settings', [setting]],
    ['organizations', [renaming]],
    ['people', [creation]],
    ['additions', [addition]],
    ['roles', [withRoles]],
    ['removals', [removal]],
    ['open-registrations', [opening]],
    ['by-hand', [manual]],
  ]);
  expect(sortIntoSteps([])).toEqual([]);
});

it('refuses to put a change into a step that no kind owns', () => {
  const strange = { ...setting, fields: [{ field: 'unheardOf', before: null, after: null }] } as const;
  expect(() => sortIntoSteps([strange])).toThrow(expect.objectContaining({ code: 'internal' }));
});

it('holds back removals and nothing else, and says whom', () => {
  const nameless: Change = { ...removal, email: null, userId: 'kp_2' };
  const { changes, notices } = holdBackRemovals([opening, removal, nameless, withRoles]);
  expect(changes).toEqual([opening, withRoles]);
  expect(notices.map(({ code, email }) => [code, email])).toEqual([
    ['removal-held-back', 'ann@acme.example'],
    ['removal-held-back', undefined],
  ]);
  expect(notices[1]?.message).toContain('kp_2');
});

it('locks a configuration to its environment, and to no other thing', () => {
  const environment = { code: 'production', name: 'Production' };
  const lockedTo = (code?: string): DesiredState => ({
    environment: {
      signUp: [],
      values: new Map(),
      ...(code === undefined
        ? {}
        : { code: { value: code, place: { file: 'kinde.yaml', line: 2, column: 3 } } }),
    },
    safety: defaultSafety,
    organizations: [],
  });
  expect(guardLock(lockedTo(), environment)).toBeNull();
  expect(guardLock(lockedTo('production'), environment)).toBeNull();
  const refusal = guardLock(lockedTo('staging'), environment);
  expect(refusal).toMatchObject({ guard: 'environment-lock', override: null });
  expect(refusal?.message).toContain('kinde.yaml:2:3');
  if (refusal === null) return;
  const plan = buildLockedPlan({
    domain: 'd',
    environmentCode: 'production',
    refusal,
    reads: [],
    requests: { GET: 2 },
  });
  expect(plan).toMatchObject({
    changes: [],
    refusals: [refusal],
    requests: { GET: 2 },
    estimate: { requests: {} },
  });
});
