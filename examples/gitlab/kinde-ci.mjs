// What the jobs of .gitlab-ci.yml say to GitLab: one note on a merge request, one drift issue, the plan that was saved for
// the merged commit, the journal of an apply, approvals by label, mistakes at their lines, and one merge request with what pull
// wrote. The token goes nowhere but to CI_API_V4_URL, and into no message.
//   node kinde-ci.mjs note FILE | untouched | approvals [OPTION…] | drift STATUS FILE PLAN [MR] | fetch-plan FILE
//   node kinde-ci.mjs fetch-journal FILE | quality FROM TO | pull STATUS
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const { CI_API_V4_URL: api, CI_PROJECT_ID: project, KINDE_CI_TOKEN: token, CI_JOB_URL: job } = process.env;
/** The environment of the job, where the pipeline serves several. */
const { KINDE_NAME: name = '' } = process.env;
const suffix = name === '' ? '' : ` ${name}`;
const marks = { note: `<!-- kinde-sync plan${suffix} -->`, drift: `<!-- kinde-sync drift${suffix} -->`, pull: `<!-- kinde-sync pull${suffix} -->` };
const longest = 900_000;
/** The merge request of drift. */
const pulled = {
  branch: name === '' ? 'kinde-sync/pull' : `kinde-sync/pull-${name}`,
  title: `Copy the state of Kinde into the files${name === '' ? '' : ` (${name})`}`,
};

const approvals = [
  { option: '--allow-removals', ofAll: 'kinde-allow-removals', variable: 'KINDE_ALLOW_REMOVALS' },
  { option: '--allow-invitations', ofAll: 'kinde-allow-invitations', variable: 'KINDE_ALLOW_INVITATIONS' },
  // Each environment has labels of its own, since its plan has other numbers.
].map((one) => ({ ...one, label: name === '' ? one.ofAll : `${one.ofAll}-${name}` }));

const commands = {
  note: writeNote,
  untouched: replaceNote,
  approvals: printApprovals,
  drift: tellDrift,
  'fetch-plan': fetchPlan,
  'fetch-journal': fetchJournal,
  quality: writeQuality,
  pull: proposePull,
};

