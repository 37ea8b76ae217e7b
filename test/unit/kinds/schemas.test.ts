// The schemas of configurations and plans, compared with the registered collections of values.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/kinds/registry.js';
import { organizationValueResources } from '../../../src/model/operations/value-operations.js';

interface Node {
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node;
}

function readSchema(name: string, definitions: string): Readonly<Record<string, Node>> {
  const schema = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as Record<string, unknown>;
  return schema[definitions] as Readonly<Record<string, Node>>;
}

const collections = kinds.flatMap(({ values }) => values ?? []);
const ofParent = (parent: 'environment' | 'organization') =>
  collections.filter((values) => values.parent === parent);

describe("the plan's schema", () => {
  const definitions = readSchema('plan', '$defs');

  it('knows exactly the resources of the collections of organizations', () => {
    const resources = ofParent('organization')
      .map(({ resource }) => resource)
      .sort();
    expect(definitions['organizationValueResource']?.enum).toEqual(resources);
    expect([...organizationValueResources].sort()).toEqual(resources);
  });

  it("knows exactly the fields of the environment's collections", () => {
    const fields = definitions['updateEnvironment']?.properties?.['fields']?.items?.properties?.['field'];
    const names = ofParent('environment').map(({ prefix }) =>
      prefix.endsWith('.') ? `${prefix.slice(0, -1)}\\..+` : prefix,
    );
    expect(fields?.pattern).toMatch(/^\^\(.*\)\$$/);
    expect(fields?.pattern?.slice(2, -2).split('|').sort()).toEqual(names.sort());
  });
});

describe("the configuration's schema", () => {
  const definitions = readSchema('config', 'definitions');

  it.each(collections)(
    'has the $parent section $section, with null only if values can be taken away',
    (one) => {
      const section = definitions[one.parent]?.properties?.[one.section];
      const value = section?.additionalProperties ?? section;
      expect(value?.type).toBeDefined();
      expect([value?.type ?? []].flat().includes('null')).toBe(one.canClear);
    },
  );
});
