// Comments and issues of which there is one: found by a mark that is not shown and by their author, then updated in
// place. What others write is never touched, not even with the mark in it.
import { openRepository } from './github.mjs';
import { fitsSummary } from './runner.mjs';

const longest = 65_000;

/** Writes the one comment on a pull request. Throws an `Error` if GitHub refuses it. */
export function writeComment(inputs, markdown) {
  return putComment(inputs, { markdown, isNew: true });
}

/** Replaces the text of the one comment, if there is one. Throws an `Error` if GitHub refuses it. */
export function updateComment(inputs, markdown) {
  return putComment(inputs, { markdown, isNew: false });
}

async function putComment(inputs, { markdown, isNew }) {
  const repository = openRepository(inputs);
  const { number } = inputs.pullRequest;
  const mark = toMark('plan', inputs);
  const comments = await repository.list(`/issues/${number}/comments?per_page=100`);
  const [first, ...repeated] = comments.filter((one) => isOurs(one, mark, inputs));
  const body = toBody(mark, markdown, inputs);
  if (first === undefined && !isNew) return;
  if (first === undefined) await repository.call('POST', `/issues/${number}/comments`, { body });
  else await repository.call('PATCH', `/issues/comments/${first.id}`, { body });
  for (const { id } of repeated) await repository.call('DELETE', `/issues/comments/${id}`);
}

/**
 * Opens or updates the one drift issue and returns its number. Where something else differs than before, a comment keeps what
 * the issue said. Throws an `Error` if GitHub refuses it.
 */
export async function openIssue(inputs, markdown) {
  const repository = openRepository(inputs);
  const mark = toMark('drift', inputs);
  const [first] = await findIssues(repository, mark, inputs);
  const body = toBody(mark, markdown, inputs);
  if (first === undefined) {
    const title = `Kinde differs from the configuration (${inputs.name})`;
    return (await repository.call('POST', '/issues', { title, body })).number;
  }
  if (listEntries(first.body) !== listEntries(body)) await keepEarlier(repository, first, inputs);
  await repository.call('PATCH', `/issues/${first.number}`, { body });
  return first.number;
}

async function keepEarlier(repository, { number, body }, inputs) {
  const earlier = `<details>\n<summary>The issue said</summary>\n\n${body.replace(/^<!--.*?-->\n/, '')}\n</details>`;
  const text = toBody(
    '',
    `The differences are no longer the same. The issue above is up to date.\n\n${earlier}`,
    inputs,
  );
  await repository.call('POST', `/issues/${number}/comments`, { body: text });
}

/** Returns what differs, without the places in files, which every commit moves. */
function listEntries(body) {
  const entries = body.split('\n').filter((line) => /^ *- /.test(line));
  return entries.map((line) => line.replace(/<sub>.*<\/sub>/g, '')).join('\n');
}

/** Closes the drift issue, if one is open, with a comment. What it says of the drift stays. */
export async function closeIssue(inputs, comment) {
  const repository = openRepository(inputs);
  const mark = toMark('drift', inputs);
  const body = toBody('', comment, inputs);
  for (const { number } of await findIssues(repository, mark, inputs)) {
    await repository.call('POST', `/issues/${number}/comments`, { body });
    await repository.call('PATCH', `/issues/${number}`, { state: 'closed', state_reason: 'completed' });
  }
}

async function findIssues(repository, mark, inputs) {
  const creator = encodeURIComponent(inputs.author);
  const issues = await repository.list(`/issues?state=open&creator=${creator}&direction=asc&per_page=100`);
  return issues.filter((one) => one.pull_request === undefined && isOurs(one, mark, inputs));
}

function isOurs({ body, user }, mark, { author }) {
  return user?.login === author && (body ?? '').startsWith(mark);
}

/** Returns the mark of what the action writes, which is not shown. */
export const toMark = (kind, { name }) => `<!-- kinde-sync ${kind} ${name} -->`;

/** Returns a text with its mark, if any, and the run that wrote it; a text that is too long names where it is whole. */
export function toBody(mark, markdown, { runUrl, env }) {
  const footer = `[This run](${runUrl}) · commit ${(env.GITHUB_SHA ?? '').slice(0, 12)}`;
  const head = mark === '' ? '' : `${mark}\n`;
  const whole = `${head}${markdown.trimEnd()}\n\n${footer}\n`;
  if (whole.length <= longest) return whole;
  const where = fitsSummary(markdown) ? 'All of it is' : 'Its beginning is';
  return `${head}The result is too long for GitHub. ${where} in the summary of the run.\n\n${footer}\n`;
}
