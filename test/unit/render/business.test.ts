// Roles and permissions in a plan, as people read them: golden texts of every format.
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import type { Change } from '../../../src/model/change.js';
import { renderPlanDiff } from '../../../src/render/plan-diff.js';
import { renderPlanMarkdown } from '../../../src/render/review/plan-markdown.js';
import { renderPlanText } from '../../../src/render/plan-text.js';
import { gatherSections } from '../../../src/render/review/sections.js';
import { hostileName, makePlanOf } from './review/review-plans.js';

const origin = { source: 'kinde.yaml:12:5', cause: 'here' } as const;

const changes: readonly Change[] = [
  {
    action: 'create',
    resource: 'permission',
    key: 'pay:invoices',
    fields: [
      { field: 'name', before: null, after: 'Pay invoices' },
      { field: 'description', before: null, after: 'Pays them' },
    ],
    ...origin,
  },
  {
    action: 'update',
    resource: 'permission',
    key: 'read:invoices',
    fields: [{ field: 'description', before: null, after: hostileName }],
    ...origin,
  },
  {
    action: 'create',
    resource: 'role',
    key: 'accountant',
    fields: [
      { field: 'name', before: null, after: 'Accountant' },
      { field: 'permissions', before: [], after: ['pay:invoices', 'read:invoices'] },
    ],
    ...origin,
  },
  {
    action: 'update',
    resource: 'role',
    key: 'admin',
    fields: [
      { field: 'name', before: 'Admin', after: 'Administrator' },
      {
        field: 'permissions',
        before: ['read:invoices', 'write:members'],
        after: ['pay:invoices', 'read:invoices'],
      },
    ],
    holders: 7,
    source: 'kinde.yaml:16:5',
    cause: 'drifted',
  },
  {
    action: 'update',
    resource: 'role',
    key: 'viewer',
    fields: [{ field: 'permissions', before: ['read:invoices'], after: [] }],
    holders: 1,
    ...origin,
  },
];
const plan = makePlanOf(changes);
const golden = (name: string): string => join(import.meta.dirname, `golden/business.${name}.golden`);

it('is a block of its own in the text, with what roles lose and how many people hold them', async () => {
  await expect(renderPlanText(plan, { color: false, next: null })).toMatchFileSnapshot(golden('text'));
});

it('stands in the Markdown under what is lost, under what is gained, and under settings', async () => {
  await expect(renderPlanMarkdown(plan, { savedIn: null })).toMatchFileSnapshot(golden('markdown'));
});

it('is YAML of the configuration on both sides of the diff', async () => {
  const text = renderPlanDiff(plan, { timeout: 5000 });
  await expect(text).toMatchFileSnapshot(golden('diff'));
  const sideOf = (sign: string): unknown => {
    const [, , , ...lines] = text.split('\n').filter((line) => /^[ +@-]/.test(line));
    const own = lines.filter((line) => line.startsWith(sign) || line.startsWith(' '));
    return parse(own.map((line) => line.slice(1)).join('\n'));
  };
  expect(sideOf('+')).toMatchObject({
    business: {
      roles: [
        { key: 'accountant' },
        { key: 'admin', permissions: ['pay:invoices', 'read:invoices'] },
        { key: 'viewer', permissions: [] },
      ],
    },
  });
  expect(sideOf('-')).toMatchObject({
    business: {
      roles: [
        { key: 'admin', name: 'Admin' },
        { key: 'viewer', permissions: ['read:invoices'] },
      ],
    },
  });
});

it('counts roles that lose and that gain permissions once, and every other field apart', () => {
  const style = {
    ...{ approvalLabel: null, invitationLabel: null, sourceUrl: null, hasCodes: false },
    namesakes: new Map<string, string>(),
    commonCommit: null,
  };
  expect(Object.fromEntries(gatherSections(plan, style).counts)).toEqual({
    weakened: 2,
    strengthened: 1,
    settings: 4,
  });
});
