// The sequence that Kinde's support gives: look each address up; create whoever is absent straight into the
// organization, else add them to it. It knows no plan and takes nobody out.
import { listAt, textAt, type CallSandbox } from './call-sandbox.js';
import type { Scene } from './scene.js';

/** Runs it for every address of the files: two requests each, whether or not anything is to be done. */
export async function runSupportProcedure({ organizations }: Scene, call: CallSandbox): Promise<void> {
  for (const { code, desired } of organizations) {
    for (const { email, roles = [] } of desired) await bringIn({ code, email, roles }, call);
  }
}

interface Wanted {
  readonly code: string;
  readonly email: string;
  readonly roles: readonly string[];
}

async function bringIn({ code, email, roles }: Wanted, call: CallSandbox): Promise<void> {
  const [person] = listAt(await call('GET', `/users?email=${encodeURIComponent(email)}`), 'users');
  if (person === undefined) {
    const identities = [{ type: 'email', details: { email } }];
    await call('POST', '/user', { organization_code: code, identities });
  } else {
    await call('POST', `/organizations/${code}/users`, { users: [{ id: textAt(person, 'id'), roles }] });
  }
}
