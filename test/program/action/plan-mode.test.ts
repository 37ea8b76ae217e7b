import { describe, expect, it } from 'vitest';
import { makeCommand } from './fake-command.js';
import { makePost, repository, startGitHub, token } from './fake-github.js';
import { makePlace, runAction } from './run-action.js';
import type { ActionEnd, ActionRun } from './run-action.js';
import type { Answer } from './fake-command.js';

const head = 'b'.repeat(40);
const base = 'c'.repeat(40);
const mark = '<!-- kinde-sync plan kinde -->';

const event = {
  pull_request: {
    number: 7,
    title: '$(touch /tmp/owned) `touch owned`',
    head: { ref: '";touch owned;"', sha: head, repo: { full_name: repository } },
    base: { sha: base },
    labels: [{ name: '$(touch owned)' }],
  },
};

const fork = {
  pull_request: {
    ...event.pull_request,
    head: { ...event.pull_request.head, repo: { full_name: 'eve/access' } },
  },
};

const answers = { plan: { status: 2, stdout: '**1 person joins.**\n' } };

async function play(options: Partial<ActionRun> & { answers?: Readonly<Record<string, Answer>> } = {}) {
  const github = options.github ?? (await startGitHub());
  const fake = await makeCommand(options.answers ?? answers);
  const workspace = await makePlace();
  const inputs = { mode: 'plan', command: fake.command, ...options.inputs };
  const ended: ActionEnd = await runAction({ workspace, event, ...options, github, inputs });
  return { ...ended, github, ...fake };
}

