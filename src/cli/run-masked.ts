// `--mask-emails`: gives a command a world in which no address reaches a person's eyes. What is made for machines
// (JSON, kept plans, journals) stays as it is; the commands ask `mask` for what they render themselves.
import { createHmac } from 'node:crypto';
import { UsageError } from '../model/errors.js';
import { createMask, noMask } from '../render/mask-emails.js';
import type { Mask } from '../render/mask-emails.js';
import type { ExitCode } from './exit-codes.js';
import { reportErrors } from './open-session.js';
import { readVariables } from './options.js';
import type { PlanningOptions } from './options.js';
import type { World } from './world.js';

export interface MaskedWorld extends World {
  readonly mask: Mask;
}

/** Runs a command with its addresses masked if `--mask-emails` says so; warnings, errors and progress are too. */
export async function runMasked(
  world: World,
  options: PlanningOptions,
  work: (world: MaskedWorld) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (options.maskEmails !== true) return work({ ...world, mask: noMask });
  return reportErrors(world, options, async () => {
    const mask = createMask(readMaskKey(await readVariables(world, options)));
    const { stderr } = world;
    return work({ ...world, mask, stderr: { ...stderr, write: (text) => stderr.write(mask.text(text)) } });
  });
}

/** Fewer characters than this could be found by trying. */
const shortestKey = 16;

/** The key must be the same in every run: an access token, which is another one every day, can't stand in for it. */
function readMaskKey(variables: World['env']): string {
  const key = variables['KINDE_SYNC_MASK_KEY']?.trim() ?? '';
  if (key.length >= shortestKey) return key;
  if (key !== '') {
    throw new UsageError(
      'invalid-setting',
      `KINDE_SYNC_MASK_KEY is shorter than ${shortestKey} characters.`,
      {
        hint: 'Set it to a long random text, for example what `openssl rand -hex 32` prints.',
      },
    );
  }
  const secret = variables['KINDE_CLIENT_SECRET']?.trim() ?? '';
  if (secret !== '') return createHmac('sha256', secret).update('kinde-sync --mask-emails').digest('hex');
  throw new UsageError('missing-setting', '--mask-emails needs KINDE_SYNC_MASK_KEY or KINDE_CLIENT_SECRET.', {
    hint: 'Set KINDE_SYNC_MASK_KEY to a long random text that stays the same, for example what `openssl rand -hex 32` prints.',
  });
}
