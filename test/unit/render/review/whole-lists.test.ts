// What a reviewer approves stands in the comment whole: the permissions of a role, the domains that may register, addresses. A list that
// is cut says so, and names where the whole is.
import { describe, expect, it } from 'vitest';
import type { Change, FieldChange } from '../../../../src/model/change.js';
import type { Plan } from '../../../../src/model/plan.js';
import { renderDriftMarkdown } from '../../../../src/render/review/drift-markdown.js';
import { byteLength } from '../../../../src/render/review/markdown-section.js';
import { renderPlanMarkdown } from '../../../../src/render/review/plan-markdown.js';
import { addTo, makePlanOf } from './review-plans.js';

const render = (plan: Plan): string => renderPlanMarkdown(plan, { savedIn: null });
/** The text outside of the folded details, and the text inside. */
const split = (text: string): readonly [string, string] => {
  const [seen = '', folded = ''] = text.split('<details>');
  return [seen, folded];
};
const acme = { code: 'org_1', name: 'Acme' };
const source = 'kinde.yaml:5:1';
const namesOf = (count: number, toName: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => toName(index));
const pad = (index: number): string => String(index).padStart(4, '0');

const permissionsOf = (count: number): readonly string[] => [
  ...namesOf(count, (index) => `read:report_number_${pad(index)}`),
  'write:zz_delete_everything',
];
const domainsOf = (count: number): readonly string[] => [
  ...namesOf(count, (index) => `department-${pad(index)}.subsidiary.corp-holding.example`),
  'zz-evil.example',
];

const newRole = (permissions: readonly string[]): Change => ({
  ...{ action: 'create', resource: 'role', key: 'reader', source },
  fields: [
    { field: 'name', before: null, after: 'Reader' },
    { field: 'permissions', before: [], after: permissions },
  ],
});
const roleGains = (permissions: readonly string[]): Change => ({
  ...{ action: 'update', resource: 'role', key: 'reader', source },
  fields: [{ field: 'permissions', before: [], after: permissions }],
});
const opening = (...fields: readonly FieldChange[]): Change => ({
  ...{ action: 'update', resource: 'organization', organization: acme, source, fields },
});
const createOf = (...fields: readonly FieldChange[]): Change => ({
  ...{ action: 'create', resource: 'organization', source, fields },
  organization: { code: null, name: 'New' },
});
const admits = (domains: readonly string[]): FieldChange => ({
  field: 'registrationDomains',
  before: ['corp.example'],
  after: ['corp.example', ...domains],
});

describe('the comment names everything that is approved', () => {
  it.each([
    ['of a new role', [newRole(permissionsOf(60))], 'write:zz_delete_everything'],
    ['that a role gains', [roleGains(permissionsOf(60))], 'write:zz_delete_everything'],
    ['of domains that may register', [opening(admits(domainsOf(40)))], 'zz-evil.example'],
    [
      'of domains for which registrations open',
      [opening({ field: 'allowRegistrations', before: false, after: true }, admits(domainsOf(40)))],
      'zz-evil.example',
    ],
    [
      'of domains of a new organization',
      [createOf({ field: 'registrationDomains', before: null, after: domainsOf(40) })],
      'zz-evil.example',
    ],
  ] as const)('%s: a long list is whole in its section and in the details', (_, changes, last) => {
    const text = render(makePlanOf(changes));
    for (const part of split(text)) expect(part).toContain(last);
    expect(text).not.toMatch(/and \d+ more|…/);
  });

  it('also in the drift text', () => {
    const text = renderDriftMarkdown(makePlanOf([opening(admits(domainsOf(40)))]));
    for (const part of split(text)) expect(part).toContain('zz-evil.example');
  });

  it('to the end of the longest address and domain', () => {
    const label = 'a'.repeat(60);
    const domain = `corp.example.${label}.${label}.${label}.evil.example`;
    const text = render(makePlanOf([opening(admits([domain])), addTo(acme, `jane@${domain}`)]));
    for (const part of split(text)) {
      expect(part).toContain(`\`${domain}\``);
      expect(part).toContain(`\`jane@${domain}\``);
    }
  });

  it('to the end of the longest key of a permission', () => {
    const key = `read:${'x'.repeat(200)}:write`;
    for (const change of [newRole([key]), roleGains([key])])
      expect(render(makePlanOf([change]))).toContain(key);
  });
});

describe('a list that is cut says so, and names where the whole is', () => {
  it.each([
    ['permissions', [newRole(permissionsOf(2000))]],
    ['domains', [opening(admits(domainsOf(2000)))]],
    ['a warning', []],
  ] as const)('%s', (name, changes) => {
    const message = `similar: ${domainsOf(200).join(', ')}`;
    const warnings = name === 'a warning' ? ([{ code: 'similar-person', message }] as const) : [];
    const text = render(makePlanOf(changes, { warnings }));
    expect(text).not.toMatch(/zz-/);
    expect(text).toMatch(/(?:is cut|more), (?:and|which) `kinde-sync plan` shows/);
    expect(byteLength(text)).toBeLessThan(60_000);
  });
});
