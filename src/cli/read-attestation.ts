// What `attest --setting` and `--by` say, held against the configuration: nothing is attested that it does not say.
import { closestMatch } from 'leven';
import type { DeclaredSwitch } from '../stories/attest.js';
import { UsageError } from '../model/errors.js';
import { invisibleCharacters } from '../model/invisible-characters.js';

/**
 * Returns the switches that were named. Throws `UsageError`: `invalid-option` for what is no `NAME=true|false` or no
 * declared switch, `not-declared-so` for another value than the configuration's.
 */
export function chooseSwitches(
  given: readonly string[],
  switches: readonly DeclaredSwitch[],
): readonly DeclaredSwitch[] {
  const chosen = given.map((text) => chooseSwitch(text, switches));
  const twice = chosen.find((one, index) => chosen.indexOf(one) < index);
  if (twice !== undefined)
    throw invalid(`--setting ${twice.setting} is given twice.`, 'Give each setting once.');
  return chosen;
}

function chooseSwitch(text: string, switches: readonly DeclaredSwitch[]): DeclaredSwitch {
  const [, name = '', value = ''] = /^([^=]*)=(true|false)$/.exec(text) ?? [];
  const names = switches.map(({ setting }) => setting);
  if (value === '')
    throw invalid(`--setting takes NAME=true or NAME=false, not "${text}".`, listNames(names));
  const one = switches.find(({ setting }) => setting === name);
  if (one === undefined) {
    const near = closestMatch(name, names, { maxDistance: 5 });
    const hint = near === undefined ? listNames(names) : `Did you mean "${near}"?`;
    throw invalid(`The configuration declares no setting "${name}" under environment.signUp.`, hint);
  }
  if (String(one.change.after) !== value) throw explainOtherValue(one, value);
  return one;
}

function listNames(names: readonly string[]): string {
  return names.length === 0
    ? 'It declares none: write them under environment.signUp first.'
    : `It declares ${names.join(', ')}.`;
}

function explainOtherValue({ setting, change }: DeclaredSwitch, value: string): UsageError {
  const { after, source, where } = change;
  return new UsageError(
    'not-declared-so',
    `--setting ${setting}=${value}: the configuration says ${String(after)}, at ${source}.`,
    { hint: `Set the switch in Kinde (${where}) and attest it, or change the configuration.` },
  );
}

const longestName = 254;

/** Returns the name of whoever attests. Throws `UsageError` (`invalid-option`) if it is none that the file can hold. */
export function readWho(text: string): string {
  const name = text.trim();
  if (name === '') {
    throw invalid('The name of the person is missing.', 'Give --by NAME, or answer the question.');
  }
  if (name.length > longestName || name.search(invisibleCharacters) >= 0) {
    throw invalid(
      'The name of --by is too long or has invisible characters.',
      `Give at most ${longestName} visible characters.`,
    );
  }
  return name;
}

function invalid(message: string, hint: string): UsageError {
  return new UsageError('invalid-option', message, { hint });
}
