// Everything that the documents show of the program, typed as it stands there and compared with what comes back.
// UPDATE_GUIDE=1 writes what came back into the pages instead.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { playStory } from './play-story.js';
import { readGuide } from './read-guide.js';
import type { Step, Story } from './read-guide.js';

const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const stories = pages.flatMap((page) =>
  readGuide(readFileSync(page, 'utf8')).map((story) => [`${page}: ${story.title}`, page, story] as const),
);
const isUpdate = process.env['UPDATE_GUIDE'] === '1';
const updated = new Map<string, Map<Step, string>>();

afterAll(() => {
  for (const [page, printed] of updated) rewrite(page, printed);
});

describe('the documents', () => {
  it('have commands to copy', () => {
    const steps = stories.flatMap(([, , story]: readonly [string, string, Story]) => story.steps);
    expect(steps.length).toBeGreaterThan(20);
  });

  it.each(stories)('show what their commands print: %s', async (_, page, story) => {
    const printed = await playStory(story);
    const changed = updated.get(page) ?? new Map<Step, string>();
    if (isUpdate) updated.set(page, changed);
    for (const [index, step] of story.steps.entries()) {
      if (isUpdate) changed.set(step, printed[index] ?? '');
      else
        expect(describeStep(page, step, printed[index] ?? '')).toEqual(describeStep(page, step, step.shown));
    }
  });
});

/** What is different each time stands for itself: times, commits, and how long something took. */
function describeStep(page: string, { line, command }: Step, text: string): object {
  const lines = text
    .trimEnd()
    .replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, '<time>')
    .replaceAll(/\b[0-9a-f]{7,40}\b/g, '<hash>')
    .split('\n')
    .map((one) => one.trimEnd());
  return { at: `${page}:${line}`, command, lines };
}

/** From the last line to the first, so that none moves before its turn. */
function rewrite(page: string, printed: ReadonlyMap<Step, string>): void {
  const lines = readFileSync(page, 'utf8').split('\n');
  for (const [{ line, command, shown }, text] of [...printed].reverse()) {
    const first = line - 1 + command.split('\n').length;
    const now = text.trimEnd() === '' ? [] : text.trimEnd().split('\n');
    lines.splice(first, shown === '' ? 0 : shown.split('\n').length, ...now.map((one) => one.trimEnd()));
  }
  writeFileSync(page, lines.join('\n'));
}
