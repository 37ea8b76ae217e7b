// The live side of a scene as the sandbox wants it.
import type { SandboxSeed } from '../../src/sandbox/index.js';
import type { Scene } from './scene.js';

/** Returns the seed; Kinde's own default organization stands beside those of the scene. */
export function toSeed({ organizations, people, roles }: Scene): SandboxSeed {
  return {
    environment: { code: 'production', name: 'Production' },
    roles: roles.map((key) => ({ key })),
    organizations: [
      { code: 'org_default', name: 'Default', isDefault: true },
      ...organizations.map(({ code, name, live }) => ({
        code,
        name,
        members: live.map((member) => ({ user: member.email, roles: member.roles })),
      })),
    ],
    users: people,
  };
}
