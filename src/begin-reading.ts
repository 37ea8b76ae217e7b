// Before the story begins: what large files are going to be held against is asked for while they are still parsed.
import { setImmediate } from 'node:timers/promises';
import type { ReadClient } from './model/client.js';
import type { Sketch } from './model/sketch.js';
import { goOn } from './read/anticipate-reading.js';
import { answerOnce, beginRest, quiet } from './read/begin-rest.js';

/** Characters: to hold everyone in memory beside what larger files are parsed from would take too much of it. */
const mostUnread = 1_000_000;

/** A reading that began before it was known what to read. */
export interface BegunReading {
  /** The first call of what is under way takes that answer, or throws its error; a second call asks again. */
  readonly client: ReadClient;
  /**
   * Takes what can be told of the files by now, before the client is asked for everyone: they are read to the end as soon
   * as that and the first answers settle it, and not in an environment to which the files are not locked.
   */
  readonly consider: (sketch: Sketch) => void;
  /** Fulfilled when the last sketch was held against the first answers, or these can't be had. */
  readonly decide: () => Promise<void>;
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
  const answered = Promise.all([people, organizations, environment]);
  let answers: Awaited<typeof answered> | null = null;
  let sketch: Sketch | null = null;
  let everyone = people;
  // Nobody reads on twice, nor beside whoever has taken the answer.
  let isSettled = false;
  const tryToGoOn = (): void => {
    if (isSettled || answers === null || sketch === null) return;
    const [first, { rows }, { code }] = answers;
    if ((sketch.lock ?? code) !== code) return;
    const further = goOn(sketch, first, rows);
    isSettled = further !== first;
    everyone = Promise.resolve(further);
  };
  const decided = quiet(
    answered.then((all) => {
      answers = all;
      tryToGoOn();
    }),
  );
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
        async () => {
          if (sketch !== null) await decided;
          isSettled = true;
          return everyone;
        },
        () => client.peekUsers(),
      ),
    },
    consider: (latest) => {
      if (latest.unread > mostUnread) return;
      sketch = latest;
      tryToGoOn();
    },
    decide: async () => {
      await decided.catch(() => undefined);
      // Its request is to be on its way, too.
      await setImmediate();
    },
  };
}
