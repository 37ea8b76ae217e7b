// A small tenant and configurations over it, shared by the tests of the command line.
import { makeTenant } from '../../tenant.js';

/** Two organizations, three people, two roles, three flags, one property. */
export const seed = makeTenant({
  environment: { code: 'production', name: 'Production' },
  passkeys: 'off',
  featureFlags: {
    new_checkout: { type: 'bool', value: 'false' },
    beta: { type: 'bool', value: 'false' },
    seats: { type: 'int', value: '5' },
  },
  properties: [{ key: 'plan' }],
  people: ['jane', 'old', 'lee'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      allowRegistrations: true,
      featureFlags: { beta: 'true' },
      members: ['jane admin', 'old viewer'],
    },
  ],
});

/** Matches the tenant, so a plan of it is empty. */
export const asItIs = `version: 1
organizations:
  - code: org_acme
    allowRegistrations: true
    membership: additive
    members: [jane@acme.example]
`;

/** Closes registrations, adds a known and a new person, removes one. */
export const changing = `version: 1
organizations:
  - code: org_acme
    allowRegistrations: false
    members:
      - { email: jane@acme.example, roles: [admin] }
      - lee@acme.example
      - { email: newcomer@fresh.example, firstName: Nia, roles: [viewer] }
`;

/** Removes everybody, which the guard refuses. */
export const emptying = `version: 1
organizations:
  - code: org_acme
    allowRegistrations: false
    members: []
`;

/** Manages one of each kind, but for the values of organizations. */
export const everything = `version: 1
environment:
  code: production
  passkeys: optional
  featureFlags: { new_checkout: true }
organizations:
  - code: org_acme
    allowRegistrations: false
    members:
      - { email: jane@acme.example, roles: [viewer] }
      - lee@acme.example
      - { email: newcomer@fresh.example, roles: [viewer] }
  - externalId: globex
    name: Globex
    members: [lee@acme.example]
`;

/** Manages one of each kind, which needs every scope of plan and apply. */
export const everyValue = everything
  .replace(
    'code: org_acme',
    '$&\n    featureFlags: { beta: null, seats: 50 }\n    properties: { plan: gold }',
  )
  .replace('name: Globex', '$&\n    featureFlags: { beta: null }\n    properties: { plan: silver }');
