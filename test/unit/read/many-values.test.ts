// A thousand organizations with feature flags and properties: the cost of their plan, and that it is said beforehand.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';

const count = 1000;
const codes = Array.from({ length: count }, (_, index) => `org_${String(index)}`);

const sandboxOf = () =>
  createSandbox({
    seed: {
      featureFlags: { seats: { type: 'int', value: '10' } },
      properties: [{ key: 'plan' }],
      organizations: codes.map((code) => ({
        code,
        name: code,
        featureFlags: { seats: '50' },
        properties: { plan: 'gold' },
      })),
    },
  });

const configuration = {
  version: 1,
  organizations: codes.map((code) => ({ code, featureFlags: { seats: 50 }, properties: { plan: 'gold' } })),
};

it.each([
  { args: [], said: 'about 2000 to come' },
  { args: ['-v'], said: 'about 2000 requests' },
])(
  'cost two requests each, at most eight at once, and $said is said before: $args',
  async ({ args, said }) => {
    const sandbox = sandboxOf();
    const cwd = await makeFolder({ 'kinde.yaml': JSON.stringify(configuration) });
    const stderr: string[] = [];
    let saidBefore = false;
    let inFlight = 0;
    let most = 0;
    const isOfOrganization = (url: string): boolean => url.includes('/organizations/');
    const fetch: typeof sandbox.fetch = async (input, init) => {
      if (isOfOrganization(new Request(input, init).url)) saidBefore ||= stderr.join('').includes(said);
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      const answer = await sandbox.fetch(input, init);
      inFlight -= 1;
      return answer;
    };
    const output = { write: (text: string) => void stderr.push(text), isTerminal: false };
    const options = { sandbox, cwd, fetch, stderr: output };
    const { status } = await runInWorld(['plan', '--detailed-exitcode', ...args], options);
    expect({ status, saidBefore, most }).toEqual({ status: 0, saidBefore: true, most: 8 });
    const { GetOrganizationFeatureFlags, GetOrganizationPropertyValues, ...others } = sandbox
      .requests()
      .filter(({ operation }) => operation !== 'token')
      .reduce<Record<string, number>>(
        (counts, { operation }) => ({ ...counts, [operation]: (counts[operation] ?? 0) + 1 }),
        {},
      );
    expect({ GetOrganizationFeatureFlags, GetOrganizationPropertyValues }).toEqual({
      GetOrganizationFeatureFlags: count,
      GetOrganizationPropertyValues: count,
    });
    // Two pages of organizations, and the list of each kind of key. A large file is read while the first page of everyone comes.
    expect(others).toEqual({
      getEnvironment: 1,
      getOrganizations: 2,
      GetEnvironementFeatureFlags: 1,
      GetProperties: 1,
      getUsers: 1,
    });
  },
);
