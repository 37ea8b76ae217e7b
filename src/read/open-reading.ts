// The one place where a reading begins: what every plan asks Kinde first, under way at once.
import type { Listing, Peek, ReadClient } from '../model/client.js';
import type { LiveEnvironment, LiveOrganization, LivePerson } from '../model/live.js';

/** Answers that are under way. A promise that is never awaited fails in silence. */
export interface OpenReading {
  readonly environment: Promise<LiveEnvironment>;
  readonly organizations: Promise<Listing<LiveOrganization>>;
  /** The first page of everyone; null where it was not asked for. */
  readonly people: Promise<Peek<LivePerson>> | null;
}

/**
 * Asks for the environment (scope `read:environments`), the organizations (scope `read:organizations`) and, with
 * `withPeople`, the first page of everyone (scope `read:users`). Returns at once and throws nothing.
 */
export function openReading(
  client: Pick<ReadClient, 'getEnvironment' | 'listOrganizations' | 'peekUsers'>,
  { withPeople }: { readonly withPeople: boolean },
): OpenReading {
  return {
    environment: quiet(client.getEnvironment()),
    organizations: quiet(client.listOrganizations()),
    people: withPeople ? quiet(client.peekUsers()) : null,
  };
}

/** Returns the promise, whose failure is nobody's unless somebody awaits it. */
function quiet<Answer>(underWay: Promise<Answer>): Promise<Answer> {
  underWay.catch(() => undefined);
  return underWay;
}