try {
  const [command, ...args] = process.argv.slice(2);
  await commands[command](...args);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.status ?? 1;
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

/** Replaces a plan that the merge request no longer asks for; without a note there is nothing to say. */
async function replaceNote() {
  const all = `/merge_requests/${process.env.CI_MERGE_REQUEST_IID}/notes`;
  const own = await findOwn(`${all}?sort=asc`, marks.note, 'body');
  if (own === null) return;
  const body = `${marks.note}\nThis merge request does not change the configuration, so no plan is made.\n\n[This job](${job})\n`;
  await call('PUT', `${all}/${own.id}`, { body });
}

/** Prints options, all or the given ones: the numbers of the job's variables, or those that labels of the merge request have now. */
async function printApprovals(...only) {
  const labels = await readLabels();
  const problem = findLabelProblem(labels);
  if (problem !== null) process.stderr.write(`${problem}\n`);
  const wanted = approvals.filter(({ option }) => only.length === 0 || only.includes(option));
  const options = wanted.flatMap((one) => {
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

async function tellDrift(status, file, plan, taker = '') {
  const own = await findOwn('/issues?state=opened&scope=all&sort=asc', marks.drift, 'description');
  if (status === '2' || status === '3' || (status === '0' && tellsDrift(plan)))
    return openIssue(own, file, taker);
  if (status !== '0' || own === null) return;
  const body = `${describeEnd(toGitlabWords(readFileSync(file, 'utf8')))}\n\n[This job](${job})\n`;
  await call('POST', `/issues/${own.iid}/notes`, { body });
  await call('PUT', `/issues/${own.iid}`, { state_event: 'close' });
}

/** Where something else differs than before, a note keeps what the issue said. */
async function openIssue(own, file, taker) {
  const before = taker === '' ? '' : `**!${taker} copies it into the files.** Merge that request, or run apply.\n\n`;
  const description = toBody(marks.drift, file, { before, otherwise: 'Kinde differs from the configuration.' });
  if (own === null) {
    const title = `Kinde differs from the configuration${name === '' ? '' : ` (${name})`}`;
    await call('POST', '/issues', { title, description, confidential: true });
    return;
  }
  if (listEntries(own.description) !== listEntries(description)) {
    const earlier = own.description.replace(/^<!--.*?-->\n/, '');
    const body = `The differences are no longer the same. The issue said:\n\n<details>\n\n${earlier}\n</details>\n`;
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
function tellsDrift(plan) {
  const { warnings = [] } = JSON.parse(readFileSync(plan, 'utf8'));
  return warnings.some(({ code }) => ['unmanaged-organization', 'removal-held-back'].includes(code));
}

/** Returns the verdict of the plan. Kinde may still differ where no apply changes it, as for protected people. */
function describeEnd(markdown) {
  const [, verdict = 'The plan has no changes'] = /^## (.+)$/m.exec(markdown) ?? [];
  return `${verdict}${verdict === 'Kinde matches the configuration' ? ' again' : ''}.`;
}

/** Opens or updates the one merge request with what pull wrote into the checkout, and prints its number; closes it where that is nothing. */
async function proposePull(status) {
  const me = JSON.parse(await send('GET', `${api}/user`));
  const { CI_COMMIT_BRANCH: target } = process.env;
  const asked = new URLSearchParams({ state: 'opened', scope: 'all', source_branch: pulled.branch, target_branch: target });
  const open = (await list(`/merge_requests?${asked}`)).find(
    (one) => one.author.id === me.id && String(one.source_project_id) === project && one.description?.startsWith(marks.pull),
  );
  const files = status === '0' ? [] : listPulled();
  if (files.length === 0) return closePull(open);
  const tip = (await find(`/repository/branches/${encodeURIComponent(pulled.branch)}`))?.commit;
  if (tip !== undefined && !(tip.author_email === (me.commit_email ?? me.email) && tip.title === pulled.title)) {
    process.stderr.write(`Another person has pushed to the branch ${pulled.branch}, so it is not updated. Review it, or delete it.\n`);
    return;
  }
  if (tip === undefined || !(await isPulled(tip, files))) await commitPulled(files);
  const made = open ?? (await openPull(target));
  process.stdout.write(String(made.iid));
}

async function openPull(target) {
  const text = [
    `${marks.pull}\nKinde was changed and the files were not. This merge request writes the state of Kinde into the files.`,
    'Merge it to keep the changes. To make Kinde match the files instead, close it and apply the configuration.',
    `[This job](${job})\n`,
  ];
  const ends = { source_branch: pulled.branch, target_branch: target, remove_source_branch: true };
  return JSON.parse(await call('POST', '/merge_requests', { ...ends, title: pulled.title, description: text.join('\n\n') }));
}

async function closePull(open) {
  if (open === undefined) return;
  const body = `There is no longer anything to copy into the files.\n\n[This job](${job})\n`;
  await call('POST', `/merge_requests/${open.iid}/notes`, { body });
  await call('PUT', `/merge_requests/${open.iid}`, { state_event: 'close' });
}

/** Returns the YAML files that differ from the commit. A link, and what GitLab runs, is never among them. */
function listPulled() {
  const git = ['-c', 'safe.directory=*', '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'];
  const listing = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules'];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const entries = execFileSync('git', [...git, ...listing], { env, encoding: 'utf8', maxBuffer: 2 ** 28 }).split('\0');
  return entries.flatMap((entry) => {
    const path = entry.slice(3);
    const isOurs = /\.ya?ml$/i.test(path) && !/^(\.gitlab-ci\.yml$|\.gitlab\/)/i.test(path);
    if (!isOurs || lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
    return [{ action: entry.startsWith('??') ? 'create' : 'update', path, bytes: readFileSync(path) }];
  });
}

/** Returns whether the commit is already what would be committed: else each night would start the pipeline again. */
async function isPulled({ id, parent_ids: parents }, files) {
  if (parents.length !== 1 || parents[0] !== process.env.CI_COMMIT_SHA) return false;
  const changed = (await list(`/repository/commits/${id}/diff`)).map((one) => one.new_path).sort();
  if (JSON.stringify(changed) !== JSON.stringify(files.map(({ path }) => path).sort())) return false;
  for (const { path, bytes } of files) {
    const known = await find(`/repository/files/${encodeURIComponent(path)}?ref=${id}`);
    if (known?.content_sha256 !== createHash('sha256').update(bytes).digest('hex')) return false;
  }
  return true;
}

async function commitPulled(files) {
  const actions = files.map(({ action, path, bytes }) => ({
    ...{ action, file_path: path },
    ...{ content: bytes.toString('base64'), encoding: 'base64' },
  }));
  const from = { branch: pulled.branch, start_sha: process.env.CI_COMMIT_SHA, force: true };
  await call('POST', '/repository/commits', { ...from, commit_message: pulled.title, actions });
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

/** Writes the journal of the job that KINDE_JOURNAL_JOB names; no file where that job is of another environment. */
async function fetchJournal(file) {
  const id = process.env.KINDE_JOURNAL_JOB ?? '';
  if (!/^\d{1,20}$/.test(id))
    throw new Error('KINDE_JOURNAL_JOB takes the ID of the job kinde:apply to undo.');
  const made = await read(`/jobs/${id}`);
  const [isOurs, of = ''] = /^kinde:(?:apply|undo)(?:: \[(.+)\])?$/.exec(made.name) ?? [];
  const reason = isOurs ? await judgeJob(made) : 'it is neither kinde:apply nor kinde:undo';
  if (reason !== null || (of !== name && (of === '' || name === ''))) {
    const why = reason ?? 'it is of another environment';
    throw Object.assign(new Error(`The journal of job ${id} is not used: ${why}. Nothing was changed.`), { status: 3 });
  }
  if (of === name) writeFileSync(file, await call('GET', `/jobs/${id}/artifacts/journal.jsonl`), { mode: 0o600 });
  else process.stderr.write(`The journal of job ${id} is not of the environment ${name}, so nothing is undone here.\n`);
}

// A job of a merge request, of another branch or of a tag runs what its own pipeline says, under any name.
async function judgeJob({ ref, tag, status, commit, pipeline }) {
  const { CI_COMMIT_BRANCH: branch } = process.env;
  if (!['success', 'failed', 'canceled'].includes(status)) return 'it has not ended yet';
  if (tag !== false || ref !== branch) return 'it ran for another branch';
  if (!['push', 'web'].includes((await read(`/pipelines/${pipeline.id}`)).source))
    return 'neither a merge nor a person started its pipeline';
  const branches = await list(`/repository/commits/${commit.id}/refs?type=branch`);
  return branches.some((one) => one.name === branch) ? null : 'its commit is not on the branch any more';
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
    .replaceAll(' On GitHub, people with the role Triage or a higher one can add labels.', '')
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

/** Returns null for what does not exist. */
async function find(path) {
  return JSON.parse((await send('GET', `${api}/projects/${project}${path}`, undefined, true)) ?? 'null');
}

function call(method, path, body) {
  return send(method, `${api}/projects/${project}${path}`, body);
}

async function send(method, url, body, mayLack = false) {
  if (!token) throw new Error('KINDE_CI_TOKEN is not set. It takes a project access token with the scope api.');
  const headers = { 'private-token': token, 'content-type': 'application/json' };
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, {
      ...{ method, headers, redirect: 'error', signal: AbortSignal.timeout(30_000) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.text();
    if (mayLack && response.status === 404) return null;
    // A POST that was answered with 5xx may have worked; repeating it could make a second note.
    const mayRepeat = response.status === 429 || (response.status >= 500 && method !== 'POST');
    if (attempt === 4 || !mayRepeat)
      throw new Error(`GitLab answered ${response.status} to ${method} ${new URL(url).pathname}. Check KINDE_CI_TOKEN.`);
    await wait(Math.min(Number(response.headers.get('retry-after') ?? 2 ** attempt) || 0, 60) * 1000);
  }
}
