// A stand-in for the GitHub API on loopback: what the action uses of issues, comments, artifacts and runs, paged as
// GitHub pages it. It refuses what it does not know, and calls without the token.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { makeGit } from './fake-git.js';
import type { FakeGit } from './fake-git.js';

export const token = 'ghs_secretOfTheWorkflow';
export const repository = 'acme/access';

export interface Post {
  readonly id: number;
  readonly number: number;
  readonly user: { readonly login: string };
  readonly title?: string;
  readonly body: string;
  readonly state: string;
  readonly pull_request?: object;
}

export interface WorkflowRun {
  readonly id: number;
  readonly head_sha: string;
  readonly head_branch: string;
  readonly conclusion: string;
  readonly created_at: string;
}

export interface Pull extends Post {
  readonly head: { readonly ref: string; readonly repo: { readonly full_name: string } };
  readonly base: { readonly ref: string };
}

export interface Artifact {
  readonly name: string;
  readonly expired: boolean;
  readonly created_at: string;
  readonly workflow_run: {
    readonly id: number;
    readonly head_sha: string;
    readonly repository_id: number;
    readonly head_repository_id: number;
  };
}

export interface Fault {
  readonly status: number;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeGitHub {
  readonly url: string;
  comments: readonly Post[];
  issues: readonly Post[];
  /** Comments on issues, each with the number of its issue. */
  issueComments: readonly Post[];
  artifacts: readonly Artifact[];
  /** Pull requests by the commit that they are asked for. */
  requestsOf: Readonly<Record<string, readonly object[]>>;
  /** The event of each run. */
  events: Readonly<Record<number, string>>;
  /** What else is told of a run; the usual workflow on the branch `feature` where nothing is said. */
  runs: Readonly<Record<number, object>>;
  /** The runs of workflows, by the file's name. */
  workflowRuns: Readonly<Record<string, readonly WorkflowRun[]>>;
  /** The artifacts of each run. */
  runArtifacts: Readonly<Record<number, readonly Pick<Artifact, 'name' | 'expired'>[]>>;
  /** Commits that main had before its newest one, the oldest first. */
  history: readonly string[];
  /** The blob or tree of a path, by path and commit, as in `.github/actions@abc`; every commit has the usual workflows. */
  contents: Readonly<Record<string, string>>;
  /** What pull request 7 changes. */
  files: readonly object[];
  /** Pull requests of the branch of request 7. */
  siblings: readonly object[];
  /** What happened to request 7. */
  timeline: readonly object[];
  /** Pull requests that the action opened. */
  pulls: readonly Pull[];
  readonly git: FakeGit;
  /** The newest commit of main. */
  tip: string;
  /** Answers that come before the true ones, first to last; one with a method waits for a call with it. */
  faults: readonly Fault[];
  /** Method and path of each call. */
  readonly calls: readonly string[];
}

type Fields = Readonly<Partial<Post>>;

/** Returns an empty repository that listens until the test ends; tests set its fields. */
export async function startGitHub(): Promise<FakeGitHub> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const calls: string[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github: FakeGitHub = {
    ...{
      url,
      calls,
      comments: [],
      issues: [],
      issueComments: [],
      artifacts: [],
      requestsOf: {},
      events: {},
      faults: [],
    },
    ...{ runs: {}, files: [], siblings: [], timeline: [], tip: 'a'.repeat(40), pulls: [], git: makeGit() },
    ...{ runArtifacts: {}, history: [], workflowRuns: {}, contents: {} },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request) text += String(part);
    calls.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const [fault] = github.faults;
    if (fault !== undefined && (fault.method ?? request.method) === request.method) {
      github.faults = github.faults.slice(1);
      response.writeHead(fault.status, fault.headers).end('{}');
    } else if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end('{}');
    } else {
      answer(github, { request, response, fields: text === '' ? {} : (JSON.parse(text) as Fields) });
    }
  }
  return github;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fields: Fields;
}

