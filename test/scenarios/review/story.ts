// Ten requests in the order in which they are merged, what somebody does by hand in the dashboard between them, and
// how each must end. `review` is what its plan must say: the cause, then what changes.
import type { TenantEditor } from '../../../src/sandbox/index.js';

/** One place of one file of `kinde`; without `from`, a new file. */
export interface Edit {
  readonly file: string;
  readonly from: string | null;
  readonly to: string;
}

type ByHand = (tenant: TenantEditor) => void;

/** A plan of the request, and the apply of what it kept. */
export interface Round {
  /** What somebody has done by hand before this plan. */
  readonly before?: ByHand;
  readonly args?: readonly string[];
  /** What somebody does by hand after this plan and before it is applied. */
  readonly meanwhile?: ByHand;
  readonly review: readonly string[];
  /** The name of the comment's golden text. */
  readonly golden?: string;
  /** `applied`, or the guard that refuses: at once, or (`plan-overtaken`) when it is applied. */
  readonly ends: 'applied' | 'max-removals' | 'approved-removals' | 'plan-overtaken';
  /** Operations that apply asks for; those that read are left out. */
  readonly writes: readonly string[];
}

export interface Request {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly rounds: readonly Round[];
}

const glasshouse = 'Glasshouse Studio';
const harbor = 'Harbor & Pine Logistics';
const meridian = 'Meridian Clinics';
const northwind = 'Northwind Bakery';

const orchard = `version: 1
organizations:
  - externalId: cus_orchard
    name: Orchard Robotics
    handle: orchard
    allowRegistrations: true
    membership: additive
    members:
      - { email: mei@orchard.example, firstName: Mei, lastName: Tan, roles: [admin] }
      - { email: tomas@orchard.example, firstName: Tomás, lastName: Reyes, roles: [member] }
      - { email: ann@tidewater.example, roles: [viewer] }
`;

const sixOfMeridian = ['c.moreau', 'd.tanaka', 'e.novak', 'f.silva', 'g.haddad', 'h.sato'].map(
  (name) => `${name}@meridian.example`,
);

