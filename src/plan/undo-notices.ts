// What an undo says of everything that it does not take back, and why.
import type { Recheck } from '../kinds/kind.js';
import type { Change, RemoveMember } from '../model/change.js';
import type { Notice } from '../model/notice.js';
import type { RecalledRun } from './recall-changes.js';

/** Returns the notice of something that is no longer as the apply left it. */
export function leftAlone(change: Change, because: string): Notice {
  const message = `${because} That is not how the apply left it, so it is left alone.`;
  return { code: 'moved-since', message, ...aboutOf(change) };
}

/** Returns the notice of something that can't be had as it was, or not in whole. */
export function notReversible(change: Change, because: string): Notice {
  const what = describeThing(change);
  return { code: 'not-reversible', message: `${what}: ${because} See to it by hand.`, ...aboutOf(change) };
}

/** Returns the notice of somebody whom the undo would have taken out. */
export function protectedStays(change: RemoveMember): Notice {
  const { email, userId, organization } = change;
  const message = `${email ?? userId} was added to ${organization.name} by the apply, but is protected by safety.protect and stays.`;
  return { code: 'protected-member', message, ...aboutOf(change) };
}

/** Returns a notice for each organization that was created and is still there, and one for all the people. */
export function tellCreated(recalled: RecalledRun, found: Recheck): readonly Notice[] {
  const { createdOrganizations, createdPeople, changes } = recalled;
  const organizations = createdOrganizations.flatMap((ref): readonly Notice[] => {
    const live = [...found.organizations.values()].filter(({ code, name }) =>
      ref.code === null ? name === ref.name : code === ref.code,
    );
    return live.map(({ code, name }) => ({
      code: 'stays-created',
      message: `${name} (${code}) was created by the apply and stays in Kinde: kinde-sync deletes no organization. Its people leave, and if the apply opened registrations they are closed.`,
      organization: { code, name },
    }));
  });
  const unclear = changes.filter(({ resource }) => resource === 'user').length;
  const people = createdPeople.size + unclear;
  if (people === 0) return organizations;
  const message = `${people} ${people === 1 ? 'person' : 'people'} whom the apply created stay in Kinde: kinde-sync deletes nobody. They leave the organizations that they were added to.`;
  return [...organizations, { code: 'stays-created', message }];
}

/** Returns the notice that some guards rest on a configuration that is not there. */
export function uncheckedGuards(): Notice {
  return {
    code: 'guards-unchecked',
    message:
      'There is no configuration, so safety.protect, safety.keepHolder and the lock are not checked, and the usual limit for removals holds (5 people or 25%). Give the configuration with -c to have them checked.',
  };
}

function aboutOf(change: Change): Pick<Notice, 'organization' | 'email' | 'source'> {
  const { source } = change;
  if (!('organization' in change)) return { source };
  const { organization } = change;
  const email = change.resource === 'member' && change.email !== null ? { email: change.email } : {};
  return { organization, ...email, source };
}

function describeThing(change: Change): string {
  if (change.resource === 'member')
    return `${change.email ?? change.userId ?? ''} in ${change.organization.name}`;
  return 'organization' in change ? change.organization.name : 'The environment';
}
