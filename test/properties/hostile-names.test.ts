// Names of Kinde and of the files are hostile: whatever stands in them, nothing that moves a cursor or turns the
// writing direction gets out.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTool } from './run-tool.js';

const unsafe = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\p{Cs}]/u;
const nasty = fc.oneof(
  fc.constantFrom(
    '\u001b[2J',
    '\u202Eevil',
    'a\nb',
    '\r',
    '\u009b31m',
    '\u2066x',
    '\u0000',
    '\u2028',
    '\uD800',
    '\u200Bx',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

it('prints no control and no bidirectional character, in any command and format', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const name = (text: string): string => `${text}${g(() => nasty)}`;
      const { run } = openTool({
        seed: {
          environment: { code: name('env'), name: name('Environment') },
          roles: [{ key: 'admin' }, { key: name('role') }],
          users: [
            { id: 'kp_1', firstName: name('Ann'), emails: [name('ann@acme.example')] },
            { id: 'kp_2', firstName: name('Bo'), phone: '1' },
            { id: 'kp_3', emails: ['cho@acme.example'] },
          ],
          connections: [{ name: 'sso', displayName: name('SSO') }],
          organizations: [
            {
              code: 'org_0',
              name: name('Acme'),
              allowRegistrations: true,
              allowedDomains: [name('acme.example')],
              connections: ['sso'],
              invitations: [{ email: name('zoe@acme.example'), roles: ['admin'] }],
              members: [{ user: 'kp_1' }, { user: 'kp_2' }, { user: 'kp_3' }],
            },
            { code: 'org_unnamed', name: name('Unnamed') },
          ],
        },
      });
      const isHostile = g(fc.boolean);
      const configuration = {
        version: 1,
        safety: { unmanagedOrganizations: 'warn' },
        organizations: [
          { code: 'org_0', name: isHostile ? name('Acme') : 'Acme', members: ['cho@acme.example'] },
          {
            externalId: isHostile ? name('new') : 'new',
            name: 'New',
            members: [isHostile ? name('x@acme.example') : 'x@acme.example'],
          },
        ],
      };
      const commands = [
        ['validate'],
        ['plan'],
        ['plan', '--format', 'json'],
        ['plan', '--format', 'markdown'],
        ['report', '--ways-in', '--format', 'csv'],
        ['report', '--ways-in', '--format', 'json'],
        ['report', '--format', 'text'],
        ['apply', '--yes', '--allow-removals', 'all', '-v'],
      ];
      for (const command of commands) {
        const { stdout, stderr } = await run(command, configuration);
        // The lines of CSV end with CR LF.
        const lineEnd = command.includes('csv') ? '\r\n' : '\n';
        const found = unsafe.exec(`${stdout.replaceAll(lineEnd, '')}${stderr.replaceAll('\n', '')}`);
        expect(
          found?.[0].codePointAt(0)?.toString(16),
          `${command.join(' ')}: ${stdout}${stderr}`,
        ).toBeUndefined();
      }
    }),
    { numRuns: 80 },
  );
});
