import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Operation } from '../../../src/model/operations/operation.js';
import { operations, waysInReads } from '../../../src/model/operations/operations.js';

const contractFile = new URL('../../../../shared/kinde/management-api.openapi.yaml', import.meta.url);

interface DocumentedOperation {
  readonly operationId: string;
  readonly description: string;
  readonly 'x-scope'?: string | readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
}

type Paths = Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;

function readPaths(): Paths {
  return (parse(readFileSync(contractFile, 'utf8')) as { readonly paths: Paths }).paths;
}

const rows: readonly (readonly [string, Operation])[] = Object.entries({
  ...operations,
  ...waysInReads,
});

describe.skipIf(!existsSync(contractFile))('the table of operations', () => {
  const paths = existsSync(contractFile) ? readPaths() : {};

  it.each(rows)('agrees with the OpenAPI document on %s', (_, operation) => {
    const documented = paths[operation.path]?.[operation.method.toLowerCase()];
    expect(documented).toBeDefined();
    expect(documented?.operationId.toLowerCase()).toBe(operation.id.toLowerCase());
    expect(
      [documented?.['x-scope'] ?? []]
        .flat()
        .concat(documented?.description ?? '')
        .join('\n'),
    ).toContain(operation.scope);
    expect(documented?.description).toContain(`<code>${operation.scope}</code>`);
    const parameters = documented?.parameters ?? [];
    const named = (place: string) => parameters.filter((one) => one.in === place).map((one) => one.name);
    expect(named('query')).toEqual(expect.arrayContaining([...operation.query]));
    const required = parameters.filter((one) => one.in === 'query' && one.required === true);
    expect(operation.query).toEqual(expect.arrayContaining(required.map((one) => one.name)));
    expect(named('path').sort()).toEqual([...operation.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort());
  });
});

describe('a row', () => {
  it('says the same as every other row of its id, but for repetition and words', () => {
    const byId = new Map<string, string>();
    for (const [, { id, method, path, scope }] of rows) {
      const said = [method, path, scope].join(' ');
      expect(byId.get(id) ?? said).toBe(said);
      byId.set(id, said);
    }
  });

  it('says what it does as a sentence without a full stop, and when without a capital', () => {
    for (const [, { does, when }] of rows) {
      expect(does).toMatch(/^[A-Z].*[^.]$/);
      expect(when).toMatch(/^[a-z`].*[^.]$/);
    }
  });
});

describe('repetition', () => {
  it('is `read` for every GET and for nothing else', () => {
    for (const [, operation] of rows) {
      expect(operation.repetition === 'read').toBe(operation.method === 'GET');
    }
  });

  it('is `once` for everything that creates, adds or removes', () => {
    const once = rows.filter(([, { repetition }]) => repetition === 'once').map(([name]) => name);
    expect(once.sort()).toEqual([
      'addMembers',
      'clearOrganizationFlag',
      'clearOrganizationHandle',
      'createInvitation',
      'createOrganization',
      'createPermission',
      'createRole',
      'createUser',
      'endSessions',
      'removeMemberRole',
      'removeMembers',
      'revokeInvitation',
    ]);
  });
});
