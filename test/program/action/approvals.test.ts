// A saved plan is an approval, not an order: from the artifact that GitHub holds to the exit status. The run that saved
// the plan is trusted here; what the plan says is not.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptying } from '../../unit/cli/tenant.js';
import { keepFor, listing, openScene, requestOf } from './open-scene.js';

const [jane, old, lee] = ['jane@acme.example', 'old@acme.example', 'lee@acme.example'];
type OpenScene = Awaited<ReturnType<typeof openScene>>;

/** Returns the addresses in Acme, sorted. */
function membersOf({ sandbox }: OpenScene): readonly string[] {
  const { organizations, users } = sandbox.snapshot();
  const members = organizations.find(({ code }) => code === 'org_acme')?.members ?? [];
  const ids = members.map(({ user }) => user);
  return users.flatMap(({ id, emails }) => (ids.includes(id) ? emails : [])).sort();
}

/** Plans a request from one configuration to another, merges it, and returns its commit. */
async function merge(scene: OpenScene, before: string, after: string): Promise<string> {
  const base = await scene.commit(before);
  const head = await scene.commit(after);
  await scene.run('plan', { event: requestOf(base, head) });
  keepFor(scene.github, head);
  return head;
}

/** Puts labels on the merged request. */
function label({ github }: OpenScene, head: string, ...names: readonly string[]): void {
  const labels = names.map((name) => ({ name }));
  github.requestsOf = { [head]: (github.requestsOf[head] ?? []).map((one) => ({ ...one, labels })) };
}

describe('a saved plan does nothing that the files do not say', () => {
  it('where it is forged: what it takes out and adds is in no file', async () => {
    const scene = await openScene();
    const evil = await merge(
      scene,
      listing(jane, old),
      listing(old, '{ email: mallory@evil.example, roles: [admin] }'),
    );
    const head = await merge(scene, listing(jane, old), listing(jane, old, lee));
    const plans = (sha: string): string => join(scene.store, `kinde-plan-${sha}`, 'plan.json');
    await cp(plans(evil), plans(head));
    const before = scene.sandbox.snapshot();
    expect(await scene.run('apply', { sha: head })).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(scene.sandbox.snapshot()).toEqual(before);
  });

  it('where it is replayed: a later request brought back whom it takes out', async () => {
    const scene = await openScene();
    const first = await merge(scene, listing(jane, old), listing(jane));
    expect((await scene.run('apply', { sha: first })).status).toBe(0);
    // With the role that they had, so that Kinde looks as it did before.
    const second = await scene.commit(listing(jane, `{ email: ${old}, roles: [viewer] }`));
    scene.github.tip = second;
    const byHand = { sha: second, inputs: { 'saved-plan': 'never' } };
    expect((await scene.run('apply', byHand)).status).toBe(0);
    const before = scene.sandbox.snapshot();
    // The job is started again, on the newest commit as the example says.
    expect(await scene.run('apply', { sha: first })).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(scene.sandbox.snapshot()).toEqual(before);
  });

  it('where it is skewed: another merge lists whom it takes out', async () => {
    const scene = await openScene();
    const first = await merge(scene, listing(jane, old), listing(jane));
    scene.github.tip = await scene.commit(listing(jane, old, lee));
    const before = scene.sandbox.snapshot();
    expect(await scene.run('apply', { sha: first })).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(scene.sandbox.snapshot()).toEqual(before);
  });

  it('and leaves what only the files of now say to the next run', async () => {
    const scene = await openScene();
    const first = await merge(scene, listing(jane, old), listing(jane));
    scene.github.tip = await scene.commit(listing(jane, lee));
    scene.github.history = [first];
    expect(await scene.run('apply', { sha: first })).toMatchObject({ status: 0, outputs: { status: '0' } });
    expect(membersOf(scene)).toEqual([jane]);
  });
});

describe('a saved plan that was overtaken in Kinde', () => {
  it('is judged with who is there now: it does not empty an organization', async () => {
    const scene = await openScene();
    const head = await merge(scene, listing(jane, old), listing(jane));
    scene.sandbox.change((tenant) => tenant.removeMember('org_acme', jane));
    expect(await scene.run('apply', { sha: head })).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(membersOf(scene)).toEqual([old]);
  });

  it('counts as done what somebody did by hand', async () => {
    const scene = await openScene();
    const head = await merge(scene, listing(jane, old), listing(jane));
    scene.sandbox.change((tenant) => tenant.removeMember('org_acme', old));
    expect(await scene.run('apply', { sha: head })).toMatchObject({ status: 0, outputs: { status: '0' } });
  });
});

describe('an approval', () => {
  const approved = 'kinde-allow-removals: 2';

  /** Returns a merged request that takes two people out, planned with its approval. */
  async function mergeApproved(scene: OpenScene): Promise<string> {
    const base = await scene.commit(listing(jane, old));
    const head = await scene.commit(emptying);
    const { pull_request: request } = requestOf(base, head);
    const event = { pull_request: { ...request, labels: [{ name: approved }] } };
    expect((await scene.run('plan', { event })).outputs['status']).toBe('2');
    keepFor(scene.github, head);
    return head;
  }

  it('is given to apply again, as the label says it then', async () => {
    const scene = await openScene();
    const head = await mergeApproved(scene);
    label(scene, head, approved);
    expect(await scene.run('apply', { sha: head })).toMatchObject({ status: 0, outputs: { status: '0' } });
    expect(membersOf(scene)).toEqual([]);
  });

  it.each([[[]], [['kinde-allow-removals: 1']]])('is not taken from the plan: %j refuses', async (labels) => {
    const scene = await openScene();
    const head = await mergeApproved(scene);
    label(scene, head, ...labels);
    expect(await scene.run('apply', { sha: head })).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(membersOf(scene)).toEqual([jane, old]);
  });
});

it('the configuration that plan was given is given to apply, too', async () => {
  const scene = await openScene();
  const head = await merge(scene, listing(jane, old), listing(jane));
  const applied = await scene.run('apply', { sha: head, inputs: { config: 'kinde.yaml' } });
  expect({ status: applied.status, log: applied.log }).toMatchObject({ status: 0 });
  expect(membersOf(scene)).toEqual([jane]);
});
