// A small tenant for the tests of pull: four organizations, people with one address, with two and with none.
import type { SandboxSeed } from '../../src/sandbox/index.js';

export const seed = {
  environment: { code: 'production', name: 'Production' },
  passkeys: 'optional',
  featureFlags: {
    new_checkout: { type: 'bool', value: 'true' },
    max_seats: { type: 'int', value: '25' },
    theme: { type: 'str', value: 'blue' },
  },
  roles: [{ key: 'admin' }, { key: 'viewer' }],
  users: [
    { id: 'kp_ann', emails: ['ann@acme.example', 'ann.second@corp.example'], firstName: 'Ann' },
    { id: 'kp_bo', emails: ['bo@acme.example'] },
    { id: 'kp_cy', emails: ['Cy@Acme.example'] },
    { id: 'kp_desk', phone: '+61400000000', firstName: 'Front\n- Desk', lastName: '\u202E# x' },
    { id: 'kp_dee', emails: ['dee@elsewhere.example'] },
  ],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true, members: [] },
    {
      code: 'org_acme',
      name: 'Acme',
      handle: 'acme',
      externalId: 'cus_1',
      members: [
        { user: 'kp_ann', roles: ['admin'] },
        { user: 'kp_bo', roles: [] },
        { user: 'kp_desk', roles: ['viewer'] },
      ],
    },
    { code: 'org_open', name: 'Open', allowRegistrations: true, members: [{ user: 'kp_cy', roles: [] }] },
    { code: 'org_two', name: 'Acme', members: [{ user: 'kp_ann' }, { user: 'kp_cy' }] },
  ],
} as const satisfies SandboxSeed;
