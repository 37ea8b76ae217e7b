// A desired state that wants nothing and asks for everything: only to be read for. It means nothing to any other stage.
import { defaultSafety } from '../model/desired.js';
import type { DesiredOrganization, DesiredState } from '../model/desired.js';
import type { LiveOrganization } from '../model/live.js';

const place = { file: '', line: 0, column: 0 };

/** Returns what makes `read` read the settings of the environment, every role, and these organizations' members. */
export function wantEverything(
  organizations: readonly LiveOrganization[],
  { withSettings }: { readonly withSettings: boolean },
): DesiredState {
  return {
    environment: {
      signUp: [],
      ...(withSettings ? { passkeys: { value: 'off', place } } : {}),
      featureFlags: withSettings ? [{ key: '', value: '', place }] : [],
    },
    safety: { ...defaultSafety, keepHolder: [{ key: '', place }] },
    organizations: organizations.map(wantMembers),
  };
}

/** Nobody is wanted, but with roles: so those of everybody are read. */
function wantMembers({ code }: LiveOrganization): DesiredOrganization {
  return {
    selector: { by: 'code', value: code },
    place,
    membership: 'additive',
    isMembershipStated: true,
    members: [{ email: null, id: null, roles: [], place }],
  };
}
