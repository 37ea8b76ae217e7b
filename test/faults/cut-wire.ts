// A wire that goes silent for good at one request, as when the process dies there.
import type { PlainAnswer, Sandbox } from '../../src/sandbox/index.js';
import type { CommandOptions } from './run-command.js';

/** The two moments at which a run may die with a request. */
export const moments = ['before it leaves', 'after it took effect'] as const;
export type Moment = (typeof moments)[number];

/** Returns the options of a run that dies with its `death`-th request. */
export function cutWire(
  sandbox: Sandbox,
  death: number,
  moment: Moment,
): Required<Pick<CommandOptions, 'fetch' | 'isDead'>> {
  let count = 0;
  const wire: { isCut: boolean; isDead: boolean } = { isCut: false, isDead: false };
  const isSilent = (): boolean => wire.isCut;
  const silence = new Promise<PlainAnswer>(() => undefined);
  const die = async (effect: Promise<unknown> | null): Promise<PlainAnswer> => {
    wire.isCut = true;
    await effect;
    // What was under way beside it reaches Kinde all the same.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    wire.isDead = true;
    return silence;
  };
  const fetch: Sandbox['send'] = async (url, init) => {
    if (isSilent()) return silence;
    count += 1;
    if (count === death) return die(moment === 'before it leaves' ? null : sandbox.send(url, init));
    const answer = await sandbox.send(url, init);
    return isSilent() ? silence : answer;
  };
  return { fetch, isDead: () => wire.isDead };
}
