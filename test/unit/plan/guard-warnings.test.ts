// `safety.refuseOn`: which warnings refuse a plan.
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { defaultSafety, refusableCodes } from '../../../src/model/desired.js';
import type { Notice } from '../../../src/model/notice.js';
import { guardWarnings } from '../../../src/plan/guard-warnings.js';
import { notifyWeakened, uniteSafety } from '../../../src/plan/unite-safety.js';
import { noEnvironment } from '../../../src/model/desired.js';
import type { RefusableCode } from '../../../src/model/desired.js';

const schema = createRequire(import.meta.url)('kinde-sync/schemas/config.schema.json') as {
  readonly definitions: {
    readonly safety: {
      readonly properties: { readonly refuseOn: { readonly items: { readonly enum: readonly string[] } } };
    };
  };
};

const warn = (code: Notice['code'], message: string): Notice => ({ code, message });

describe('the guard refused-warning', () => {
  it('refuses once for each named code that a warning has, and repeats at most five warnings', () => {
    const warnings = [
      ...Array.from({ length: 7 }, (_, index) => warn('similar-person', `Message ${index}.`)),
      warn('suspended-member', 'Somebody is suspended.'),
      warn('ends-soon', 'A listing ends.'),
    ];
    const refusals = guardWarnings(warnings, { refuseOn: ['similar-person', 'address-changed'] });
    expect(refusals.map(({ guard, override }) => [guard, override])).toEqual([['refused-warning', null]]);
    const [{ message } = { message: '' }] = refusals;
    expect(message).toContain('similar-person');
    expect(message).toContain('Message 4. And 2 more');
    expect(message).not.toContain('Message 5');
  });

  it('refuses nothing by default', () => {
    expect(guardWarnings([warn('similar-person', 'Message.')], defaultSafety)).toEqual([]);
  });

  it('has the codes of the schema', () => {
    expect(schema.definitions.safety.properties.refuseOn.items.enum).toEqual(refusableCodes);
  });
});

describe('--base', () => {
  const stateOf = (...refuseOn: readonly RefusableCode[]) => ({
    environment: noEnvironment,
    safety: { ...defaultSafety, refuseOn },
    organizations: [],
  });

  it('unites the codes of both configurations, and names the lost ones', () => {
    const base = { desired: stateOf('similar-person', 'same-person'), problem: null };
    const head = stateOf('address-changed', 'same-person');
    expect(uniteSafety(head, base).safety.refuseOn).toEqual([
      'similar-person',
      'address-changed',
      'same-person',
    ]);
    const [notice] = notifyWeakened(head, base);
    expect([notice?.code, notice?.message]).toEqual([
      'safety-weakened',
      expect.stringContaining('safety.refuseOn loses similar-person'),
    ]);
    expect(uniteSafety(stateOf(), { desired: stateOf(), problem: null }).safety.refuseOn).toEqual([]);
  });
});
