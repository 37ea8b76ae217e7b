// The answers of `attest`: from `--setting` and `--by`, or to questions on the terminal. Only a switch that stands as the
// configuration declares it is attested, and silence is no.
import { closestMatch } from 'leven';
import { UsageError } from '../../model/errors.js';
import { invisibleCharacters } from '../../model/text/invisible-characters.js';
import { toSafeText } from '../../render/safe-text.js';
import { renderSwitchText } from '../../render/switch-text.js';
import type { DeclaredSwitch } from '../../stories/attest.js';
import { readAuthor } from '../git/read-repository.js';
import { isYes } from '../is-yes.js';
import { readLayout } from '../options/options.js';
import type { CommonOptions } from '../options/options.js';
import type { World } from '../world.js';

/** Asks about each open switch and returns those that stand as the configuration declares; none after an interrupt. */
export async function askAboutSwitches(
  world: World,
  options: CommonOptions,
  open: readonly DeclaredSwitch[],
): Promise<readonly DeclaredSwitch[]> {
  const layout = readLayout(world, options, world.stderr);
  const seen: DeclaredSwitch[] = [];
  for (const one of open) {
    if (world.interrupt.aborted) return [];
    const { after, source } = one.change;
    const shown = renderSwitchText(one.change, { ...layout, place: toSafeText(source) });
    const question = `    Look there. Is it ${after ? 'on' : 'off'}? [y/N] `;
    const answer = (await world.ask?.(`${shown.join('\n')}\n${question}`)) ?? '';
    if (isYes(answer)) seen.push(one);
  }
  return seen;
}

/** Asks for the person's name and returns it; an empty answer means the name that git suggests. */
export async function askWho(world: World): Promise<string> {
  const author = await readAuthor(world);
  const suggested = author === null ? '' : ` [${toSafeText(author)}]`;
  const answer = (await world.ask?.(`Your name${suggested}? `)) ?? '';
  return answer.trim() === '' ? (author ?? '') : answer;
}

/**
 * Returns the switches that `--setting` names. Throws `UsageError`: `invalid-option` for another form than `NAME=true|false`
 * and for an undeclared switch, `not-declared-so` for another value than the configuration's.
 */
export function chooseSwitches(
  given: readonly string[],
  switches: readonly DeclaredSwitch[],
): readonly DeclaredSwitch[] {
  const chosen = given.map((text) => chooseSwitch(text, switches));
  const twice = chosen.find((one, index) => chosen.indexOf(one) < index);
  if (twice !== undefined)
    throw invalidError(`--setting ${twice.setting} is given twice.`, 'Give each setting once.');
  return chosen;
}

function chooseSwitch(text: string, switches: readonly DeclaredSwitch[]): DeclaredSwitch {
  const [, name = '', value = ''] = /^([^=]*)=(true|false)$/.exec(text) ?? [];
  const names = switches.map(({ setting }) => setting);
  if (value === '')
    throw invalidError(`--setting takes NAME=true or NAME=false, not "${text}".`, listNames(names));
  const one = switches.find(({ setting }) => setting === name);
  if (one === undefined) {
    const near = closestMatch(name, names, { maxDistance: 5 });
    const hint = near === undefined ? listNames(names) : `Did you mean "${near}"?`;
    throw invalidError(`The configuration declares no setting "${name}" under environment.signUp.`, hint);
  }
  if (String(one.change.after) !== value) throw otherValueError(one, value);
  return one;
}

function listNames(names: readonly string[]): string {
  return names.length === 0
    ? 'It declares none: write them under environment.signUp first.'
    : `It declares ${names.join(', ')}.`;
}

function otherValueError({ setting, change }: DeclaredSwitch, value: string): UsageError {
  const { after, source, where } = change;
  return new UsageError(
    'not-declared-so',
    `--setting ${setting}=${value}: the configuration says ${String(after)}, at ${source}.`,
    { hint: `Set the switch in Kinde (${where}) and attest it, or change the configuration.` },
  );
}

const longestName = 254;

/** Returns the name of the person who attests. Throws `UsageError` (`invalid-option`) for one that the file can't hold. */
export function readWho(text: string): string {
  const name = text.trim();
  if (name === '') {
    throw invalidError('The name of the person is missing.', 'Give --by NAME, or answer the question.');
  }
  if (name.length > longestName || name.search(invisibleCharacters) >= 0) {
    throw invalidError(
      'The name of --by is too long or has invisible characters.',
      `Give at most ${longestName} visible characters.`,
    );
  }
  return name;
}

function invalidError(message: string, hint: string): UsageError {
  return new UsageError('invalid-option', message, { hint });
}