describe('the comment', () => {
  it('is written by the first run and updated by the second', async () => {
    const { github } = await play();
    const [first] = github.comments;
    expect(github.comments).toHaveLength(1);
    expect(first?.body.startsWith(`${mark}\n**1 person joins.**`)).toBe(true);
    await play({ github, answers: { plan: { status: 0, stdout: 'Nothing to do.' } } });
    expect(github.comments.map(({ id }) => id)).toEqual([first?.id]);
    expect(github.comments[0]?.body).toContain('Nothing to do.');
  });

  it('is found among hundreds of comments of others, who may even carry its mark', async () => {
    const github = await startGitHub();
    const others = Array.from({ length: 250 }, (_, index) =>
      makePost(index, { user: { login: index % 2 === 0 ? 'eve' : 'other[bot]' }, body: `${mark}\nmine` }),
    );
    github.comments = [...others, makePost(900, { body: `Not at the start: ${mark}` })];
    await play({ github });
    await play({ github });
    expect(github.comments).toHaveLength(252);
    expect(github.comments.slice(0, 250)).toEqual(others);
  });

  it('is one again after two were written', async () => {
    const github = await startGitHub();
    github.comments = [1, 2].map((id) => makePost(id, { body: `${mark}\nold` }));
    await play({ github });
    expect(github.comments.map(({ id }) => id)).toEqual([1]);
    expect(github.comments[0]?.body).not.toContain('old');
  });

  it('of another name is another', async () => {
    const { github } = await play();
    await play({ github, inputs: { name: 'staging' } });
    expect(github.comments).toHaveLength(2);
  });

  it('is not written where it is turned off, nor without a pull request', async () => {
    expect((await play({ inputs: { comment: 'false' } })).github.calls).toEqual([]);
    const { github, calls } = await play({ event: {}, eventName: 'workflow_dispatch' });
    expect(github.calls).toEqual([]);
    expect((await calls())[0]).not.toContain('--base');
  });

  it('points to the summary if GitHub could not take it', async () => {
    const long = 'x'.repeat(70_000);
    const { github, summary } = await play({ answers: { plan: { status: 2, stdout: long } } });
    expect(github.comments[0]?.body.length).toBeLessThan(1000);
    expect(summary).toContain(long);
    expect(github.comments[0]?.body).toContain('All of it is in the summary');
  });

  it('says so if the summary could not take it either, and the summary stays whole Markdown', async () => {
    const long = `<details>\n\n\`\`\`diff\n${'+ somebody joins\n'.repeat(90_000)}`;
    const { github, summary } = await play({ answers: { plan: { status: 2, stdout: long } } });
    expect(github.comments[0]?.body).toContain('Its beginning is in the summary');
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576);
    expect(summary.match(/^```/gm)).toHaveLength(2);
    expect(summary).toContain('</details>');
  });

  it('never keeps an older plan when the configuration became invalid', async () => {
    const { github } = await play();
    const ended = await play({ github, answers: { plan: { status: 1, stdout: '## 1 error' } } });
    expect(ended.status).toBe(1);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('## 1 error');
    expect(github.comments[0]?.body).not.toContain('1 person joins');
  });
});

describe('GitHub saying no', () => {
  it('fails the job with the permission that is missing, and without the token', async () => {
    const github = await startGitHub();
    github.faults = [{ status: 403 }];
    const { status, log, outputs } = await play({ github });
    expect({ status, told: outputs['status'] }).toEqual({ status: 1, told: '1' });
    expect(log).toContain('pull-requests');
    expect(log).not.toContain(token);
  });

  it('fails the job if the pull request is not found', async () => {
    const github = await startGitHub();
    github.faults = [{ status: 404 }];
    expect((await play({ github })).status).toBe(1);
  });

  it('is ridden out when it throttles or stumbles', async () => {
    const github = await startGitHub();
    github.faults = [
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 403, headers: { 'retry-after': '0' } },
      { status: 502, headers: { 'retry-after': '0' } },
    ];
    expect((await play({ github })).status).toBe(0);
    expect(github.comments).toHaveLength(1);
  });

  it('never leads to a second comment: a POST whose answer is lost is not repeated', async () => {
    const github = await startGitHub();
    github.faults = [{ status: 502, method: 'POST' }];
    expect((await play({ github })).status).toBe(1);
    expect(github.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  it('keeps the token from a next page on another host', async () => {
    const github = await startGitHub();
    const other = await startGitHub();
    github.faults = [{ status: 200, headers: { link: `<${other.url}/x>; rel="next"` } }];
    expect((await play({ github })).status).toBe(1);
    expect(other.calls).toEqual([]);
  });
});

describe('the exit status', () => {
  it.each([
    { status: 0, job: 0 },
    { status: 1, job: 1 },
    { status: 2, job: 0 },
    { status: 3, job: 3 },
    { status: 130, job: 130 },
  ])('$status of kinde-sync is an output and ends the job with $job', async ({ status, job }) => {
    const ended = await play({ answers: { plan: { status, stdout: 'A plan.' } } });
    expect({ job: ended.status, output: ended.outputs['status'] }).toEqual({ job, output: String(status) });
    expect(ended.github.comments).toHaveLength(1);
  });
});

describe('the plan', () => {
  it('is made against the base of the request and kept under the commit of its head', async () => {
    const { calls, uploaded } = await play({ inputs: { config: 'one.yaml\n two words.yaml \n' } });
    const [plan = []] = await calls();
    expect(plan.slice(plan.indexOf('--base'))).toEqual([
      ...['--base', `git:${base}`, '--config', 'one.yaml', '--config', 'two words.yaml'],
    ]);
    expect(uploaded).toEqual([`kinde-plan-${head}/plan.json`]);
  });

  it('is kept even if it was refused, and never where that is turned off', async () => {
    const refused = await play({ answers: { plan: { status: 3, stdout: 'Refused.' } } });
    expect(refused.uploaded).toEqual([`kinde-plan-${head}/plan.json`]);
    expect((await play({ inputs: { 'save-plan': 'false' } })).uploaded).toEqual([]);
  });

  it('takes the approved number from the label, and from nothing that only looks like it', async () => {
    const labelled = (...names: readonly string[]) => ({
      pull_request: { ...event.pull_request, labels: names.map((name) => ({ name })) },
    });
    const approvalOf = async (request: object): Promise<string | undefined> => {
      const [plan = []] = await (await play({ event: request })).calls();
      return plan.includes('--allow-removals') ? plan[plan.indexOf('--allow-removals') + 1] : undefined;
    };
    expect(await approvalOf(labelled('bug', 'kinde-allow-removals: 14'))).toBe('14');
    expect(await approvalOf(labelled('kinde-allow-removals:14'))).toBe('14');
    expect(await approvalOf(labelled('kinde-allow-removals: 14; touch owned'))).toBeUndefined();
    expect(await approvalOf(labelled('kinde-allow-removals: 1', 'kinde-allow-removals: 2'))).toBeUndefined();
  });

  it.each([
    { labels: ['kinde-allow-removals-eu: 3', 'kinde-allow-removals-eu-west: 4'], approved: '3' },
    { labels: ['kinde-allow-removals: 3'], isTold: true },
    { labels: ['kinde-allow-removals-us: all'] },
    { labels: ['kinde-allow-removals-eu: all'], isTold: true },
    { labels: ['kinde-allow-removals-eu: 1', 'kinde-allow-removals-eu: 2'], isTold: true },
  ])(
    'under the name eu takes $approved from the labels $labels',
    async ({ labels, approved, isTold = false }) => {
      const given = labels.map((name) => ({ name }));
      const request = { pull_request: { ...event.pull_request, labels: given } };
      const ended = await play({ event: request, inputs: { name: 'eu' } });
      const [plan = []] = await ended.calls();
      expect(plan[plan.indexOf('--approval-label') + 1]).toBe('kinde-allow-removals-eu');
      expect(plan.includes('--allow-removals') ? plan[plan.indexOf('--allow-removals') + 1] : undefined).toBe(
        approved,
      );
      expect(ended.github.comments[0]?.body.includes('> **')).toBe(isTold);
    },
  );

  it('tells of a label that is meant to approve and is not understood, without quoting it', async () => {
    const hostileLabel = 'kinde-allow-removals: 14 <img src=x> @everyone';
    const labels = [{ name: hostileLabel }];
    const { log, github } = await play({ event: { pull_request: { ...event.pull_request, labels } } });
    expect(log).toMatch(/^::warning title=kinde-sync::A label that begins with kinde-allow-removals/m);
    expect(github.comments[0]?.body).toContain('is not understood');
    expect(github.comments[0]?.body).not.toContain('@everyone');
    expect((await play()).github.comments[0]?.body).not.toContain('is not understood');
  });

  it('links to the head of the pull request, in the folder in which kinde-sync runs', async () => {
    const { calls } = await play();
    const [plan = []] = await calls();
    expect(plan[plan.indexOf('--source-url') + 1]).toMatch(new RegExp(`/${repository}/blob/${head}$`));
  });

  it('names the label as the way to approve, except where the workflow gives the number itself', async () => {
    const argsOf = async (inputs: Record<string, string>) =>
      (await (await play({ inputs })).calls())[0] ?? [];
    expect(await argsOf({})).toContain('--approval-label');
    const args = await argsOf({ 'allow-removals': '3' });
    expect(args).not.toContain('--approval-label');
    expect(args[args.indexOf('--invitation-label') + 1]).toBe('kinde-allow-invitations');
    expect(await argsOf({ 'allow-invitations': 'all' })).not.toContain('--invitation-label');
  });

  it('runs without the tokens of the workflow', async () => {
    const { variables } = await play({
      env: { KINDE_SYNC_MASK_KEY: 's', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' },
    });
    const names = await variables();
    expect(names).toContain('KINDE_SYNC_MASK_KEY');
    expect(names.filter((name) => /^(GITHUB_TOKEN|ACTIONS_|INPUT_)/.test(name))).toEqual([]);
  });
});

describe('a request from a fork', () => {
  it('is validated without secrets, and nothing more', async () => {
    const env = { KINDE_CLIENT_SECRET: 'secret', KINDE_ACCESS_TOKEN: 'secret' };
    const { calls, github, variables, status, uploaded } = await play({ event: fork, env });
    expect((await calls()).map(([command]) => command)).toEqual(['validate']);
    expect((await variables()).filter((name) => name.startsWith('KINDE_'))).toEqual([]);
    expect({ status, uploaded, calls: github.calls }).toEqual({ status: 0, uploaded: [], calls: [] });
  });

  it('whose repository was deleted is a fork too', async () => {
    const gone = { pull_request: { ...event.pull_request, head: { sha: head, repo: null } } };
    expect(await (await play({ event: gone })).calls()).toHaveLength(1);
  });

  it('fails the job if its configuration is invalid', async () => {
    expect((await play({ event: fork, answers: { validate: { status: 1 } } })).status).toBe(1);
  });

  it('is not served at all on events that lend it secrets', async () => {
    for (const eventName of [
      ...[
        'pull_request_target',
        'workflow_run',
        'issue_comment',
        'pull_request_review',
        'issues',
        'fork',
        '',
      ],
      ...[
        'pull_request_review_comment',
        'discussion',
        'check_run',
        'deployment_status',
        'some_event_to_come',
      ],
    ]) {
      const { status, calls } = await play({ eventName });
      expect({ status, calls: await calls() }).toEqual({ status: 1, calls: [] });
    }
  });
});

describe('the log', () => {
  it('shows the annotations of validate as they are', async () => {
    const annotation = '::error file=kinde.yaml,line=3,col=5,title=unknown-key::No such key';
    const stdout = `${annotation}\nplain\n`;
    const { log } = await play({ event: fork, answers: { validate: { status: 1, stdout } } });
    expect(log.split('\n')).toContain(annotation);
  });

  it('shows the annotations of a plan, and no other command in them', async () => {
    const annotation = '::error file=kinde.yaml,line=3,col=5,title=unknown-role::No such role';
    const annotations = `${annotation}\n::add-mask::x\n`;
    const stdout = '## The configuration has 1 error\n';
    const { log, github, status } = await play({ answers: { plan: { status: 1, stdout, annotations } } });
    expect(log.split('\n')).toContain(annotation);
    expect(log).not.toContain('::add-mask::');
    expect(github.comments[0]?.body).toContain('The configuration has 1 error');
    expect(status).toBe(1);
  });

  it('takes nothing that kinde-sync says for a command to the runner', async () => {
    const hostile = '::add-mask::x\n::set-env name=PATH::/evil\n';
    const { log } = await play({ answers: { plan: { status: 2, stdout: 'P', stderr: hostile } } });
    const ofFork = await play({ event: fork, answers: { validate: { stdout: hostile, stderr: hostile } } });
    let stopped: string | null = null;
    const obeyed = `${log}${ofFork.log}`.split('\n').filter((line) => {
      const [, token] = /^::stop-commands::(.+)$/.exec(line) ?? [];
      if (token !== undefined) stopped = token;
      else if (line === `::${stopped ?? ''}::`) stopped = null;
      return stopped === null && /^::(add-mask|set-env)/.test(line.trim());
    });
    expect(obeyed).toEqual([]);
  });
});

it.each([
  { mode: 'destroy' },
  { name: 'a b' },
  { version: '1; touch owned', command: '' },
  { comment: 'perhaps' },
  { 'allow-removals': '-1' },
  { 'saved-plan': 'always' },
])('refuses the inputs %j and runs nothing', async (inputs) => {
  const { status, log, github } = await play({ inputs });
  expect(status).toBe(1);
  expect(log).toMatch(/^::error title=kinde-sync::/m);
  expect(github.calls).toEqual([]);
});
