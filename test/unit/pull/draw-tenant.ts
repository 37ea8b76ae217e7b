// Random tenants as bad as they come: hostile names, addresses that no file can hold, people without any, names that
// YAML reads as something else, organizations that share names and external ids.
import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { drawSome } from '../../properties/draw-some.js';
import type { SandboxSeed, SeedUser } from '../../../src/sandbox/index.js';

const names = [
  'Acme',
  'true',
  'null',
  '~',
  '007',
  '1e3',
  '2026-01-01',
  'yes',
  '- dash',
  '# comment',
  'a: b',
  'x #y',
  '${HOME}',
  '$${x}',
  '[list]',
  '{map}',
  '*alias',
  '&anchor',
  '!tag',
  '%percent',
  '@at',
  '`tick`',
  '"quoted"',
  "it's",
  'back\\slash',
  ' stray ',
  'line\nbreak',
  '\u001b[2J',
  '\u202Eevil',
  '\u2028',
  '\uD800',
  '\u0085',
  'Ünïcödé 日本',
  '👩‍👧 family',
  'x'.repeat(300),
  '<<',
  '__proto__',
  'valueOf',
  '?',
  '|',
  '>',
  "'",
  '"',
] as const;

const addresses = [
  (name: string) => `${name}@acme.example`,
  (name: string) => `${name.toUpperCase()}.Up@Acme.Example`,
  (name: string) => `${name}+tag@corp.example`,
  (name: string) => `${name}'x@corp.example`,
  (name: string) => `\${${name}}@corp.example`,
  (name: string) => `{${name}}@corp.example`,
  (name: string) => `#${name}@corp.example`,
  (name: string) => `*${name}@corp.example`,
  (name: string) => `${name}@localhost`,
  (name: string) => `${name}..x@acme.example`,
  (name: string) => `раy${name}@corp.example`,
  (name: string) => `${name}@müller.example`,
  (name: string) => `${name}\u200B@acme.example`,
  (name: string) => `1${name}@1e3.example`,
  (name: string) => `${name.repeat(40)}@corp.example`,
] as const;

/** The last two can't stand in a file. */
const domains = [
  'acme.example',
  'Corp.example',
  'müller.example',
  '1e3.example',
  '*.acme.example',
  'www.x.io',
] as const;

const people = ['ann', 'bo', 'chidi', 'dana', 'emeka', 'fatima', 'gustav', 'hana'] as const;
const roleKeys = ['admin', 'true', 'viewer', 'ro le'] as const;

/** Draws one tenant. */
export function drawTenant(g: GeneratorValue): SandboxSeed {
  const users = people
    .slice(0, g(fc.integer, { min: 0, max: people.length }))
    .map((name) => drawUser(g, name));
  const count = g(fc.integer, { min: 1, max: 5 });
  const permissions = drawSome(g, names, { maxLength: 4 });
  const properties = drawSome(g, names);
  const flags = drawFlags(g);
  return {
    environment: { code: g(fc.boolean) ? 'production' : drawName(g), name: 'Production' },
    passkeys: g(fc.constantFrom<('off' | 'optional' | 'mandatory')[]>, 'off', 'optional', 'mandatory'),
    featureFlags: flags,
    permissions: permissions.map((key) => ({ key, name: drawName(g), description: drawDescription(g) })),
    roles: roleKeys.map((key, index) => ({
      id: `role_${index}`,
      key,
      name: drawName(g),
      description: drawDescription(g),
      permissions: drawSome(g, permissions),
    })),
    properties: properties.map((key, index) => ({ key, isPrivate: index === 0 })),
    users,
    organizations: Array.from({ length: count }, (_, index) => ({
      code: `org_${index}`,
      name: drawName(g),
      handle: g(fc.boolean) ? `${drawName(g)}${index}` : null,
      externalId: g(fc.boolean) ? drawName(g) : null,
      isDefault: index === 0,
      allowRegistrations: g(fc.boolean),
      allowedDomains: g(fc.boolean) ? [] : drawSome(g, domains),
      featureFlags: drawOwnFlags(g, flags),
      properties: drawProperties(g, properties),
      members: drawSome(g, users).map(({ id }) => ({
        user: id,
        roles: drawSome(g, roleKeys),
      })),
    })),
  };
}

function drawDescription(g: GeneratorValue): string | null {
  return g(fc.boolean) ? drawName(g) : null;
}

function drawName(g: GeneratorValue): string {
  return g(fc.constantFrom<string[]>, ...names);
}

function drawUser(g: GeneratorValue, name: string): SeedUser & { readonly id: string } {
  const emails = drawSome(g, addresses, { maxLength: 3 }).map((make) => make(name));
  return {
    id: `kp_${name}`,
    firstName: drawName(g),
    emails,
    phone: emails.length === 0 ? `+6140000${people.indexOf(name as 'ann')}` : null,
  };
}

function drawProperties(g: GeneratorValue, keys: readonly string[]): Readonly<Record<string, string>> {
  const odd = ['', ' ', '25', 'two\nlines\n', '\t# "', 'é\u0300', 'x'.repeat(5000)];
  const values = drawSome(g, keys).map(
    (key) => [key, g(fc.constantFrom<string[]>, ...odd, ...names)] as const,
  );
  return Object.fromEntries(values);
}

type Flags = NonNullable<SandboxSeed['featureFlags']>;

/** The values of an organization: some equal the environment's value, and some fit no type. */
function drawOwnFlags(g: GeneratorValue, flags: Flags): Readonly<Record<string, string>> {
  const odd = ['true', 'false', 'maybe', '50', '', ' ', 'x=1&y=%2F ?#', 'two\nlines'];
  const keys = drawSome(g, Object.keys(flags));
  const values = keys.map((key) => {
    const { type, value } = flags[key] ?? { type: 'str', value: '' };
    const others = type === 'json' ? ['[]', '{"b":"x"}'] : odd;
    return [key, g(fc.constantFrom<string[]>, value, ...others)] as const;
  });
  return Object.fromEntries(values);
}

function drawFlags(g: GeneratorValue): Flags {
  return Object.fromEntries(
    drawSome(g, names).map((key) => [
      key,
      g(
        fc.constantFrom<Flags[string][]>,
        { type: 'bool', value: 'true' },
        { type: 'bool', value: 'maybe' },
        { type: 'int', value: '25' },
        { type: 'int', value: '12345678901234567890' },
        { type: 'str', value: 'true' },
        { type: 'str', value: '25' },
        { type: 'str', value: '${x} # "' },
        { type: 'str', value: 'two\nlines' },
        { type: 'json', value: '{"a":[1]}' },
      ),
    ]),
  );
}
