// `kinde-sync demo`: plan, apply and plan again on the sandbox, told step by step. It runs the same code as the commands that a
// user types.
import { dirname } from 'node:path';
import { createSandbox } from '../../sandbox/index.js';
import { runApply } from './apply-command.js';
import { exitCodes } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { findInPackage } from '../files/find-in-package.js';
import { reportErrors } from '../open-session.js';
import { wantsColor } from '../options/options.js';
import { runPlan } from './plan-command.js';
import { readExampleSeed } from './sandbox-command.js';
import type { World } from '../world.js';

/** Runs the tour. Exit status 0 only if the second plan is empty. */
export async function runDemo(world: World, options: { readonly color: boolean }): Promise<ExitCode> {
  return reportErrors(world, options, async () => {
    const sandbox = createSandbox({ seed: await readExampleSeed() });
    const { url, close } = await sandbox.listen();
    try {
      return await tour(openSandboxWorld(world, sandbox.environmentVariables(url)), options);
    } finally {
      await close();
    }
  });
}

function openSandboxWorld(world: World, variables: World['env']): World {
  const config = findInPackage('examples/demo/kinde.yaml');
  return {
    ...world,
    cwd: dirname(config),
    env: { ...world.env, ...variables, KINDE_ACCESS_TOKEN: undefined },
  };
}

async function tour(world: World, { color }: { readonly color: boolean }): Promise<ExitCode> {
  const bold = wantsColor(world, { color }, world.stdout);
  const say = (text: string): void =>
    world.stdout.write(`\n${bold ? `\u001b[1m# ${text}\u001b[22m` : `# ${text}`}\n\n`);
  const planning = {
    color,
    format: 'text',
    removals: true,
    concurrency: 8,
    config: ['kinde.yaml'],
    quiet: true,
  } as const;
  say('A sandbox stands in for Kinde. kinde-sync plan: what would change?');
  const planned = await runPlan(world, planning);
  say('kinde-sync apply --yes: make these changes and verify them.');
  const applied = await runApply(world, { ...planning, yes: true });
  say('kinde-sync plan --detailed-exitcode: plan again. Exit status 0 means that there are no changes.');
  const again = await runPlan(world, { ...planning, detailedExitcode: true });
  const isGood = planned === exitCodes.done && applied === exitCodes.done && again === exitCodes.done;
  return isGood ? exitCodes.done : exitCodes.error;
}