export const story: readonly Request[] = [
  {
    title: 'A new customer joins, with two people nobody knew',
    edits: [{ file: 'orchard.yaml', from: null, to: orchard }],
    rounds: [
      {
        golden: '01-new-customer',
        review: [
          'here: create organization Orchard Robotics',
          'here: update organization Orchard Robotics allowRegistrations',
          'here: create user mei@orchard.example',
          'here: create user tomas@orchard.example',
          'here: add member ann@tidewater.example in Orchard Robotics',
          'here: add member mei@orchard.example in Orchard Robotics',
          'here: add member tomas@orchard.example in Orchard Robotics',
        ],
        ends: 'applied',
        writes: [
          'createOrganization',
          'createUser',
          'createUser',
          'AddOrganizationUsers',
          'UpdateOrganizationUsers',
          'updateOrganization',
        ],
      },
    ],
  },
  {
    title: 'Somebody leaves, and is taken out by hand before the request is applied',
    edits: [
      {
        file: 'northwind.yaml',
        from: '      - { email: former@northwind.example, roles: [member] }\n',
        to: '',
      },
    ],
    rounds: [
      {
        review: [`here: remove member former@northwind.example in ${northwind}`],
        meanwhile: (tenant) => tenant.removeMember(northwind, 'former@northwind.example'),
        ends: 'applied',
        writes: [],
      },
    ],
  },
  {
    title: 'A contractor joins two organizations, one of which somebody else was let into by hand',
    edits: [
      {
        file: 'glasshouse.yaml',
        from: '      - { email: zoe@',
        to: '      - { email: priya@glasshouse.example, roles: [viewer] }\n      - { email: zoe@',
      },
      {
        file: 'harbor-pine.yaml',
        from: '      - { email: bo@',
        to: '      - { email: priya@freelance.example, roles: [viewer] }\n      - { email: bo@',
      },
    ],
    rounds: [
      {
        before: (tenant) => {
          tenant.addMember(glasshouse, 'stina@mail.example', ['admin']);
          tenant.setRoles(harbor, 'sam@harborpine.example', ['admin']);
        },
        golden: '03-contractor-amid-drift',
        review: [
          `here: add member priya@glasshouse.example in ${glasshouse}`,
          `drifted: remove member stina@mail.example in ${glasshouse}`,
          `here: add member priya@freelance.example in ${harbor}`,
          `drifted: update member sam@harborpine.example in ${harbor}`,
        ],
        ends: 'applied',
        writes: [
          'AddOrganizationUsers',
          'AddOrganizationUsers',
          'UpdateOrganizationUsers',
          'UpdateOrganizationUsers',
        ],
      },
    ],
  },
  {
    title: 'A role is raised that somebody changes by hand in between, so it is planned again',
    edits: [
      {
        file: 'northwind.yaml',
        from: '{ email: lee@northwind.example, roles: [member] }',
        to: '{ email: lee@northwind.example, roles: [admin] }',
      },
    ],
    rounds: [
      {
        review: [`here: update member lee@northwind.example in ${northwind}`],
        meanwhile: (tenant) => tenant.setRoles(northwind, 'lee@northwind.example', ['viewer']),
        ends: 'plan-overtaken',
        writes: [],
      },
      {
        review: [`here: update member lee@northwind.example in ${northwind}`],
        ends: 'applied',
        writes: ['UpdateOrganizationUsers'],
      },
    ],
  },
  {
    title: 'One organization closes its door and another opens it',
    edits: [
      { file: 'harbor-pine.yaml', from: 'allowRegistrations: true', to: 'allowRegistrations: false' },
      {
        file: 'glasshouse.yaml',
        from: 'allowRegistrations: false',
        to: 'allowRegistrations: true\n    membership: exact',
      },
    ],
    rounds: [
      {
        golden: '05-doors',
        review: [
          `here: update organization ${glasshouse} allowRegistrations`,
          `here: update organization ${harbor} allowRegistrations`,
        ],
        ends: 'applied',
        writes: ['updateOrganization', 'updateOrganization'],
      },
    ],
  },
  {
    title: 'Six of eight people leave: refused, and approved by the exact number only',
    edits: sixOfMeridian.map((email) => ({
      file: 'meridian.yaml',
      from: `      - { email: ${email}, roles: [${/^[cde]/.test(email) ? 'member' : 'viewer'}] }\n`,
      to: '',
    })),
    rounds: [
      {
        golden: '06-mass-removal',
        review: sixOfMeridian.map((email) => `here: remove member ${email} in ${meridian}`),
        ends: 'max-removals',
        writes: [],
      },
      {
        before: (tenant) => tenant.addMember(meridian, 'noah@freelance.example', ['viewer']),
        args: ['--allow-removals', '6'],
        review: [
          ...sixOfMeridian.map((email) => `here: remove member ${email} in ${meridian}`),
          `drifted: remove member noah@freelance.example in ${meridian}`,
        ],
        ends: 'approved-removals',
        writes: [],
      },
      {
        before: (tenant) => tenant.removeMember(meridian, 'noah@freelance.example'),
        args: ['--allow-removals', '6'],
        review: sixOfMeridian.map((email) => `here: remove member ${email} in ${meridian}`),
        ends: 'applied',
        writes: ['UpdateOrganizationUsers'],
      },
    ],
  },
  {
    title: 'A rename that somebody has half done by hand, while others join elsewhere',
    edits: [
      { file: 'harbor-pine.yaml', from: 'name: Harbor & Pine Logistics', to: 'name: Harbor & Pine' },
      { file: 'harbor-pine.yaml', from: 'handle: harbor-pine', to: 'handle: harborpine' },
    ],
    rounds: [
      {
        before: (tenant) => tenant.changeOrganization('cus_harbor_pine', { name: 'Harbor & Pine' }),
        meanwhile: (tenant) => tenant.addMember('cus_orchard', 'olga@freelance.example', ['viewer']),
        review: ['here: update organization Harbor & Pine handle'],
        ends: 'applied',
        writes: ['updateOrganization'],
      },
    ],
  },
  {
    title: 'Somebody leaves everywhere, one half of it done by hand in between',
    edits: [
      { file: 'tidewater.yaml', from: '      - { email: bo@tidewater.example, roles: [member] }\n', to: '' },
      {
        file: 'harbor-pine.yaml',
        from: '      - { email: bo@tidewater.example, roles: [viewer] }\n',
        to: '',
      },
    ],
    rounds: [
      {
        review: [
          'here: remove member bo@tidewater.example in Harbor & Pine',
          'here: remove member bo@tidewater.example in Tidewater Software',
        ],
        meanwhile: (tenant) => tenant.removeMember('cus_harbor_pine', 'bo@tidewater.example'),
        ends: 'applied',
        writes: ['UpdateOrganizationUsers'],
      },
    ],
  },
  {
    title: 'Settings of the environment, one of them changed by hand to something else before',
    edits: [
      { file: 'environment.yaml', from: 'passkeys: "off"', to: 'passkeys: optional' },
      { file: 'environment.yaml', from: 'max_seats: 10', to: 'max_seats: 25' },
      {
        file: 'environment.yaml',
        from: 'safety:',
        to: '  signUp: { allowOrganizationCreation: false }\nsafety:',
      },
    ],
    rounds: [
      {
        before: (tenant) => {
          tenant.setFeatureFlag('max_seats', { type: 'int', value: '50' });
          tenant.setFeatureFlag('new_checkout', { type: 'bool', value: 'true' });
        },
        golden: '09-settings',
        review: [
          'here: update environment featureFlags.max_seats',
          'drifted: update environment featureFlags.new_checkout',
          'here: update environment passkeys',
          'here: manual environment signUp.allowOrganizationCreation',
        ],
        ends: 'applied',
        writes: [
          'UpdateEnvironementFeatureFlagOverride',
          'UpdateEnvironementFeatureFlagOverride',
          'UpdatePasskey',
        ],
      },
    ],
  },
  {
    title: 'The contractor leaves again, and a door that was opened by hand closes',
    edits: [
      {
        file: 'glasshouse.yaml',
        from: '      - { email: priya@glasshouse.example, roles: [viewer] }\n',
        to: '',
      },
      {
        file: 'harbor-pine.yaml',
        from: '      - { email: priya@freelance.example, roles: [viewer] }\n',
        to: '',
      },
    ],
    rounds: [
      {
        before: (tenant) => tenant.changeOrganization('cus_meridian', { allowRegistrations: true }),
        review: [
          `drifted: update organization ${meridian} allowRegistrations`,
          `here: remove member priya@freelance.example in ${glasshouse}`,
          'here: remove member priya@freelance.example in Harbor & Pine',
          'drifted: manual environment signUp.allowOrganizationCreation',
        ],
        ends: 'applied',
        writes: ['updateOrganization', 'UpdateOrganizationUsers', 'UpdateOrganizationUsers'],
      },
    ],
  },
];
