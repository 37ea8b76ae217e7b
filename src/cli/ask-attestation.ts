// The questions of `attest`: one for each open switch, and who answers. Silence is no.
import type { DeclaredSwitch } from '../stories/attest.js';
import { readAuthor } from './git/read-author.js';
import { toSafeText } from '../render/safe-text.js';
import { renderSwitchText } from '../render/switch-text.js';
import { wantsColor } from './options.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

/** Returns the switches of which the person says that they stand as the configuration says. */
export async function askAboutSwitches(
  world: World,
  options: CommonOptions,
  open: readonly DeclaredSwitch[],
): Promise<readonly DeclaredSwitch[]> {
  const color = wantsColor(world, options, world.stderr);
  const seen: DeclaredSwitch[] = [];
  for (const one of open) {
    if (world.interrupt.aborted) return [];
    const { after, source } = one.change;
    const shown = renderSwitchText(one.change, { color, place: toSafeText(source) });
    const question = `    Look there. Is it ${after ? 'on' : 'off'}? [y/N] `;
    const answer = await world.ask?.(`${shown.join('\n')}\n${question}`);
    if (/^(?:y|yes)$/i.test(answer?.trim() ?? '')) seen.push(one);
  }
  return seen;
}

/** Returns who answers; an empty answer takes what git says. */
export async function askWho(world: World): Promise<string> {
  const author = await readAuthor(world);
  const suggested = author === null ? '' : ` [${toSafeText(author)}]`;
  const answer = (await world.ask?.(`Your name${suggested}? `)) ?? '';
  return answer.trim() === '' ? (author ?? '') : answer;
}
