// A small tenant whose people show every value that the report can have, and the time of the report.
import type { SandboxSeed } from '../../../src/sandbox/index.js';

/** Noon, so that differences in days never depend on the time of day. */
export const reportTime = Date.parse('2026-11-22T12:00:00Z');

export const reportSeed: SandboxSeed = {
  environment: { code: 'production', name: 'Production' },
  roles: [{ key: 'admin' }, { key: 'member' }],
  organizations: [
    {
      code: 'org_acme',
      name: 'Acme',
      isDefault: true,
      allowRegistrations: false,
      members: [
        {
          user: 'jane@acme.example',
          roles: ['member', 'admin'],
          joinedOn: '400 days ago',
          lastAccessedOn: '1 day ago',
        },
        {
          user: 'old@acme.example',
          roles: ['member'],
          joinedOn: '400 days ago',
          lastAccessedOn: '91 days ago',
        },
        { user: 'new@acme.example', joinedOn: '5 days ago' },
        { user: 'stale@acme.example', joinedOn: '120 days ago' },
        { user: 'quiet@acme.example', joinedOn: null },
        { user: 'guest@elsewhere.example', joinedOn: '30 days ago', lastAccessedOn: '2 days ago' },
        { user: 'kp_phone', joinedOn: '30 days ago' },
      ],
    },
    {
      code: 'org_globex',
      name: 'Globex',
      handle: 'globex',
      externalId: 'globex-1',
      allowRegistrations: true,
      members: [{ user: 'jane@acme.example', joinedOn: '300 days ago', lastAccessedOn: '200 days ago' }],
    },
    { code: 'org_empty', name: 'Empty' },
  ],
  users: [
    {
      id: 'kp_jane',
      firstName: 'Jane',
      lastName: 'Doe',
      emails: ['Jane@Acme.example', 'jane@home.example'],
      createdOn: '500 days ago',
      lastSignedIn: '1 day ago',
      signIns: 40,
    },
    {
      id: 'kp_old',
      emails: ['old@acme.example'],
      createdOn: '500 days ago',
      lastSignedIn: '91 days ago',
      signIns: 3,
    },
    { id: 'kp_new', emails: ['new@acme.example'], createdOn: '5 days ago' },
    { id: 'kp_stale', emails: ['stale@acme.example'], createdOn: '120 days ago', isSuspended: true },
    { id: 'kp_quiet', emails: ['quiet@acme.example'], createdOn: null, signIns: null },
    {
      id: 'kp_guest',
      emails: ['guest@elsewhere.example'],
      createdOn: '30 days ago',
      lastSignedIn: '2 days ago',
    },
    { id: 'kp_phone', phone: '+61400555010', createdOn: '30 days ago', lastSignedIn: '3 days ago' },
    {
      id: 'kp_alone',
      emails: ['alone@mail.example'],
      createdOn: '30 days ago',
      lastSignedIn: '100 days ago',
    },
  ],
};

export const reportConfiguration = `version: 1
environment: { code: production }
safety: { protect: ["*@home.example"] }
organizations:
  - code: org_acme
    allowedEmailDomains: [acme.example]
    members:
      - jane@home.example
      - { id: kp_old }
`;
