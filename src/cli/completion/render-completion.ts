// The completion script of a shell. Pure: the script asks nobody when it completes, kinde-sync included.
import { renderBash } from './render-bash.js';
import { renderFish } from './render-fish.js';
import { renderZsh } from './render-zsh.js';
import type { CommandLine, Shell } from './command-line.js';

const renderers: Readonly<Record<Shell, (line: CommandLine) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

/** Returns a script to be sourced by that shell; the same text for the same description. */
export function renderCompletion(shell: Shell, line: CommandLine): string {
  return renderers[shell](line);
}
