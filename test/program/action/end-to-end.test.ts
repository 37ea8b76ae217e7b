// The action with the built program on the sandbox: request, merge and night as they follow each other.
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { asItIs, changing, emptying } from '../../unit/cli/tenant.js';
import { keepFor, openScene, requestOf } from './open-scene.js';

const address = /[\w.-]+@[\w-]+\.example/;

describe('on the sandbox', () => {
  it('a request is planned and commented, merged, applied from its saved plan, and leaves no drift', async () => {
    const { commit, run, sandbox, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(changing);
    const event = requestOf(base, head);

    const planned = await run('plan', { event });
    expect({ status: planned.status, outputs: planned.outputs }).toMatchObject({
      status: 0,
      outputs: { status: '2' },
    });
    expect(planned.uploaded).toEqual([`kinde-plan-${head}/plan.json`]);
    await run('plan', { event });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('fresh.example');

    keepFor(github, head);
    const applied = await run('apply', { sha: head });
    expect({ status: applied.status, log: applied.log }).toMatchObject({ status: 0 });
    expect(applied.uploaded).toEqual(['kinde-journal-9-1/journal.jsonl']);
    const acme = sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme');
    expect(acme?.allowRegistrations).toBe(false);
    expect(acme?.members).toHaveLength(3);

    const night = await run('drift');
    expect(night.outputs).toMatchObject({ status: '0', issue: '' });
    expect(github.issues).toEqual([]);
  });

  it('an unknown role is in the comment and annotated at its line, and nothing is kept', async () => {
    const { commit, run, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(changing.replace('[admin]', '[admn]'));
    const planned = await run('plan', { event: requestOf(base, head) });
    expect({ status: planned.status, uploaded: planned.uploaded }).toEqual({ status: 1, uploaded: [] });
    expect(github.comments[0]?.body).toContain('/access/kinde.yaml#L6)');
    expect(github.comments[0]?.body).toContain('unknown-role');
    expect(planned.log).toMatch(/^::error file=access\/kinde\.yaml,line=6,.*title=unknown-role/m);
  });

  it('with mask-emails no address of a mistake is in the comment, the summary or the log, and its line is', async () => {
    const { commit, run, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(changing.replace('- lee@', '- jane@acme.example\n      - lee@'));
    const inputs = { 'mask-emails': 'true' };
    const { status, log, summary } = await run('plan', { event: requestOf(base, head), inputs });
    expect(status).toBe(1);
    expect(log).toMatch(/^::error file=access\/kinde\.yaml,line=7,.*title=duplicate-member::/m);
    for (const text of [log, summary, github.comments[0]?.body ?? '']) expect(text).not.toMatch(address);
  });

  it('a change by hand to what the plan touches is refused at the merge, and nothing is written', async () => {
    const { commit, run, sandbox, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(changing.replace('[admin]', '[viewer]'));
    await run('plan', { event: requestOf(base, head) });
    keepFor(github, head);
    sandbox.change((tenant) => tenant.setRoles('org_acme', 'jane@acme.example', []));
    const before = sandbox.snapshot();
    const applied = await run('apply', { sha: head });
    expect(applied).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('a change by hand to something else is warned of after the merge, and found at night', async () => {
    const { commit, run, sandbox, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(changing);
    await run('plan', { event: requestOf(base, head) });
    keepFor(github, head);
    sandbox.change((tenant) => tenant.setRoles('org_acme', 'jane@acme.example', []));
    const applied = await run('apply', { sha: head });
    expect(applied.status).toBe(0);
    expect(applied.log).toMatch(/^::warning title=kinde-sync::/m);
    expect((await run('drift')).outputs).toMatchObject({ status: '2', issue: '50' });
    expect(github.issues[0]?.body).toMatch(/`jane@acme\.example` lacks \*\*admin\*\*/);
  });

  it('a plan that is refused ends with 3 and says in the comment what to type', async () => {
    const { commit, run, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(emptying);
    const { status } = await run('plan', { event: requestOf(base, head) });
    expect(status).toBe(3);
    expect(github.comments[0]?.body).toContain('kinde-allow-removals: 2');
  });

  it('mistakes are annotated at their line, in the path that GitHub knows', async () => {
    const { commit, run, sandbox } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(asItIs.replace('allowRegistrations', 'allowRegistration'));
    const { status, log } = await run('plan', { event: requestOf(base, head) });
    expect(status).toBe(1);
    expect(log).toMatch(/^::error file=access\/kinde\.yaml,line=4,/m);
    expect(sandbox.requests()).toEqual([]);
  });

  it('a fork is validated, and Kinde and GitHub are not asked', async () => {
    const { commit, run, sandbox, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const head = await commit(changing);
    const { status } = await run('plan', { event: requestOf(base, head, 'eve/access') });
    expect({ status, kinde: sandbox.requests(), github: github.calls }).toEqual({
      status: 0,
      kinde: [],
      github: [],
    });
  });

  it('what others wrote in titles and branches does nothing', async () => {
    const { commit, run, workspace } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const { log } = await run('plan', { event: requestOf(base, await commit(changing)) });
    expect((await readdir(workspace, { recursive: true })).filter((path) => path.includes('owned'))).toEqual(
      [],
    );
    expect(log).not.toContain('touch owned');
  });

  it('with mask-emails no address is in the comment, the summary or the log', async () => {
    const { commit, run, github } = await openScene({ isReal: true });
    const base = await commit(asItIs);
    const inputs = { 'mask-emails': 'true' };
    const planned = await run('plan', { event: requestOf(base, await commit(changing)), inputs });
    expect(planned.outputs['status']).toBe('2');
    for (const text of [planned.log, planned.summary, github.comments[0]?.body])
      expect(text).not.toMatch(address);
    const applied = await run('apply', { inputs: { ...inputs, 'saved-plan': 'never' } });
    expect({ status: applied.status, log: applied.log }).toMatchObject({ status: 0 });
    for (const text of [applied.log, applied.summary]) expect(text).not.toMatch(address);
  });
});
