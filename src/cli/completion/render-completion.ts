// Renders the completion script of a shell. The script completes by itself and does not run kinde-sync.
import { renderBash } from './render-bash.js';
import { renderFish } from './render-fish.js';
import { renderZsh } from './render-zsh.js';
import type { CommandLine, Shell } from './command-line.js';

const renderers: Readonly<Record<Shell, (line: CommandLine) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

/** Returns a script for that shell to source. */
export function renderCompletion(shell: Shell, line: CommandLine): string {
  return renderers[shell](line);
}
