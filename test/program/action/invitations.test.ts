// Mails that one apply may send, and files of variables: the inputs of the action, with the built program on the sandbox.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asItIs } from '../../unit/cli/tenant.js';
import { keepFor, openScene, requestOf } from './open-scene.js';

const [one, two] = ['one@acme.example', 'two@acme.example'];

/** Invites these addresses; more than one mail needs an approval. */
const inviting = (...addresses: readonly string[]): string =>
  `version: 1
safety: { maxInvitations: 1 }
organizations:
  - code: org_acme
    allowRegistrations: true
    membership: additive
    newcomers: invite
    members: [jane@acme.example${addresses.map((address) => `, ${address}`).join('')}]
`;

async function openRequest() {
  const scene = await openScene();
  const base = await scene.commit(inviting());
  const head = await scene.commit(inviting(one, two));
  const { pull_request: request } = requestOf(base, head);
  const plan = (...labels: readonly string[]) => {
    const event = { pull_request: { ...request, labels: labels.map((name) => ({ name })) } };
    return scene.run('plan', { event });
  };
  const invited = (): number =>
    scene.sandbox
      .snapshot()
      .organizations.flatMap(({ invitations = [] }) => invitations)
      .filter(({ email }) => [one, two].includes(email)).length;
  return { ...scene, head, plan, invited };
}

describe('more invitations than the limit', () => {
  it('are refused with the label that approves them, and planned and applied with it', async () => {
    const { plan, run, github, head, invited } = await openRequest();
    expect((await plan()).status).toBe(3);
    expect(github.comments[0]?.body).toContain('add the label `kinde-allow-invitations: 2`');
    expect(github.comments[0]?.body).not.toContain('--allow-invitations');

    const label = 'kinde-allow-invitations: 2';
    expect((await plan(label)).outputs['status']).toBe('2');
    keepFor(github, head);
    const labels = [{ name: label }];
    github.requestsOf = { [head]: (github.requestsOf[head] ?? []).map((merged) => ({ ...merged, labels })) };
    expect((await run('apply', { sha: head })).status).toBe(0);
    expect(invited()).toBe(2);
  });

  it('are not approved by the plan, nor by a label of removals', async () => {
    const { plan, run, github, head, invited } = await openRequest();
    await plan('kinde-allow-invitations: 2');
    keepFor(github, head);
    const labels = [{ name: 'kinde-allow-removals: 2' }];
    github.requestsOf = { [head]: (github.requestsOf[head] ?? []).map((merged) => ({ ...merged, labels })) };
    expect((await run('apply', { sha: head })).outputs['status']).toBe('3');
    expect(invited()).toBe(0);
  });

  it('are approved by the input, by number or all, and by nothing else', async () => {
    const { run, head, github } = await openRequest();
    github.tip = head;
    const inputs = { 'saved-plan': 'never' };
    for (const [given, status] of [
      ['3', '3'],
      ['some', '1'],
      ['2', '0'],
    ] as const) {
      const ended = await run('apply', { sha: head, inputs: { ...inputs, 'allow-invitations': given } });
      expect(ended.outputs['status']).toBe(status);
    }
  });

  it('are said to be approved by no label where it is not understood', async () => {
    const { plan, github } = await openRequest();
    const { log } = await plan('kinde-allow-invitations: many @everyone');
    expect(log).toMatch(/^::warning .*A label that begins with kinde-allow-invitations/m);
    expect(github.comments[0]?.body).toContain('kinde-allow-invitations is not understood');
    expect(github.comments[0]?.body).not.toContain('@everyone');
  });
});

describe('env-file', () => {
  const spoken = asItIs.replace('org_acme', '${ORGANIZATION}');

  async function openVariables() {
    const scene = await openScene();
    await writeFile(join(scene.workspace, 'access', 'first one.env'), 'ORGANIZATION=org_none\n');
    await writeFile(join(scene.workspace, 'access', 'last.env'), 'ORGANIZATION=org_acme\n');
    const base = await scene.commit(asItIs);
    const head = await scene.commit(spoken);
    return { ...scene, base, head, inputs: { 'env-file': 'first one.env\nlast.env\n' } };
  }

  it.each(['validate', 'plan', 'drift', 'apply', 'report'])(
    'gives its variables to %s; the last wins',
    async (mode) => {
      const { run, base, head, inputs, github } = await openVariables();
      github.tip = head;
      const event = mode === 'plan' ? requestOf(base, head) : {};
      const given = { ...inputs, 'saved-plan': 'never' };
      const ended = await run(mode, { sha: head, event, inputs: given });
      expect({ status: ended.status, log: ended.log }).toMatchObject({ status: 0 });
      const without = await run(mode, { sha: head, event, inputs: { 'saved-plan': 'never' } });
      expect(without.status).toBe(1);
    },
  );

  it('that is not there is an error that names it', async () => {
    const { run } = await openVariables();
    const ended = await run('validate', { inputs: { 'env-file': 'none.env' } });
    expect(ended.status).not.toBe(0);
    expect(ended.log).toContain('none.env');
  });
});
