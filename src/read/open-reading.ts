// Starts the first requests of every plan at the same time.
import type { Listing, FirstPage, ReadClient } from '../model/client.js';
import type { LiveEnvironment, LiveOrganization, LivePerson } from '../model/live.js';

/** The pending answers. A promise that is never awaited does not raise an unhandled rejection. */
export interface OpenReading {
  readonly environment: Promise<LiveEnvironment>;
  readonly organizations: Promise<Listing<LiveOrganization>>;
  /** The first page of everyone; null without `withPeople`. */
  readonly people: Promise<FirstPage<LivePerson>> | null;
}

/**
 * Requests the environment (scope `read:environments`), the organizations (scope `read:organizations`) and, with
 * `withPeople`, the first page of everyone (scope `read:users`). Returns at once and throws nothing.
 */
export function openReading(
  client: Pick<ReadClient, 'getEnvironment' | 'listOrganizations' | 'readFirstUsers'>,
  { withPeople }: { readonly withPeople: boolean },
): OpenReading {
  return {
    environment: quiet(client.getEnvironment()),
    organizations: quiet(client.listOrganizations()),
    people: withPeople ? quiet(client.readFirstUsers()) : null,
  };
}

/** Returns the promise itself. Its rejection counts as handled, even if no caller awaits it. */
function quiet<Answer>(underWay: Promise<Answer>): Promise<Answer> {
  underWay.catch(() => undefined);
  return underWay;
}
