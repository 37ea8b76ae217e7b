// The settings check looks at the variables before any request: which are set, and which look wrongly copied. Its
// messages never repeat a value that may be a secret.
import type { KindeSettings, SettingVariables } from '../kinde/read-settings.js';
import type { Check } from '../model/results/doctor-report.js';

const named = ['KINDE_CLIENT_ID', 'KINDE_CLIENT_SECRET', 'KINDE_AUDIENCE', 'KINDE_ACCESS_TOKEN'] as const;

/** Returns the checks of settings that `readSettings` accepted. */
export function checkSettings(settings: KindeSettings, variables: SettingVariables): readonly Check[] {
  const warnings = [...findQuotes(variables), ...findUnused(settings, variables)];
  if (warnings.length > 0) return warnings;
  const given =
    settings.credentials.kind === 'token'
      ? 'KINDE_ACCESS_TOKEN is'
      : 'KINDE_CLIENT_ID and KINDE_CLIENT_SECRET are';
  const { host } = new URL(settings.baseUrl);
  return [
    {
      check: 'settings',
      status: 'ok',
      message: `The domain is ${host}, the audience ${settings.audience}; ${given} set.`,
    },
  ];
}

/** A shell removes quotes; a container's env file keeps them as part of the value. */
function findQuotes(variables: SettingVariables): readonly Check[] {
  return named
    .filter((name) => /^\s*["'<]|["'>]\s*$/.test(variables[name] ?? ''))
    .map((name) => ({
      check: 'settings',
      status: 'warning',
      code: 'invalid-setting',
      message: `${name} begins or ends with a quotation mark or a bracket.`,
      cure: 'Write only the value.',
      where: name,
    }));
}

function findUnused({ credentials }: KindeSettings, variables: SettingVariables): readonly Check[] {
  const isBoth = credentials.kind === 'token' && (variables['KINDE_CLIENT_SECRET']?.trim() ?? '') !== '';
  if (!isBoth) return [];
  return [
    {
      check: 'settings',
      status: 'warning',
      message: 'KINDE_ACCESS_TOKEN is set, so KINDE_CLIENT_ID and KINDE_CLIENT_SECRET are not used.',
      cure: 'Unset the one you do not want to use.',
      where: 'KINDE_ACCESS_TOKEN',
    },
  ];
}
