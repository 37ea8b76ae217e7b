// Mode report with the built program on the sandbox: the files for a review, as an artifact.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asItIs } from '../../unit/cli/tenant.js';
import { openScene } from './open-scene.js';

it('keeps the page as an artifact, and asks GitHub nothing', async () => {
  const { run, commit, github, sandbox, store } = await openScene();
  await commit(asItIs);
  const { status, uploaded, log, summary } = await run('report');
  expect({ status, uploaded, log }).toMatchObject({ status: 0, uploaded: ['kinde-report-9-1/access.html'] });
  expect(await readFile(join(store, 'kinde-report-9-1', 'access.html'), 'utf8')).toContain('jane@');
  expect(summary).toContain('access.html');
  expect(github.calls).toEqual([]);
  expect(
    sandbox.requests().filter(({ method, path }) => method !== 'GET' && path !== '/oauth2/token'),
  ).toEqual([]);
});

it('writes each format that is asked for, with the arguments of the report', async () => {
  const { run, commit, store } = await openScene();
  await commit(asItIs);
  const inputs = { 'report-formats': 'csv\njson', arguments: '--ways-in\n--dormant=30' };
  const { uploaded } = await run('report', { inputs });
  expect(uploaded).toEqual(['kinde-report-9-1/access.csv', 'kinde-report-9-1/access.json']);
  const report = JSON.parse(await readFile(join(store, 'kinde-report-9-1', 'access.json'), 'utf8')) as object;
  expect(report).toHaveProperty('waysIn');
});

it('shows no address in the log and the summary with mask-emails', async () => {
  const { run, commit } = await openScene();
  await commit(asItIs);
  const { log, summary } = await run('report', { inputs: { 'mask-emails': 'true' } });
  for (const text of [log, summary]) expect(text).not.toMatch(/@acme\.example/);
});

it('says with mask-emails why it failed, and shows no address', async () => {
  const { run, commit } = await openScene();
  await commit(asItIs.replace('members: [', 'members: [jane@acme.example, '));
  const { status, log } = await run('report', { inputs: { 'mask-emails': 'true' } });
  expect(status).toBe(1);
  expect(log).toContain('duplicate-member');
  expect(log).not.toMatch(/@acme\.example/);
});

it.each(['pdf', 'html; touch owned', ' '])('refuses the formats %j before anything runs', async (formats) => {
  const { run, commit, sandbox } = await openScene();
  await commit(asItIs);
  const { status, uploaded } = await run('report', { inputs: { 'report-formats': formats } });
  expect({ status, uploaded, asked: sandbox.requests() }).toEqual({ status: 1, uploaded: [], asked: [] });
});

it('keeps nothing where Kinde is locked to another environment, and ends with 3', async () => {
  const { run, commit } = await openScene();
  await commit(asItIs.replace('version: 1', 'version: 1\nenvironment: { code: staging }'));
  const { status, uploaded } = await run('report');
  expect({ status, uploaded }).toEqual({ status: 3, uploaded: [] });
});
