// What the jobs of .gitlab-ci.yml say to GitLab: one note on a merge request, one drift issue, the plan that was saved for
// the merged commit, approvals by label, and mistakes at their lines. The token goes nowhere but to CI_API_V4_URL, and into
// no message.
//   node kinde-ci.mjs note FILE | approvals | drift STATUS FILE PLAN | fetch-plan FILE | quality FROM TO
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const { CI_API_V4_URL: api, CI_PROJECT_ID: project, KINDE_CI_TOKEN: token, CI_JOB_URL: job } = process.env;
/** The environment of the job, where the pipeline serves several. */
const { KINDE_NAME: name = '' } = process.env;
const suffix = name === '' ? '' : ` ${name}`;
const marks = { note: `<!-- kinde-sync plan${suffix} -->`, drift: `<!-- kinde-sync drift${suffix} -->` };
const longest = 900_000;

const approvals = [
  { option: '--allow-removals', ofAll: 'kinde-allow-removals', variable: 'KINDE_ALLOW_REMOVALS' },
  { option: '--allow-invitations', ofAll: 'kinde-allow-invitations', variable: 'KINDE_ALLOW_INVITATIONS' },
  // Each environment has labels of its own, since its plan has other numbers.
].map((one) => ({ ...one, label: name === '' ? one.ofAll : `${one.ofAll}-${name}` }));

const commands = {
  note: writeNote,
  approvals: printApprovals,
  drift: tellDrift,
  'fetch-plan': fetchPlan,
  quality: writeQuality,
};

