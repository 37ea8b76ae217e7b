// What the jobs of .gitlab-ci.yml say to GitLab: one note on a merge request, one drift issue, and the plan that was
// kept for the merged commit. The token goes nowhere but to CI_API_V4_URL, and into no message.
//   node kinde-ci.mjs note FILE | drift STATUS FILE | fetch-plan FILE
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const { CI_API_V4_URL: api, CI_PROJECT_ID: project, KINDE_CI_TOKEN: token, CI_JOB_URL: job } = process.env;
const marks = { note: '<!-- kinde-sync plan -->', drift: '<!-- kinde-sync drift -->' };
const longest = 900_000;

const commands = { note: writeNote, drift: tellDrift, 'fetch-plan': fetchPlan };

try {
  if (!token) throw new Error('KINDE_CI_TOKEN is not set. It takes a project access token with the scope api.');
  const [name, ...args] = process.argv.slice(2);
  await commands[name](...args);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function writeNote(file) {
  const notes = `/merge_requests/${process.env.CI_MERGE_REQUEST_IID}/notes`;
  const body = toBody(marks.note, file, '**There is no plan**; the log of the job says why.');
  const own = await findOwn(`${notes}?sort=asc`, marks.note, 'body');
  if (own === null) await call('POST', notes, { body });
  else await call('PUT', `${notes}/${own.id}`, { body });
}

async function tellDrift(status, file) {
  const own = await findOwn('/issues?state=opened&scope=all&sort=asc', marks.drift, 'description');
  if (status === '0' && own !== null) await call('PUT', `/issues/${own.iid}`, { state_event: 'close' });
  if (status !== '2' && status !== '3') return;
  const description = toBody(marks.drift, file, 'Kinde differs from the configuration.');
  if (own !== null) await call('PUT', `/issues/${own.iid}`, { description });
  else await call('POST', '/issues', { title: 'Kinde differs from the configuration', description, confidential: true });
}

// Only a plan that a merge request's own pipeline made of exactly the merged head counts.
async function fetchPlan(file) {
  const { CI_COMMIT_SHA: sha, CI_COMMIT_BRANCH: branch } = process.env;
  const requests = await list(`/repository/commits/${sha}/merge_requests?state=merged`);
  const request = requests.find((one) => one.target_branch === branch && isMergedAs(one, sha));
  if (request === undefined || request.source_project_id !== request.target_project_id) return;
  for (const pipeline of await list(`/merge_requests/${request.iid}/pipelines`)) {
    if (pipeline.sha !== request.sha || pipeline.source !== 'merge_request_event') continue;
    const jobs = await list(`/pipelines/${pipeline.id}/jobs`);
    const plan = jobs.find((one) => one.name === 'kinde:plan' && one.artifacts_file !== undefined);
    if (plan === undefined) continue;
    writeFileSync(file, await call('GET', `/jobs/${plan.id}/artifacts/plan.json`, undefined), { mode: 0o600 });
    return;
  }
}

function isMergedAs({ merge_commit_sha: merge, squash_commit_sha: squash, sha: head }, sha) {
  return [merge, squash, head].includes(sha);
}

/** Returns the first one that begins with the mark and was written with this token, or null. */
async function findOwn(path, mark, field) {
  const { id } = JSON.parse(await send('GET', `${api}/user`));
  const all = await list(path);
  return all.find((one) => one.author.id === id && (one[field] ?? '').startsWith(mark)) ?? null;
}

function toBody(mark, file, otherwise) {
  const text = readFileSync(file, 'utf8').trim() || otherwise;
  const shown = text.length > longest ? 'The plan is too long for GitLab. It is in the log of the job.' : text;
  return `${mark}\n${shown}\n\n[This job](${job})\n`;
}

async function list(path) {
  const all = [];
  for (let page = 1; page <= 1000; page += 1) {
    const url = `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`;
    const some = JSON.parse(await call('GET', url));
    all.push(...some);
    if (some.length < 100) return all;
  }
  throw new Error('A list of GitLab does not come to an end.');
}

function call(method, path, body) {
  return send(method, `${api}/projects/${project}${path}`, body);
}

async function send(method, url, body) {
  const headers = { 'private-token': token, 'content-type': 'application/json' };
  const response = await fetch(url, {
    ...{ method, headers, redirect: 'error', signal: AbortSignal.timeout(30_000) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return response.text();
  throw new Error(`GitLab answered ${response.status} to ${method} ${new URL(url).pathname}. Check KINDE_CI_TOKEN.`);
}
