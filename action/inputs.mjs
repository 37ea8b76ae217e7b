// Reads what the workflow and the runner say, and checks it. Everything comes from the environment and the event's
// file; none of it ever becomes part of a shell command.
import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { findLabelProblem, nameApprovals, readApprovalLabel, readNumber } from './labels.mjs';

/** Events whose code is the protected branch's own. */
export const ofBranch = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch'];
/** The events of requests get no more than plan needs. */
const ofRequests = ['pull_request', 'merge_group', ...ofBranch];
const events = {
  ...{ plan: ofRequests, validate: ofRequests },
  ...{ apply: ofBranch, drift: ofBranch, undo: ofBranch, report: ofBranch },
};

const choices = {
  MODE: ['plan', 'apply', 'drift', 'validate', 'undo', 'report'],
  SAVED_PLAN: ['auto', 'required', 'never'],
};

/** Returns the inputs, checked; throws an `Error` that says which one is wrong and what it takes. */
export function readInputs(env) {
  const read = (name) => env[`INPUT_${name}`] ?? '';
  const workspace = env.GITHUB_WORKSPACE || '.';
  const folder = resolve(workspace, read('WORKING_DIRECTORY') || '.');
  const event = env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')) : {};
  const pullRequest = event.pull_request ?? null;
  const mode = readChoice('MODE', read('MODE'));
  refuseEvent(mode, env);
  const [envFiles, args] = [readLines(read('ENV_FILE')), readLines(read('ARGUMENTS'))];
  if (mode !== 'validate') refuseLentSecret(env, [...envFiles.map(() => '--env-file'), ...args]);
  const name = readName(read('NAME') || 'kinde');
  const approvals = nameApprovals(name);
  const open = listOpen(read, approvals);
  const temporary = env.RUNNER_TEMP || workspace;
  return {
    mode,
    savedPlan: readChoice('SAVED_PLAN', read('SAVED_PLAN') || 'auto'),
    name,
    config: readLines(read('CONFIG')),
    arguments: args,
    command: readWords(read('COMMAND')),
    version: read('COMMAND') === '' ? readVersion(read('VERSION')) : null,
    approved: readApprovals(read, approvals, pullRequest?.labels),
    labels: pullRequest === null ? [] : open,
    labelProblem: findLabelProblem(pullRequest?.labels, open),
    envFiles,
    base: read('BASE') || readBase(pullRequest),
    sourceUrl: nameSource(env, pullRequest?.head?.sha, relative(workspace, folder)),
    hasSavedPlan: readSwitch('HAS_SAVED_PLAN', read('HAS_SAVED_PLAN') || 'false'),
    savePlan: readSwitch('SAVE_PLAN', read('SAVE_PLAN') || 'true'),
    pull: readSwitch('PULL', read('PULL') || 'false'),
    comment: readSwitch('COMMENT', read('COMMENT') || 'true'),
    maskEmails: readSwitch('MASK_EMAILS', read('MASK_EMAILS') || 'false'),
    author: read('AUTHOR') || 'github-actions[bot]',
    folder,
    temporary: join(temporary, 'kinde-sync'),
    savedFrom: read('SAVED_FROM'),
    planWorkflow: readWorkflow('PLAN_WORKFLOW', read('PLAN_WORKFLOW')),
    applyWorkflow: readWorkflow('APPLY_WORKFLOW', read('APPLY_WORKFLOW')),
    journal: read('JOURNAL'),
    journalRun: readRun(read('JOURNAL_RUN')),
    journalOf: read('JOURNAL_OF'),
    journalFile:
      read('JOURNAL') === ''
        ? join(temporary, 'kinde-sync-journal', 'journal.jsonl')
        : resolve(folder, read('JOURNAL')),
    reportFormats: readFormats(read('REPORT_FORMATS') || 'html'),
    savedFile: join(temporary, 'kinde-sync-saved', 'plan.json'),
    env,
    event,
    pullRequest,
    isFork: pullRequest !== null && pullRequest.head?.repo?.full_name !== env.GITHUB_REPOSITORY,
    runUrl: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
  };
}