try {
  const [command, ...args] = process.argv.slice(2);
  await commands[command](...args);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function writeNote(file) {
  const request = `/merge_requests/${process.env.CI_MERGE_REQUEST_IID}`;
  const problem = findLabelProblem((await read(request)).labels);
  const body = toBody(marks.note, file, {
    before: problem === null ? '' : `> **${problem}**\n\n`,
    otherwise: '**There is no plan**; the log of the job says why.',
  });
  const own = await findOwn(`${request}/notes?sort=asc`, marks.note, 'body');
  if (own === null) await call('POST', `${request}/notes`, { body });
  else await call('PUT', `${request}/notes/${own.id}`, { body });
}

/** Prints options: the numbers of the job's variables, or those that labels of the merge request have now. */
async function printApprovals() {
  const labels = await readLabels();
  const problem = findLabelProblem(labels);
  if (problem !== null) process.stderr.write(`${problem}\n`);
  const options = approvals.flatMap((one) => {
    const number = readNumber(one.variable) || readLabel(one, labels);
    return number === '' ? [] : [one.option, number];
  });
  process.stdout.write(options.join(' '));
}

async function readLabels() {
  const { CI_MERGE_REQUEST_IID: iid, CI_PIPELINE_SOURCE: source } = process.env;
  if (iid) return (await read(`/merge_requests/${iid}`)).labels;
  return source === 'web' ? [] : ((await findMerged())?.labels ?? []);
}

function readNumber(variable) {
  const given = process.env[variable] ?? '';
  if (/^(\d{1,6}|all)?$/.test(given)) return given;
  throw new Error(`${variable} takes an exact number, all, or nothing.`);
}

/** Returns the number in a label such as "kinde-allow-removals: 14"; '' if there is none, or several different ones. */
function readLabel({ label }, labels = []) {
  const found = new Set(labels.flatMap((one) => parseLabel(label, one) ?? []));
  return found.size === 1 ? [...found][0] : '';
}

function parseLabel(label, text) {
  return text.startsWith(`${label}:`) ? /^\s?(\d{1,6})$/.exec(text.slice(label.length + 1))?.[1] : undefined;
}

/** Returns why labels approve nothing although they are meant to, or null. The text quotes no label. */
function findLabelProblem(labels = []) {
  const bad = approvals.filter((one) => {
    const meant = labels.filter((text) => isMeant(one, text.trim().toLowerCase()));
    return meant.some((text) => parseLabel(one.label, text) === undefined) || (meant[0] && !readLabel(one, labels));
  });
  if (bad.length === 0) return null;
  return bad
    .map(({ label }) => `The labels that begin with ${label} approve nothing: there must be one, of the form \`${label}: 14\`.`)
    .join(' ');
}

/** A label of another environment is not meant; one that names none is, and approves nothing. */
function isMeant({ label, ofAll }, text) {
  if (label === ofAll) return text.startsWith(label);
  const isOwn = text.startsWith(label.toLowerCase()) && !/^[\w.-]/.test(text.slice(label.length));
  return isOwn || (text.startsWith(ofAll) && !text.startsWith(`${ofAll}-`));
}

async function tellDrift(status, file, plan) {
  const own = await findOwn('/issues?state=opened&scope=all&sort=asc', marks.drift, 'description');
  if (status === '2' || status === '3' || (status === '0' && namesUnmanaged(plan))) return openIssue(own, file);
  if (status !== '0' || own === null) return;
  const body = `Kinde is as the configuration says again.\n\n[This job](${job})\n`;
  await call('POST', `/issues/${own.iid}/notes`, { body });
  await call('PUT', `/issues/${own.iid}`, { state_event: 'close' });
}

/** Where something else differs than before, a note keeps what the issue said. */
async function openIssue(own, file) {
  const description = toBody(marks.drift, file, { otherwise: 'Kinde differs from the configuration.' });
  if (own === null) {
    const title = `Kinde differs from the configuration${name === '' ? '' : ` (${name})`}`;
    await call('POST', '/issues', { title, description, confidential: true });
    return;
  }
  if (listEntries(own.description) !== listEntries(description)) {
    const earlier = own.description.replace(/^<!--.*?-->\n/, '');
    const body = `Something else differs now. The issue said:\n\n<details>\n\n${earlier}\n</details>\n`;
    await call('POST', `/issues/${own.iid}/notes`, { body });
  }
  await call('PUT', `/issues/${own.iid}`, { description });
}

/** Returns what differs, without the places in files, which every commit moves. */
function listEntries(text) {
  const entries = text.split('\n').filter((line) => /^ *- /.test(line));
  return entries.map((line) => line.replace(/<sub>.*<\/sub>/g, '')).join('\n');
}

/** Without a change the exit status is 0, so the saved plan tells whether there is such a warning. */
function namesUnmanaged(plan) {
  const { warnings = [] } = JSON.parse(readFileSync(plan, 'utf8'));
  return warnings.some(({ code }) => code === 'unmanaged-organization');
}

// Only a plan that a merge request's own pipeline made of exactly the merged head counts, and only if the request leaves
// the pipeline as the protected branch has it.
async function fetchPlan(file) {
  const request = await findMerged();
  if (request === null) return;
  const changed = (await list(`/merge_requests/${request.iid}/diffs`)).flatMap((one) => [one.old_path, one.new_path]);
  if (changed.some((path) => /^(\.gitlab-ci\.yml$|\.gitlab\/|kinde-ci\.mjs$)/.test(path))) {
    process.stderr.write('The saved plan is not used: the merge request changes the pipeline.\n');
    return;
  }
  const wanted = name === '' ? 'kinde:plan' : `kinde:plan: [${name}]`;
  for (const pipeline of await list(`/merge_requests/${request.iid}/pipelines`)) {
    if (pipeline.sha !== request.sha || pipeline.source !== 'merge_request_event') continue;
    const jobs = await list(`/pipelines/${pipeline.id}/jobs`);
    const plan = jobs.find((one) => one.name === wanted && one.artifacts_file !== undefined);
    if (plan === undefined) continue;
    writeFileSync(file, await call('GET', `/jobs/${plan.id}/artifacts/plan.json`), { mode: 0o600 });
    const from = `commit ${request.sha.slice(0, 12)} of merge request !${request.iid}, made by job ${plan.id}`;
    process.stderr.write(`The saved plan of ${from} is used.\n`);
    return;
  }
}

/** Returns the merge request of this project whose merge made the commit, or null. */
async function findMerged() {
  const { CI_COMMIT_SHA: sha, CI_COMMIT_BRANCH: branch } = process.env;
  const requests = await list(`/repository/commits/${sha}/merge_requests?state=merged`);
  const request = requests.find((one) => one.target_branch === branch && isMergedAs(one, sha));
  if (request === undefined || request.source_project_id !== request.target_project_id) return null;
  return request;
}

function isMergedAs({ merge_commit_sha: merge, squash_commit_sha: squash, sha: head }, sha) {
  return [merge, squash, head].includes(sha);
}

/** Turns the JSON of validate into a report of code quality, which the merge request shows at the lines. */
function writeQuality(from, to) {
  const { diagnostics = [] } = existsSync(from) ? JSON.parse(readFileSync(from, 'utf8') || '{}') : {};
  const issues = diagnostics.map(({ code, severity, message, hint, place }) => ({
    description: [message, hint ?? ''].join(' ').trim(),
    check_name: code,
    fingerprint: createHash('sha256').update(JSON.stringify([code, place, message])).digest('hex'),
    severity: severity === 'error' ? 'major' : 'minor',
    location: { path: place?.file ?? '', lines: { begin: place?.line ?? 1 } },
  }));
  writeFileSync(to, JSON.stringify(issues));
}

/** Returns the first one that begins with the mark and was written with this token, or null. */
async function findOwn(path, mark, field) {
  const { id } = JSON.parse(await send('GET', `${api}/user`));
  const all = await list(path);
  return all.find((one) => one.author.id === id && (one[field] ?? '').startsWith(mark)) ?? null;
}

function toBody(mark, file, { before = '', otherwise }) {
  const text = toGitlabWords(readFileSync(file, 'utf8').trim()) || otherwise;
  const shown = text.length > longest ? 'The plan is too long for GitLab. It is in the log of the job.' : text;
  return `${mark}\n${before}${shown}\n\n[This job](${job})\n`;
}

/** GitLab has merge requests, and a label starts no pipeline there. */
function toGitlabWords(markdown) {
  return markdown
    .replaceAll('** The plan is then made again.', '** Then run its pipeline again.')
    .replaceAll(' On GitHub, people who may triage this repository (the role Triage or a higher one) can add labels.', '')
    .replaceAll('pull request', 'merge request');
}

async function list(path) {
  const all = [];
  for (let page = 1; page <= 1000; page += 1) {
    const some = await read(`${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
    all.push(...some);
    if (some.length < 100) return all;
  }
  throw new Error('A list of GitLab does not come to an end.');
}

async function read(path) {
  return JSON.parse(await call('GET', path));
}

function call(method, path, body) {
  return send(method, `${api}/projects/${project}${path}`, body);
}

async function send(method, url, body) {
  if (!token) throw new Error('KINDE_CI_TOKEN is not set. It takes a project access token with the scope api.');
  const headers = { 'private-token': token, 'content-type': 'application/json' };
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, {
      ...{ method, headers, redirect: 'error', signal: AbortSignal.timeout(30_000) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.text();
    // A POST that was answered with 5xx may have worked; repeating it could make a second note.
    const mayRepeat = response.status === 429 || (response.status >= 500 && method !== 'POST');
    if (attempt === 4 || !mayRepeat)
      throw new Error(`GitLab answered ${response.status} to ${method} ${new URL(url).pathname}. Check KINDE_CI_TOKEN.`);
    await wait(Math.min(Number(response.headers.get('retry-after') ?? 2 ** attempt) || 0, 60) * 1000);
  }
}
