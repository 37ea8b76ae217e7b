// Tests that a configuration and its base share one reading of the organizations that they match.
import { expect, it } from 'vitest';
import type { LiveOverview, LiveOrganization } from '../../../src/model/live.js';
import { readMeant } from '../../../src/read/read-meant.js';
import { diagnoseText } from '../validate/diagnose.js';

const listed: readonly LiveOrganization[] = ['org_1', 'org_2', 'org_3'].map((code) => ({
  ...{ code, name: code, handle: null, externalId: null, isDefault: false },
  allowRegistrations: code === 'org_2' ? false : null,
}));
const overview: LiveOverview = {
  environment: { code: 'production', name: 'Production' },
  values: new Map(),
  organizations: listed,
  unreadOrganizations: 0,
  roles: [],
  reads: [],
};

async function read(text: string, baseText: string | null) {
  const asked: string[] = [];
  const want = (one: string) => {
    const { desired } = diagnoseText(`version: 1\norganizations: ${one}`);
    if (desired === null) throw new Error('The configuration is wrong.');
    return desired;
  };
  const base = baseText === null ? null : want(baseText);
  const meant = await readMeant({ desired: want(text), base }, overview, {
    getOrganization: (code) => {
      asked.push(code);
      const one = listed.find((other) => other.code === code);
      return one === undefined ? Promise.reject(new Error(code)) : Promise.resolve({ ...one, ...whole });
    },
    listOrganizations: () => Promise.reject(new Error('The list has one page.')),
  });
  const show = ({ matches }: typeof meant.matches) =>
    matches.map(({ live }) => live && [live.code, live.allowRegistrations]);
  return { asked, head: show(meant.matches), base: show(meant.baseMatches), meant };
}

const whole = { allowRegistrations: true };

it('an organization that both mean is asked for once, and only where the list leaves something out', async () => {
  const { asked, head, base, meant } = await read(
    '[{ code: org_1, name: One }, { name: org_2 }]',
    '[{ name: org_1 }, { externalId: new, name: New }]',
  );
  expect(asked).toEqual(['org_1']);
  expect(head).toEqual([
    ['org_1', true],
    ['org_2', false],
  ]);
  expect(base).toEqual([['org_1', true], null]);
  expect(meant.overview.organizations.map(({ allowRegistrations }) => allowRegistrations)).toEqual([
    true,
    false,
    null,
  ]);
});

it('nothing is asked for what nobody means', async () => {
  const { asked, head, base } = await read('[{ name: org_2 }]', null);
  expect({ asked, head, base }).toEqual({ asked: [], head: [['org_2', false]], base: [] });
});

it('mistakes of the match are handed on', async () => {
  const { meant } = await read('[{ code: org_9 }, { code: org_1 }, { name: org_1 }]', null);
  expect(meant.matches.problems.map(({ code }) => code)).toEqual([
    'organization-not-found',
    'duplicate-organization',
  ]);
});
