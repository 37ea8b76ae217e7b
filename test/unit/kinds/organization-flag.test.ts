// The words for a change of an organization's feature flag.
import { expect, it } from 'vitest';
import { noContext } from '../../../src/kinds/kind.js';
import { organizationFlag } from '../../../src/kinds/organization-flag.js';
import type { FieldChange } from '../../../src/model/change.js';

function describeFlag(field: FieldChange): readonly string[] {
  const change = {
    action: 'update',
    resource: 'organization-flag',
    source: 'kinde.yaml:4:5',
    organization: { code: 'org_acme', name: 'Acme' },
    fields: [field],
  } as const;
  return organizationFlag
    .describe(change, noContext)
    .map(({ sign, subject, detail }) => `${sign} ${subject} ${detail}`);
}

it('a value that is taken away is told from a value that is the text none', () => {
  expect(describeFlag({ field: 'banner', before: 'welcome', after: 'none' })).toEqual([
    '~ feature flag banner welcome -> none',
  ]);
  expect(describeFlag({ field: 'banner', before: 'welcome', after: null })).toEqual([
    "~ feature flag banner welcome -> the environment's value",
  ]);
});
