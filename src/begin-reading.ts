// Before the story begins: what large files are going to be held against is asked for while they are still parsed.
import { setImmediate } from 'node:timers/promises';
import type { Peek, ReadClient } from './model/client.js';
import type { LivePerson } from './model/live.js';
import type { Sketch } from './model/sketch.js';
import { goOn } from './read/anticipate-reading.js';
import { answerOnce, beginRest, quiet } from './read/begin-rest.js';

/** A reading that began before it was known what to read. */
export interface BegunReading {
  /** The first call of what is under way takes that answer, or throws its error; a second call asks again. */
  readonly client: ReadClient;
  /**
   * Goes on, once it can be told what the files say, and before the client is asked for everyone: they are read to the end
   * as soon as the first answers settle that, and not in an environment to which the files are not locked. Fulfilled when
   * that is decided, or can't be.
   */
  readonly goOn: (sketch: Sketch) => Promise<void>;
}

/**
 * Begins what the plan of large files reads: `GET /environment` (scope `read:environments`), `GET /organizations` (scope
 * `read:organizations`) and the look at everyone; that one is a request too many where the files manage no more than two
 * lists after all.
 */
export function beginReading(client: ReadClient): BegunReading {
  const environment = quiet(client.getEnvironment());
  const organizations = quiet(client.peekOrganizations());
  const people = quiet(client.peekUsers());
  const listed = quiet(organizations.then(beginRest));
  const readOn = async (sketch: Sketch): Promise<Peek<LivePerson>> => {
    const [first, { rows }, { code }] = await Promise.all([people, organizations, environment]);
    return (sketch.lock ?? code) === code ? goOn(sketch, first, rows) : first;
  };
  let everyone = people;
  return {
    client: {
      ...client,
      getEnvironment: answerOnce(
        () => environment,
        () => client.getEnvironment(),
      ),
      peekOrganizations: answerOnce(
        () => listed,
        () => client.peekOrganizations(),
      ),
      peekUsers: answerOnce(
        () => everyone,
        () => client.peekUsers(),
      ),
    },
    goOn: async (sketch) => {
      everyone = quiet(readOn(sketch));
      await everyone.catch(() => undefined);
      // Its request is to be on its way, too.
      await setImmediate();
    },
  };
}
