// A small tenant for the tests of pull: four organizations, people with one address, with two and with none.
import { makeTenant } from '../../tenant.js';

export const seed = makeTenant({
  environment: { code: 'production', name: 'Production' },
  passkeys: 'optional',
  featureFlags: {
    new_checkout: { type: 'bool', value: 'true' },
    max_seats: { type: 'int', value: '25' },
    theme: { type: 'str', value: 'blue' },
  },
  people: [
    { id: 'kp_ann', emails: ['ann@acme.example', 'ann.second@corp.example'], firstName: 'Ann' },
    'bo',
    { id: 'kp_cy', emails: ['Cy@Acme.example'] },
    { id: 'kp_desk', phone: '+61400000000', firstName: 'Front\n- Desk', lastName: '\u202E# x' },
    { id: 'kp_dee', emails: ['dee@elsewhere.example'] },
  ],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      handle: 'acme',
      externalId: 'cus_1',
      members: ['ann admin', 'bo', 'desk viewer'],
    },
    { code: 'org_open', name: 'Open', allowRegistrations: true, members: ['cy'] },
    { code: 'org_two', name: 'Acme', members: ['ann', 'cy'] },
  ],
});
