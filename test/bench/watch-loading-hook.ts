// The hook behind `watch-loading.ts`; Node runs it beside the program.
import { appendFileSync } from 'node:fs';
import type { LoadHook } from 'node:module';
import process from 'node:process';

export const load: LoadHook = (url, context, nextLoad) => {
  if (url.startsWith('file:')) appendFileSync(process.env['LOADED_FILE'] ?? '', `${url}\n`);
  return nextLoad(url, context);
};
