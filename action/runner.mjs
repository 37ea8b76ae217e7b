// What the runner is told: outputs, the job summary, annotations. Text of others never becomes a workflow command.
import { randomUUID } from 'node:crypto';
import { appendFileSync, statSync } from 'node:fs';
import process from 'node:process';

/** Sets an output of the step. The delimiter is not to be guessed, so no value can add outputs of its own. */
export function setOutput(name, value) {
  if (!process.env.GITHUB_OUTPUT) return;
  const delimiter = `end-${randomUUID()}`;
  appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

/** Bytes: GitHub drops the whole summary of a step beyond 1,024 KiB. Some are kept for what is added later. */
const mostSummary = 1_000_000;
const keptForNotes = 10_000;

/** Returns whether the summary takes a Markdown text whole. */
export function fitsSummary(markdown) {
  return Buffer.byteLength(markdown) <= mostSummary - keptForNotes;
}

/** Adds Markdown to the summary of the job. What is too long is cut at the end of a line, and that is said before it. */
export function addSummary(markdown) {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  const room = mostSummary - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  if (fitsSummary(markdown) && Buffer.byteLength(markdown) < room) appendFileSync(file, `${markdown}\n`);
  else if (room > keptForNotes) appendFileSync(file, cutMarkdown(markdown, room - keptForNotes));
}

function cutMarkdown(markdown, mostBytes) {
  const shown = takeLines(markdown.split('\n'), mostBytes).join('\n');
  const open = shown.split('<details>').length - shown.split('</details>').length;
  const end = `${findOpenFence(shown)}\n${'\n</details>\n'.repeat(Math.max(0, open))}`;
  return `**This is truncated, because it is too long for GitHub.**\n\n${shown}\n${end}\nThe rest is not shown.\n`;
}

/** Returns the backticks that end a code block which a text leaves open, or ''. */
function findOpenFence(text) {
  let open = '';
  for (const [, ticks] of text.matchAll(/^(`{3,})/gm)) {
    if (open === '') open = ticks;
    else if (ticks.length >= open.length) open = '';
  }
  return open;
}

/** Returns as many of the first lines as there is room for, in bytes. */
function takeLines(lines, mostBytes) {
  let left = mostBytes;
  const end = lines.findIndex((line) => (left -= Buffer.byteLength(line) + 1) < 0);
  return end === -1 ? lines : lines.slice(0, end);
}

/** Returns the lines of a text with its middle left out where it is too long for the summary; its end says how it ended. */
export function shorten(text) {
  if (fitsSummary(text)) return text;
  const lines = text.split('\n');
  const half = (mostSummary - 3 * keptForNotes) / 2;
  const first = takeLines(lines, half);
  const last = takeLines(lines.slice(first.length).reverse(), half).reverse();
  const count = lines.length - first.length - last.length;
  return [...first, `… ${count} lines are not shown here; the log of the run has them …`, ...last].join('\n');
}

/** Shows a message on the run's page; the level is error, warning or notice. */
export function annotate(level, message) {
  const escaped = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::${level} title=kinde-sync::${escaped}\n`);
}

/** Runs `work`, during which nothing that is written to the log is taken for a workflow command. */
export async function withoutCommands(work) {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await work();
  } finally {
    process.stdout.write(`\n::${token}::\n`);
  }
}

/** Returns text as a Markdown code block that the text can't leave. */
export function fence(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}text\n${text.trimEnd()}\n${ticks}`;
}