function answer(github: FakeGitHub, { request, response, fields }: Call): void {
  const { pathname, searchParams } = new URL(request.url ?? '', github.url);
  const path = `${request.method ?? ''} ${pathname.replace(`/repos/${repository}`, '')}`;
  const send = (status: number, body: unknown): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const page = (all: readonly unknown[]): void =>
    sendPage(all, { response, searchParams, url: github.url + pathname });
  const [, id] = /\/(\d+)$/.exec(pathname) ?? [];
  const own = pathname.replace(`/repos/${repository}`, '');
  const gitAnswer = github.git.answer(request.method ?? '', own, fields);
  if (path === 'GET /issues/7/comments') page(github.comments);
  else if (path === 'POST /issues/7/comments') {
    github.comments = [...github.comments, makePost(github.comments.length + 1000, fields)];
    send(201, github.comments.at(-1));
  } else if (path === `PATCH /issues/comments/${id ?? ''}`) {
    github.comments = github.comments.map((one) => (one.id === Number(id) ? { ...one, ...fields } : one));
    send(200, {});
  } else if (path === `DELETE /issues/comments/${id ?? ''}`) {
    github.comments = github.comments.filter((one) => one.id !== Number(id));
    response.writeHead(204).end();
  } else if (path === 'GET /issues') page(github.issues.filter(isAskedFor(searchParams)));
  else if (/^POST \/issues\/\d+\/comments$/.test(path)) {
    const comment = makePost(Number(pathname.split('/').at(-2)), fields);
    github.issueComments = [...github.issueComments, comment];
    send(201, comment);
  } else if (path === 'POST /issues') {
    github.issues = [...github.issues, makePost(github.issues.length + 50, fields)];
    send(201, github.issues.at(-1));
  } else if (path === `PATCH /issues/${id ?? ''}`) {
    github.issues = github.issues.map((one) => (one.number === Number(id) ? { ...one, ...fields } : one));
    send(200, {});
  } else if (/^GET \/commits\/\w+\/pulls$/.test(path))
    page(github.requestsOf[pathname.split('/').at(-2) ?? ''] ?? []);
  else if (path === 'GET /actions/artifacts') {
    send(200, { artifacts: github.artifacts.filter(({ name }) => name === searchParams.get('name')) });
  } else if (path === `GET /actions/runs/${id ?? ''}`)
    send(200, { id: Number(id), ...usualRun, event: github.events[Number(id)], ...github.runs[Number(id)] });
  else if (/^GET \/actions\/workflows\/[\w.-]+\/runs$/.test(path)) {
    const runs = github.workflowRuns[pathname.split('/').at(-2) ?? ''] ?? [];
    send(200, { workflow_runs: runs.filter(isRunAskedFor(searchParams)) });
  } else if (/^GET \/actions\/runs\/\d+\/artifacts$/.test(path))
    send(200, { artifacts: github.runArtifacts[Number(pathname.split('/').at(-2))] ?? [] });
  else if (/^GET \/contents\/\.github(\/|$)/.test(path)) {
    const asked = decodeURIComponent(own.replace('/contents/', ''));
    const commit = searchParams.get('ref') ?? '';
    const actions = github.contents[`.github/actions@${commit}`];
    const listed = actions === undefined ? [] : [{ name: 'actions', sha: actions }];
    if (asked === '.github') send(200, [{ name: 'workflows', sha: 'w1' }, ...listed]);
    else send(200, { name: asked, sha: github.contents[`${asked}@${commit}`] ?? 'b1' });
  } else if (/^GET \/compare\/\w+\.\.\.\w+$/.test(path)) {
    const [, one = '', other = ''] = /(\w+)\.\.\.(\w+)$/.exec(path) ?? [];
    const known = [...github.history, github.tip];
    const isKnown = known.includes(one) && known.indexOf(one) < known.indexOf(other);
    send(200, { status: isKnown ? 'ahead' : 'diverged' });
  } else if (path === 'GET /pulls/7/files') page(github.files);
  else if (path === 'GET /pulls' && searchParams.get('state') === 'open') {
    const asked = searchParams.get('head')?.replace('acme:', '');
    page(github.pulls.filter(({ state, head }) => state === 'open' && head.ref === asked));
  } else if (path === 'GET /pulls') page(github.siblings);
  else if (path === 'POST /pulls') {
    github.pulls = [...github.pulls, makePull(github.pulls.length + 80, fields)];
    send(201, github.pulls.at(-1));
  } else if (path === `PATCH /pulls/${id ?? ''}`) {
    github.pulls = github.pulls.map((one) => (one.number === Number(id) ? { ...one, ...fields } : one));
    send(200, {});
  } else if (path === 'GET /issues/7/events') page(github.timeline);
  else if (path === 'GET /git/ref/heads/main') send(200, { object: { type: 'commit', sha: github.tip } });
  else if (gitAnswer !== null) send(...gitAnswer);
  else send(404, { message: 'Not Found' });
}

function isRunAskedFor(asked: URLSearchParams): (run: WorkflowRun) => boolean {
  const since = asked.get('created')?.replace('>=', '') ?? '';
  return ({ head_branch: branch, conclusion, created_at: time }) =>
    branch === asked.get('branch') && conclusion === asked.get('status') && time >= since;
}

const usualRun = {
  path: '.github/workflows/kinde-pull-request.yml',
  head_branch: 'feature',
  status: 'completed',
  created_at: '2026-01-02T00:00:00Z',
};

function sendPage(
  all: readonly unknown[],
  { response, searchParams, url }: { response: ServerResponse; searchParams: URLSearchParams; url: string },
): void {
  const size = Number(searchParams.get('per_page') ?? 30);
  const number = Number(searchParams.get('page') ?? 1);
  const next = new URL(`${url}?${searchParams.toString()}`);
  next.searchParams.set('page', String(number + 1));
  const link = number * size < all.length ? { link: `<${next.href}>; rel="next"` } : {};
  response.writeHead(200, { 'content-type': 'application/json', ...link });
  response.end(JSON.stringify(all.slice((number - 1) * size, number * size)));
}

function isAskedFor(asked: URLSearchParams): (post: Post) => boolean {
  return ({ state, user }) => state === asked.get('state') && user.login === asked.get('creator');
}

function makePull(number: number, fields: Fields): Pull {
  const { head, base } = fields as { readonly head?: string; readonly base?: string };
  const ends = { head: { ref: head ?? '', repo: { full_name: repository } }, base: { ref: base ?? '' } };
  return { ...makePost(number, fields), ...ends };
}

/** Returns a comment or issue; by the workflow's own bot unless the fields say another. */
export function makePost(number: number, fields: Fields): Post {
  return { id: number, number, user: { login: 'github-actions[bot]' }, body: '', state: 'open', ...fields };
}
