// The outside of a run inside the test: a World whose wire is a sandbox, whose time passes only by sleeping, and
// whose streams are kept. Nothing of the real process reaches it.
import type { Output, World } from '../src/cli/world.js';
import type { Sandbox } from '../src/sandbox/index.js';

export interface WorldOptions extends Partial<Omit<World, 'stdout' | 'stderr'>> {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly isTerminal?: boolean;
  /** The width of the terminal; not known if absent. */
  readonly columns?: number;
  /** When it begins, in milliseconds since 1970; now if absent. */
  readonly start?: number;
}

export interface OpenWorld {
  readonly world: World;
  /** What was written so far. */
  readonly written: { stdout: string; stderr: string };
}

/** Returns a world with the sandbox's credentials and nobody to ask; what the options give replaces its parts. */
export function openWorld(options: WorldOptions): OpenWorld {
  const { sandbox, isTerminal = false, columns, start = Date.now(), env, ...own } = options;
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => void (written[name] += text),
    isTerminal,
    columns,
  });
  let time = start;
  const world: World = {
    env: { ...sandbox.environmentVariables(`https://${sandbox.domain}`), ...env },
    fetch: sandbox.send,
    stdout: output('stdout'),
    stderr: output('stderr'),
    ask: null,
    now: () => time,
    sleep: (ms) => {
      time += ms;
      return Promise.resolve();
    },
    random: () => 0.5,
    interrupt: new AbortController().signal,
    ...own,
  };
  return { world, written };
}
