// The commands of a page and what it shows of them. A block marked `console` holds commands after `$ `, their
// further lines after `> `, and what they print; `<!-- an empty folder -->` before a block begins a new story.

export interface Step {
  /** Line of the page, from 1. */
  readonly line: number;
  readonly command: string;
  /** What is shown below the command, without the last line break. */
  readonly shown: string;
}

export interface Story {
  /** The heading that it stands under. */
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Returns the stories of a text, in order; blocks of one story share a folder and a shell. */
export function readGuide(markdown: string): readonly Story[] {
  const stories: { title: string; steps: Step[] }[] = [];
  let heading = '';
  let block: { readonly line: number; readonly text: string }[] | null = null;
  for (const [index, text] of markdown.split('\n').entries()) {
    if (block !== null && text.startsWith('```')) {
      stories.at(-1)?.steps.push(...readBlock(block));
      block = null;
    } else if (block !== null) block.push({ line: index + 1, text });
    else if (text === '```console') block = [];
    else if (text === '<!-- an empty folder -->') stories.push({ title: heading, steps: [] });
    else if (text.startsWith('#')) heading = text.replace(/^#+ /, '');
  }
  return stories;
}

function readBlock(lines: readonly { readonly line: number; readonly text: string }[]): readonly Step[] {
  const steps: { line: number; command: string; shown: string[] }[] = [];
  for (const { line, text } of lines) {
    const last = steps.at(-1);
    if (text.startsWith('$ ')) steps.push({ line, command: text.slice(2), shown: [] });
    else if (/^>(?: |$)/.test(text) && last?.shown.length === 0) last.command += `\n${text.slice(2)}`;
    else last?.shown.push(text);
  }
  return steps.map(({ line, command, shown }) => ({ line, command, shown: shown.join('\n') }));
}
