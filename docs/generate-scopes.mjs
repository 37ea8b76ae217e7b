// The scopes that a configuration needs, as the program computes them for one example after the other.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from './generate-schemas.mjs';

const organization = '{ externalId: acme, name: Acme, membership: exact, members: [jane@acme.com]';
// From three organizations with roles on, kinde-sync reads the holders of each role.
const base = `version: 1
organizations:${['a', 'b', 'c']
  .map(
    (name) => `
  - { externalId: ${name}, name: ${name}, allowRegistrations: false, membership: exact,
      members: [{ email: jane@acme.com, roles: [admin] }] }`,
  )
  .join('')}
`;

/** Each part of a configuration that needs more scopes, with an example. */
const parts = [
  ['`newcomers: invite`', `organizations: [${organization}, newcomers: invite }]`],
  ['`handle: null`', `organizations: [${organization}, handle: null }]`],
  [
    '`featureFlags` of organizations',
    `organizations: [${organization}, featureFlags: { beta: null, seats: 5 } }]`,
  ],
  ['`properties` of organizations', `organizations: [${organization}, properties: { plan: gold } }]`],
  ['`environment.featureFlags`', 'environment: { featureFlags: { beta: true } }'],
  ['`environment.passkeys`', 'environment: { passkeys: optional }'],
  [
    '`business`',
    'business: { managedFrom: production, permissions: [{ key: p, name: P }], roles: [{ key: r, name: R, permissions: [p] }] }',
  ],
  [
    '`safety.endSessions` other than `never`',
    `safety: { endSessions: always }\norganizations: [${organization} }]`,
  ],
];

/** Returns the scopes of the usual configuration as blocks to copy, and a table of what other parts add. */
export async function renderScopes({ loadConfiguration, needOperations, operations, isPlanRead, others }) {
  const scopesOf = async (text) => {
    const needed = needOperations(await parse(loadConfiguration, text), 'production');
    const of = (names) => [...new Set(names.map((name) => operations[name].scope))].sort();
    const forPlan = of(needed.filter(isPlanRead));
    return { forPlan, forApply: of(needed).filter((scope) => !forPlan.includes(scope)) };
  };
  const usual = await scopesOf(base);
  const beyond = (own, known) => own.filter((scope) => !known.includes(scope));
  const show = (scopes) => scopes.map((scope) => `\`${scope}\``).join(', ');
  const rows = await Promise.all(
    parts.map(async ([name, text]) => {
      const own = await scopesOf(`version: 1\n${text}\n`);
      return [name, show(beyond(own.forPlan, usual.forPlan)), show(beyond(own.forApply, usual.forApply))];
    }),
  );
  const otherRows = others.map(([name, rows]) => [
    name,
    show(beyond(rows.map(({ scope }) => scope).sort(), usual.forPlan)),
    '',
  ]);
  return [
    'For `plan`, `pull` and `report`:',
    block(usual.forPlan),
    'For `apply` and `undo`, also:',
    block(usual.forApply),
    'If you use a key, option or command in this table, add its scopes:',
    table(['key, option or command', 'to read', 'also for `apply`'], [...rows, ...otherRows]),
  ].join('\n\n');
}

function block(scopes) {
  return ['```text', ...scopes, '```'].join('\n');
}

async function parse(loadConfiguration, text) {
  const folder = await mkdtemp(join(tmpdir(), 'kinde-sync-docs-'));
  try {
    await writeFile(join(folder, 'kinde.yaml'), text);
    const { desired, diagnostics } = await loadConfiguration({ paths: [], cwd: folder, env: {} });
    if (desired === null) throw new Error(JSON.stringify(diagnostics));
    return desired;
  } finally {
    await rm(folder, { recursive: true });
  }
}
