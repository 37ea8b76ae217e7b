// Puts a journal between the kinds and Kinde: no write leaves before its line is durable, and none follows before
// the outcome of the last is. Changes nothing about the writes themselves.
import type {
  BulkAnswer,
  MemberWrite,
  OrganizationFields,
  ReadClient,
  WriteClient,
} from '../model/client.js';
import { ApiError, InterruptedError, KindeSyncError, UnclearError } from '../model/errors.js';
import type { Journal, JournalEnded, JournalPerson, JournalWrite } from '../model/journal.js';
import type { Plan } from '../model/plan.js';
import { openBook } from './journal-book.js';
import type { Book } from './journal-book.js';

export interface JournalOptions {
  readonly journal: Journal;
  /** The plan's fingerprint, repeated on every line. */
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Outcome = Pick<JournalEnded, 'handled' | 'created'>;

/**
 * Returns a client whose every write is recorded twice: before it is sent, with the state that it is about to change,
 * and with how it ended. Reads a member list, once, where the plan does not know the roles that a removal ends.
 */
export function journalWrites(
  client: Pick<ReadClient, 'listMembers'> & WriteClient,
  plan: Plan,
  options: JournalOptions,
): WriteClient {
  const book = openBook(plan, client);
  const { environment } = plan;
  let writes = 0;
  const keep = async <Answer>(
    about: JournalWrite,
    send: () => Promise<Answer>,
    describe: (answer: Answer) => Outcome = () => ({}),
  ): Promise<Answer> => {
    writes += 1;
    const head = { plan: options.fingerprint, write: writes, operation: about.operation };
    const time = (): string => new Date(options.now()).toISOString();
    // A write that was done stays done where its end can't be recorded; the journal then lets no other begin.
    const recordEnd = (end: Omit<JournalEnded, 'event' | 'time' | keyof typeof head>): Promise<void> =>
      options.journal.record({ event: 'ended', time: time(), ...head, ...end }).catch(() => undefined);
    await options.journal.record({ event: 'sent', time: time(), environment, ...head, ...about });
    try {
      const answer = await send();
      await recordEnd({ result: 'done', ...describe(answer) });
      return answer;
    } catch (error) {
      await recordEnd(describeFailure(error));
      throw error;
    }
  };
  return {
    ...journalOrganizations(client, keep, book),
    ...journalMembers(client, keep, book),
    setFeatureFlag: (key, value) =>
      keep(
        {
          operation: 'updateEnvironementFeatureFlagOverride',
          fields: { [key]: value },
          ...book.settingBefore(key, `featureFlags.${key}`),
        },
        () => client.setFeatureFlag(key, value),
      ),
    setPasskeyPolicy: (policy) =>
      keep(
        { operation: 'updatePasskey', fields: { policy }, ...book.settingBefore('policy', 'passkeys') },
        () => client.setPasskeyPolicy(policy),
      ),
  };
}

type Keep = <Answer>(
  about: JournalWrite,
  send: () => Promise<Answer>,
  describe?: (answer: Answer) => Outcome,
) => Promise<Answer>;

function journalOrganizations(client: WriteClient, keep: Keep, book: Book) {
  return {
    createOrganization: async (fields: OrganizationFields & { readonly name: string }) => {
      const organization = { code: null, name: fields.name };
      const code = await keep(
        { operation: 'createOrganization', organization, fields: { ...fields } },
        () => client.createOrganization(fields),
        (created) => ({ created }),
      );
      book.rename(code, fields.name);
      return code;
    },
    updateOrganization: (code: string, fields: OrganizationFields) =>
      keep(
        {
          operation: 'updateOrganization',
          organization: book.organization(code),
          fields: { ...fields },
          ...book.fieldsBefore(code, Object.keys(fields)),
        },
        () => client.updateOrganization(code, fields),
      ),
  };
}

function journalMembers(client: WriteClient, keep: Keep, book: Book) {
  const toPeople = (code: string, members: readonly MemberWrite[]): readonly JournalPerson[] =>
    members.map(({ userId, roles }) => book.person(code, userId, roles));
  return {
    createUser: async (user: Parameters<WriteClient['createUser']>[0]) => {
      const userId = await keep(
        {
          operation: 'createUser',
          organization: book.organization(user.organizationCode),
          people: [{ email: user.email, userId: null }],
        },
        () => client.createUser(user),
        (id) => ({ handled: [id] }),
      );
      book.learn(userId, user.email);
      return userId;
    },
    addMembers: (code: string, members: readonly MemberWrite[]) =>
      keep(
        {
          operation: 'addOrganizationUsers',
          organization: book.organization(code),
          people: toPeople(code, members),
        },
        () => client.addMembers(code, members),
        ({ added }: BulkAnswer) => ({ handled: added }),
      ),
    updateMembers: (code: string, members: readonly MemberWrite[]) =>
      keep(
        {
          operation: 'updateOrganizationUsers',
          organization: book.organization(code),
          people: toPeople(code, members),
        },
        () => client.updateMembers(code, members),
        ({ updated }: BulkAnswer) => ({ handled: updated }),
      ),
    removeMembers: async (code: string, userIds: readonly string[]) => {
      await book.learnRoles(code, userIds);
      return keep(
        {
          operation: 'updateOrganizationUsers',
          organization: book.organization(code),
          people: userIds.map((userId) => book.person(code, userId)),
          fields: { operation: 'delete' },
        },
        () => client.removeMembers(code, userIds),
        ({ removed }: BulkAnswer) => ({ handled: removed }),
      );
    },
    removeMemberRole: (code: string, userId: string, roleId: string) =>
      keep(
        {
          operation: 'deleteOrganizationUserRole',
          organization: book.organization(code),
          people: [book.person(code, userId)],
          fields: { roleId },
        },
        () => client.removeMemberRole(code, userId, roleId),
      ),
  };
}

function describeFailure(error: unknown): Pick<JournalEnded, 'result' | 'error' | 'kindeCode'> {
  if (!(error instanceof KindeSyncError)) return { result: 'unclear' };
  if (error instanceof InterruptedError) return { result: 'not-sent', error: error.code };
  const kindeCode =
    error instanceof ApiError || error instanceof UnclearError ? error.facts.kindeCode : undefined;
  return {
    result: error instanceof UnclearError ? 'unclear' : 'refused',
    error: error.code,
    ...(kindeCode === undefined ? {} : { kindeCode }),
  };
}
