// The variables that kinde-sync reads, and where the documentation is. `--help` shows both, and docs/commands.md the table.
import { findInPackage } from '../files/find-in-package.js';

/** The variables that are settings, each with its meaning. */
export const settings: readonly (readonly [name: string, meaning: string])[] = [
  ['KINDE_DOMAIN', 'the Kinde domain, such as acme.kinde.com, or the custom domain'],
  ['KINDE_CLIENT_ID', 'the client id of the machine-to-machine application'],
  ['KINDE_CLIENT_SECRET', 'its client secret'],
  [
    'KINDE_AUDIENCE',
    'the audience of the API, such as https://acme.kinde.com/api; needed only with a custom domain',
  ],
  ['KINDE_ACCESS_TOKEN', 'an access token, instead of id, secret and audience'],
  ['KINDE_SYNC_CONFIG', 'the paths for --config, separated by commas; --config overrides it'],
  [
    'KINDE_SYNC_MASK_KEY',
    'the key for --mask-emails, 16 characters or more (default: derived from the client secret)',
  ],
];

/** Returns the end of the help of the whole program. */
export function renderSettingsHelp(): string {
  const width = Math.max(...settings.map(([name]) => name.length));
  const rows = settings.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
  return `
Settings (variables of the environment, or of --env-file):
${rows.join('\n')}

Documentation: ${findInPackage('README.md')} and the folder docs beside it. Start with docs/tutorial.md.`;
}
