// The words for what a plan opens and counts: a new organization, registration domains, memberships and invitations.
import { describe, expect, it } from 'vitest';
import type { Change, FieldChange, OrganizationRef } from '../../../src/model/change.js';
import { renderPlanMarkdown } from '../../../src/render/review/plan-markdown.js';
import { renderPlanText } from '../../../src/render/plan-text.js';
import { addTo, makePlanOf, removeFrom } from './review/review-plans.js';

const acme = { code: 'org_1', name: 'Acme' };
const globex = { code: null, name: 'Globex' };
const source = 'kinde.yaml:9:5';
const opening = { field: 'allowRegistrations', before: false, after: true };
const domains = (before: readonly string[], after: readonly string[]): FieldChange => ({
  field: 'registrationDomains',
  before,
  after,
});

function update(organization: OrganizationRef, ...fields: readonly FieldChange[]): Change {
  return { action: 'update', resource: 'organization', organization, fields, source };
}

const creation: Change = {
  action: 'create',
  resource: 'organization',
  organization: globex,
  fields: [{ field: 'allowRegistrations', before: null, after: false }],
  source,
};

const render = (...changes: readonly Change[]): string =>
  renderPlanText(makePlanOf(changes), { color: false, next: null }).replaceAll(/ +/g, ' ');

describe('a new organization', () => {
  it('is created with registrations closed, and says so only if they stay closed', () => {
    expect(render(creation)).toContain('created, registrations closed');
    expect(render(creation, update(globex, opening))).not.toContain('closed');
  });

  it('opens its registrations as the last step, without a former limit', () => {
    const text = render(creation, update(globex, opening, domains([], ['globex.com'])));
    expect(text).toContain('registrations opened as the last step');
    expect(text).toContain('registration domains only globex.com kinde.yaml');
    expect(render(update(globex, domains([], [])))).toContain('registration domains any address kinde.yaml');
  });
});

describe('registration domains', () => {
  it.each([
    [[], ['a.com'], 'only a.com (before: any address)'],
    [['a.com'], [], 'any address (before: only a.com)'],
  ])('from %j to %j are "%s"', (before, after, words) => {
    expect(render(update(acme, domains(before, after)))).toContain(words);
  });

  it('are named above the ways in of a review if some organizations have them', () => {
    const lead = (...changes: readonly Change[]): string =>
      /^(?:Anyone|People) .*$/m.exec(renderPlanMarkdown(makePlanOf(changes), { savedIn: null }))?.[0] ?? '';
    const limited = update(acme, opening, domains([], ['a.com']));
    const open = update({ code: 'org_2', name: 'Birch' }, opening);
    const leads = [lead(limited), lead(open), lead(limited, open)];
    expect(new Set(leads).size).toBe(3);
    expect(leads[2]).toContain('unless this list names addresses');
  });

  it('say to a reviewer that people with such addresses become members although no file lists them', () => {
    const review = (...changes: readonly Change[]): string =>
      renderPlanMarkdown(makePlanOf(changes), { savedIn: null });
    const wider = review(update(acme, domains(['a.com', 'b.com'], ['a.com', 'c.com'])));
    expect(wider).toContain(
      'anyone with such an address can register and become a member, although no file lists them',
    );
    expect(wider).toContain('**Acme** also admits addresses of `c.com`, no longer admits those of `b.com`');
    expect(review(update(acme, domains(['a.com'], [])))).toContain(
      'admits **any address** (before: only those of `a.com`)',
    );
  });
});

it('settings say what feature flags and properties are, and other settings do not', () => {
  const lead = (...changes: readonly Change[]): string =>
    /^.* that your product reads.*$/m.exec(renderPlanMarkdown(makePlanOf(changes), { savedIn: null }))?.[0] ??
    '';
  const value = (resource: 'organization-flag' | 'organization-property'): Change => ({
    action: 'update',
    resource,
    organization: acme,
    fields: [{ field: 'max_seats', before: null, after: '50' }],
    source,
  });
  const passkeys: Change = {
    action: 'update',
    resource: 'environment',
    fields: [{ field: 'passkeys', before: 'off', after: 'optional' }],
    source,
  };
  expect(lead(value('organization-flag'), passkeys)).toBe(
    'Feature flags are values that your product reads from Kinde.',
  );
  expect(lead(value('organization-flag'), value('organization-property'))).toBe(
    'Feature flags and properties are values that your product reads from Kinde.',
  );
  expect(lead(passkeys)).toBe('');
});

it('memberships and invitations are counted apart', () => {
  const invitation: Change = {
    action: 'invite',
    resource: 'invitation',
    organization: acme,
    email: 'gwen@acme.com',
    roles: [],
    source,
  };
  expect(render(addTo(acme, 'a@acme.com'), removeFrom(acme, 'b@acme.com'), invitation)).toContain(
    '1 membership to add, 1 invitation to send, 1 membership to remove.',
  );
});
