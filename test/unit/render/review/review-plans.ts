// Plans as a reviewer meets them: an ordinary request, one that is refused, one amid drift, one that only a person
// can carry out, and one whose every name is hostile.
import type { Change, OrganizationRef } from '../../../../src/model/change.js';
import type { Notice, Refusal } from '../../../../src/model/notice.js';
import type { Plan } from '../../../../src/model/plan.js';

const bakery = { code: 'org_1ccfb819462', name: 'Northwind Bakery' };
const harbor = { code: 'org_2b7e99d0c35', name: 'Harbor & Pine Logistics' };
const schools = { code: null, name: 'Copperfield Schools' };

/** Returns a plan of these changes with everything else made up to fit. */
export function makePlanOf(
  changes: readonly Change[],
  notes: { readonly warnings?: readonly Notice[]; readonly refusals?: readonly Refusal[] } = {},
): Plan {
  const count = (action: Change['action']): number => changes.filter((one) => one.action === action).length;
  return {
    formatVersion: '1',
    environment: { domain: 'acme.kinde.com', code: 'production' },
    summary: {
      create: count('create'),
      update: count('update'),
      add: count('add'),
      remove: count('remove'),
      manual: count('manual'),
      unchanged: 120,
    },
    changes,
    warnings: notes.warnings ?? [],
    refusals: notes.refusals ?? [],
    reads: [{ list: 'organizations', pages: 1, complete: true }],
    requests: { GET: 4 },
    estimate: { requests: { POST: 2 } },
    fingerprint: 'f'.repeat(64),
  };
}

/** Returns the removal of somebody from an organization. */
export function removeFrom(organization: OrganizationRef, email: string, losesAllAccess = false): Change {
  return {
    action: 'remove',
    resource: 'member',
    organization,
    email,
    userId: `kp_${email}`,
    roles: ['viewer'],
    ...(losesAllAccess ? { losesAllAccess } : {}),
    source: 'kinde.yaml:28:5',
  };
}

/** Returns the addition of somebody who is known to an organization. */
export function addTo(organization: OrganizationRef, email: string, roles?: readonly string[]): Change {
  return {
    action: 'add',
    resource: 'member',
    organization,
    email,
    userId: `kp_${email}`,
    ...(roles === undefined ? {} : { roles }),
    source: 'kinde.yaml:39:9',
  };
}

function reregister(organization: OrganizationRef, isOpen: boolean): Change {
  return {
    action: 'update',
    resource: 'organization',
    organization,
    fields: [{ field: 'allowRegistrations', before: !isOpen, after: isOpen }],
    source: 'kinde.yaml:43:25',
  };
}

function changeRoles(email: string, before: readonly string[], after: readonly string[]): Change {
  return {
    action: 'update',
    resource: 'member',
    organization: bakery,
    email,
    userId: `kp_${email}`,
    fields: [{ field: 'roles', before, after }],
    source: 'kinde.yaml:33:9',
  };
}

const byHand: Change = {
  action: 'manual',
  resource: 'environment',
  field: 'signUp.allowSelfSignUp',
  after: false,
  where: 'Settings > Environment > Policies > Allow self-sign up',
  source: 'kinde.yaml:7:22',
};

const created: Change = {
  action: 'create',
  resource: 'organization',
  organization: schools,
  fields: [
    { field: 'name', before: null, after: 'Copperfield Schools' },
    { field: 'externalId', before: null, after: 'copperfield' },
    { field: 'allowRegistrations', before: null, after: true },
  ],
  source: 'kinde.yaml:50:5',
};

const ordinary: readonly Change[] = [
  created,
  reregister(harbor, false),
  {
    action: 'update',
    resource: 'environment',
    fields: [{ field: 'featureFlags.max_seats', before: '10', after: '25' }],
    source: 'kinde.yaml:10:50',
  },
  {
    action: 'update',
    resource: 'environment',
    fields: [{ field: 'passkeys', before: 'off', after: 'optional' }],
    source: 'kinde.yaml:9:13',
  },
  {
    action: 'create',
    resource: 'user',
    email: 'tomas@northwind.example',
    firstName: 'Tomás',
    lastName: 'Reyes',
    source: 'kinde.yaml:38:9',
  },
  {
    action: 'add',
    resource: 'member',
    organization: bakery,
    email: 'tomas@northwind.example',
    userId: null,
    roles: ['member'],
    source: 'kinde.yaml:38:9',
  },
  addTo(schools, 'bo@tidewater.example', ['viewer']),
  addTo(bakery, 'bo@tidewater.example'),
  changeRoles('lee.liu@mail.example', ['member'], ['admin']),
  changeRoles('ann@northwind.example', ['admin', 'viewer'], ['viewer']),
  removeFrom(bakery, 'former@northwind.example', true),
  removeFrom(harbor, 'former@northwind.example', true),
  removeFrom(harbor, 'kim@tidewater.example'),
  byHand,
];

