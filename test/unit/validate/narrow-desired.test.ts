// Tests the organizations that `--organization` keeps, and the error of a selector that fits none.
import { describe, expect, it } from 'vitest';
import type { DesiredState } from '../../../src/model/desired.js';
import { narrowDesired, narrowToShared } from '../../../src/validate/narrow-desired.js';
import { diagnoseText } from './diagnose.js';

function desire(organizations: readonly object[]): DesiredState {
  const { desired } = diagnoseText(JSON.stringify({ version: 1, organizations }));
  if (desired === null) throw new Error('The configuration is wrong.');
  return desired;
}

const selectorsOf = ({ organizations }: DesiredState) => organizations.map(({ selector }) => selector.value);

describe('a configuration narrowed to some organizations', () => {
  const desired = desire([
    { default: true, name: 'Home' },
    { code: 'org_1', externalId: 'e-1', handle: 'one', name: 'One' },
    { handle: 'two', name: 'Two' },
  ]);

  it.each(['org_1', 'e-1', 'one', 'One'])('finds an organization by any of its names: %s', (selector) => {
    expect(selectorsOf(narrowDesired(desired, [selector]))).toEqual(['org_1']);
  });

  it('finds the default organization by the word default', () => {
    expect(narrowDesired(desired, ['default']).organizations).toMatchObject([{ name: { value: 'Home' } }]);
  });

  it('refuses a selector that fits none, and lists the possible ones', () => {
    expect(() => narrowDesired(desired, ['three'])).toThrow(
      expect.objectContaining({
        code: 'no-such-organization',
        hint: expect.stringMatching(/default, org_1, two\.$/) as string,
      }),
    );
  });

  it('lists at most ten organizations', () => {
    const many = desire(Array.from({ length: 11 }, (_, index) => ({ code: `org_${index}` })));
    expect(() => narrowDesired(many, ['x'])).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/org_8, org_9, …\.$/) as string }),
    );
  });
});

it('the base keeps the organizations that the narrowed configuration has, the default one included', () => {
  const base = desire([{ default: true, name: 'Home' }, { code: 'org_1', handle: 'one' }, { code: 'org_2' }]);
  const narrowed = desire([
    { default: true, name: 'Base' },
    { handle: 'one', name: 'One' },
  ]);
  expect(selectorsOf(narrowToShared(base, narrowed))).toEqual(['', 'org_1']);
});
