// `--mask-emails`: runs a command in a world whose stderr shows no address; commands mask plans and reports with `mask` before
// rendering. Output for machines (JSON, saved plans, journals) is not masked.
import { createHmac, randomBytes } from 'node:crypto';
import { UsageError } from '../model/errors.js';
import { createMask, noMask } from '../render/mask-emails.js';
import type { Mask } from '../render/mask-emails.js';
import type { ExitCode } from './exit-codes.js';
import { reportErrors } from './open-session.js';
import { readVariables } from './options/options.js';
import type { CommonOptions } from './options/options.js';
import type { World } from './world.js';

export interface MaskedWorld extends World {
  readonly mask: Mask;
}

export interface MaskOptions extends CommonOptions {
  readonly maskEmails?: boolean;
}

/**
 * Runs a command. With `--mask-emails` its warnings, errors and progress are masked, and its world has a mask. A command that
 * needs no credentials may run without a key: its marks are then those of this run alone.
 */
export async function runMasked(
  world: World,
  options: MaskOptions,
  work: (world: MaskedWorld) => Promise<ExitCode>,
  { needsKey = true }: { readonly needsKey?: boolean } = {},
): Promise<ExitCode> {
  if (options.maskEmails !== true) return work({ ...world, mask: noMask });
  return reportErrors(world, options, async () => {
    const key = readMaskKey(await readVariables(world, options));
    if (key === null && needsKey) throw missingKeyError();
    const mask = createMask(key ?? randomBytes(32).toString('hex'));
    const { stderr } = world;
    return work({ ...world, mask, stderr: { ...stderr, write: (text) => stderr.write(mask.text(text)) } });
  });
}

/** Characters. A shorter key could be found by trial. */
const shortestKey = 16;

/** Returns the key of the mask; null if there is none. It must be the same in every run, so an access token, which changes daily, can't be one. */
function readMaskKey(variables: World['env']): string | null {
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
  return secret === '' ? null : createHmac('sha256', secret).update('kinde-sync --mask-emails').digest('hex');
}

function missingKeyError(): UsageError {
  return new UsageError(
    'missing-setting',
    '--mask-emails needs KINDE_SYNC_MASK_KEY or KINDE_CLIENT_SECRET.',
    {
      hint: 'Set KINDE_SYNC_MASK_KEY to a long random text that stays the same, for example what `openssl rand -hex 32` prints.',
    },
  );
}