const warnings: readonly Notice[] = [
  {
    code: 'similar-person',
    message:
      'tomas@northwind.example is new to Kinde and is similar to tomasz@northwind.example, which is known. Did you mean tomasz@northwind.example? If not, a second person is created and joins Northwind Bakery as member.',
    email: 'tomas@northwind.example',
    source: 'kinde.yaml:38:9',
  },
  {
    code: 'member-without-email',
    message:
      'kp_77 (Jo Doe) is in Northwind Bakery without an email address. kinde-sync does not remove people without an address; list { id: kp_77 } to manage this one.',
    organization: bakery,
    source: 'kinde.yaml:28:5',
  },
];

const leavers = Array.from({ length: 14 }, (_, index) => removeFrom(harbor, `p${index}@tidewater.example`));

const refused = makePlanOf(leavers, {
  refusals: [
    {
      guard: 'max-removals',
      message:
        "Harbor & Pine Logistics would lose 14 of its 30 members. One plan may remove at most 7: 25% of the members. 16 stay: 2 with the role viewer. If this is intended, approve the plan's removals with --allow-removals 14; to apply everything else, use --no-removals.",
      reason:
        'Harbor & Pine Logistics would lose 14 of its 30 members. One plan may remove at most 7: 25% of the members. 16 stay: 2 with the role viewer.',
      override: '--allow-removals',
      organization: harbor,
    },
    {
      guard: 'keep-holder',
      message:
        'Harbor & Pine Logistics would have no one left with the role "admin". Let one holder keep it, or give it to another member in the same change. The rule is safety.keepHolder in the files.',
      override: null,
      organization: harbor,
    },
  ],
});

const amidDrift = makePlanOf(
  ordinary.map((change, index) =>
    index % 3 === 1 ? { ...change, cause: 'drifted' } : { ...change, cause: 'here', commit: '3fa92c8' },
  ),
);

/** A name that tries everything at once. */
export const hostileName =
  '| <img src=x onerror=alert(1)> @everyone \u001b[2J ](javascript:alert(1)) \u202egpj.exe\u202c `x` ``y www.evil.example https://evil.example #12 GH-1 deadbeef1 :smile: <!-- </details>\n\n# big';

const hostile = { code: 'org_<b>9', name: hostileName };

const hostilePlan = makePlanOf(
  [
    { ...created, organization: { code: null, name: `${hostileName} new` } },
    reregister(hostile, true),
    addTo(hostile, 'a`b|<i>@evil.example', [hostileName]),
    removeFrom(hostile, `"${hostileName}"@evil.example`, true),
    removeFrom({ code: 'org_8', name: 'שלום 3 [x](y)' }, 'שלום@evil.example'),
    { ...byHand, where: hostileName, source: `${hostileName}.yaml:1:2` },
  ],
  {
    warnings: [{ code: 'similar-person', message: `${hostileName} is new`, source: hostileName }],
    refusals: [
      { guard: 'max-removals', message: `${hostileName} would lose all`, override: '--allow-removals' },
    ],
  },
);

/** The plans of the golden reports, by the name of their files. */
export const reviewPlans = {
  ordinary: makePlanOf(ordinary, { warnings }),
  refused,
  'amid-drift': amidDrift,
  'by-hand': makePlanOf([byHand]),
  hostile: hostilePlan,
} as const satisfies Readonly<Record<string, Plan>>;

/** Returns a plan of so many changes, half of them additions; a tenth of those who leave lose all access. */
export function makeLargePlan(changes: number): Plan {
  const half = Math.floor(changes / 2);
  const placeOf = (index: number): OrganizationRef => ({
    code: `org_${index % 40}`,
    name: `Organization ${index % 40}`,
  });
  return makePlanOf([
    ...Array.from({ length: half }, (_, index) =>
      addTo(placeOf(index), `new${index}@acme.example`, ['member']),
    ),
    ...Array.from({ length: changes - half }, (_, index) =>
      removeFrom(placeOf(index), `old${index}@acme.example`, index % 10 === 0),
    ),
  ]);
}
