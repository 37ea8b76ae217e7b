// The shape of month.yaml, and the lines in which it tells of plans, people and mails.
import { Ajv } from 'ajv';
import type { Change } from '../../../src/model/change.js';
import type { Notice } from '../../../src/model/notice.js';
import type { RequestRecord, SandboxSnapshot } from '../../../src/sandbox/index.js';
import type { Edit } from '../scenario.js';

export interface Night {
  readonly night: string;
  /** Edits of the configuration: texts that it has once, and their replacements. */
  readonly files?: readonly { readonly from: string; readonly to: string }[];
  readonly byHand?: readonly Edit[];
  readonly plan?: readonly string[];
  readonly warnings?: readonly string[];
  readonly pending?: number;
}

export interface Month {
  readonly nights: readonly Night[];
  /** The members of each organization after the last night, with their roles. */
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** The number of mails to each address. */
  readonly mails: Readonly<Record<string, number>>;
}

const text = { type: 'string' };
const texts = { type: 'array', items: text };

function closed(properties: Readonly<Record<string, object>>, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

const night = closed(
  {
    night: text,
    files: { type: 'array', items: closed({ from: text, to: text }, ['from', 'to']) },
    byHand: { type: 'array', items: { type: 'array', minItems: 2, items: { anyOf: [text, texts] } } },
    plan: texts,
    warnings: texts,
    pending: { type: 'integer' },
  },
  ['night'],
);

/** Returns whether a value has the shape of month.yaml. */
export const isMonth = new Ajv().compile<Month>(
  closed(
    {
      nights: { type: 'array', items: night },
      members: { type: 'object', additionalProperties: texts },
      mails: { type: 'object', additionalProperties: { type: 'integer' } },
    },
    ['nights', 'members', 'mails'],
  ),
);

/** Returns the change in one line: everything in it but ids and the place in the files. */
export function tellChange(change: Change): string {
  const { action, resource, source: _source, ...rest } = change;
  const fields = Object.entries(rest).sort(([left], [right]) => (left < right ? -1 : 1));
  const named = { email: '', organization: { name: '' }, ...rest };
  const terms = fields
    .filter(([key]) => !['email', 'organization', 'userId'].includes(key))
    .map(([key, value]) => tellTerm(key, value));
  return [`${action} ${resource} ${named.email ?? ''} in ${named.organization.name}`, ...terms].join(', ');
}

function tellTerm(key: string, value: unknown): string {
  if (value === true) return key;
  if (key === 'fields') {
    const [one] = value as readonly { field: string; before: unknown; after: unknown }[];
    return `${one?.field ?? ''} ${tellValue(one?.before)} to ${tellValue(one?.after)}`;
  }
  return `${key} ${tellValue(value)}`;
}

function tellValue(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? 'none' : value.join(' and ');
}

/** Returns the code of a warning, and the listing in the line of the files that it names. */
export function tellWarning({ code, email, source = '' }: Notice, configuration: string): string {
  const [, line = ''] = /:(\d+):\d+$/.exec(source) ?? [];
  const written = configuration.split('\n')[Number(line) - 1] ?? '';
  const listing = email ?? /[\w.]+@[\w.]+|group: \w+/.exec(written)?.[0] ?? source;
  return `${code} ${listing}`;
}

/** Returns the members of each organization by their preferred address, with roles. */
export function tellMembers({ organizations, users }: SandboxSnapshot): Month['members'] {
  const names = new Map(users.map(({ id, emails }) => [id, emails[0] ?? id]));
  return Object.fromEntries(
    organizations.map(({ name, members }) => [
      name,
      members.map(({ user, roles }) => [names.get(user), ...roles].join(' ')).sort(),
    ]),
  );
}

/** Returns the address of each invitation that Kinde was told to mail. */
export function tellMails(requests: readonly RequestRecord[]): readonly string[] {
  return requests.flatMap(({ operation, body, status }) => {
    const { email = '', send_email: isSent } = (body ?? {}) as { email?: string; send_email?: boolean };
    return operation === 'createOrganizationInvite' && isSent === true && status < 300 ? [email] : [];
  });
}