/** Returns what is approved: the number of the input, of the pull request's label, or of the label that apply found. */
function readApprovals(read, approvals, labels) {
  const approved = Object.entries(approvals).map(([what, approval]) => {
    const upper = what.toUpperCase();
    const given = readNumber(approval, read(`ALLOW_${upper}`));
    const later = readNumber(approval, read(`APPROVED_${upper}`));
    return [what, given || readApprovalLabel(approval, labels) || later];
  });
  return Object.fromEntries(approved);
}

/** Returns the approvals that no input gives, for which a label counts. */
function listOpen(read, approvals) {
  return Object.entries(approvals).flatMap(([what, approval]) =>
    read(`ALLOW_${what.toUpperCase()}`) === '' ? [approval] : [],
  );
}

// Events such as pull_request_target, workflow_run and issue_comment lend the repository's secrets to what a stranger
// wrote. A list of those that are safe does not grow old.
function refuseEvent(mode, { GITHUB_EVENT_NAME: name = '' }) {
  if (events[mode].includes(name)) return;
  throw new Error(
    `Mode ${mode} does not run on ${name || 'an event without a name'}, which can hand secrets to strangers. Use ${events[mode].join(', ')}.`,
  );
}

/** Returns whether the step gives kinde-sync a secret of Kinde. */
export function givesSecret(env) {
  return (env.KINDE_CLIENT_SECRET ?? '') !== '' || (env.KINDE_ACCESS_TOKEN ?? '') !== '';
}

// An env file is a file of the checkout: it must not decide to which host the secret goes. The environment wins over it.
function refuseLentSecret(env, args) {
  if (env.KINDE_DOMAIN !== undefined || !givesSecret(env)) return;
  if (args.every((one) => !one.startsWith('--env-file'))) return;
  throw new Error(
    'The step gives a Kinde secret as env, but no KINDE_DOMAIN, so an env file would decide to which host the secret goes. Also give KINDE_DOMAIN as env of the step.',
  );
}

function readWorkflow(name, path) {
  if (path === '' || /^\.github\/workflows\/[\w. -]+\.ya?ml$/.test(path)) return path;
  throw new Error(
    `${toInputName(name)} takes the path of a workflow, such as .github/workflows/kinde-merge.yml.`,
  );
}

/** Returns the run and the attempt of a journal; null for none, and a null attempt for the only one. */
function readRun(text) {
  if (text === '') return null;
  const [, id, attempt = null] = /^(\d{1,20})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (id === undefined)
    throw new Error('journal-run takes the ID of a run, such as 8123456789 or 8123456789-2.');
  return { id, attempt };
}

function readFormats(text) {
  const formats = [...new Set(readWords(text))];
  if (formats.length > 0 && formats.every((one) => ['html', 'csv', 'json', 'diff'].includes(one)))
    return formats;
  throw new Error('report-formats takes html, csv, json and diff, separated by spaces or line breaks.');
}

/** Returns the address of a folder at a commit, to which the comment links; '' where no commit is known. */
function nameSource({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA }, head, folder) {
  const sha = head ?? GITHUB_SHA ?? '';
  const parts = folder.split(sep).filter((part) => part !== '');
  if (
    !server ||
    !repository ||
    !/^[0-9a-f]{40,64}$/.test(sha) ||
    !parts.every((part) => /^[\w@+-][\w.@+-]*$/.test(part))
  )
    return '';
  return [server, repository, 'blob', sha, ...parts].join('/');
}

function readBase(pullRequest) {
  const sha = pullRequest?.base?.sha ?? '';
  return /^[0-9a-f]{40,64}$/.test(sha) ? `git:${sha}` : '';
}

function readChoice(name, value) {
  if (choices[name].includes(value)) return value;
  throw new Error(`${toInputName(name)} takes one of: ${choices[name].join(', ')}.`);
}

function readSwitch(name, value) {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`${toInputName(name)} takes true or false.`);
}

function readName(name) {
  if (/^[A-Za-z0-9._-]{1,40}$/.test(name)) return name;
  throw new Error('name takes up to 40 letters, digits, dots, hyphens and underscores.');
}

function readVersion(version) {
  if (/^[0-9A-Za-z.-]{0,40}$/.test(version)) return version;
  throw new Error('version takes a version of the npm package, such as 1.2.3, or nothing.');
}

function readLines(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readWords(text) {
  return text.split(/\s+/).filter((word) => word !== '');
}

const toInputName = (name) => name.toLowerCase().replaceAll('_', '-');
