// What the runner is told: outputs, the job summary, annotations. Text of others never becomes a workflow command.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import process from 'node:process';

/** Sets an output of the step. The delimiter is not to be guessed, so no value can add outputs of its own. */
export function setOutput(name, value) {
  if (!process.env.GITHUB_OUTPUT) return;
  const delimiter = `end-${randomUUID()}`;
  appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

/** Adds Markdown to the summary of the job. */
export function addSummary(markdown) {
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
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
