// Everything that the README shows of the program, typed as it stands there and compared with what comes back.
// UPDATE_GUIDE=1 writes what came back into the README instead.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { playStory } from './play-story.js';
import { readGuide, type Step } from './read-guide.js';

const path = new URL('../../../README.md', import.meta.url);
const readme = readFileSync(path, 'utf8');
const stories = readGuide(readme);
const isUpdate = process.env['UPDATE_GUIDE'] === '1';
const updated = new Map<Step, string>();

afterAll(() => {
  if (isUpdate) rewrite(updated);
});

describe('the README', () => {
  it('has commands to copy', () => {
    expect(stories.flatMap(({ steps }) => steps).length).toBeGreaterThan(20);
  });

  it.each(stories.map((story) => [story.title, story] as const))(
    'shows what its commands print: %s',
    async (_, story) => {
      const printed = await playStory(story);
      for (const [index, step] of story.steps.entries()) {
        if (isUpdate) updated.set(step, printed[index] ?? '');
        else expect(describeStep(step, printed[index] ?? '')).toEqual(describeStep(step, step.shown));
      }
    },
  );
});

/** What is different each time stands for itself: times, commits, and how long something took. */
function describeStep({ line, command }: Step, text: string): object {
  const lines = text
    .trimEnd()
    .replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, '<time>')
    .replaceAll(/\b[0-9a-f]{7,40}\b/g, '<hash>')
    .split('\n')
    .map((one) => one.trimEnd());
  return { at: `README.md:${line}`, command, lines };
}

/** From the last line to the first, so that none moves before its turn. */
function rewrite(printed: ReadonlyMap<Step, string>): void {
  const lines = readme.split('\n');
  for (const [{ line, command, shown }, text] of [...printed].reverse()) {
    const first = line - 1 + command.split('\n').length;
    const now = text.trimEnd() === '' ? [] : text.trimEnd().split('\n');
    lines.splice(first, shown === '' ? 0 : shown.split('\n').length, ...now.map((one) => one.trimEnd()));
  }
  writeFileSync(path, lines.join('\n'));
}
