// `--organization`: narrows the desired state to the selected organizations, so that only these are read and changed.
import { noEnvironment } from '../model/desired.js';
import type { DesiredOrganization, DesiredState } from '../model/desired.js';
import { UsageError } from '../model/errors.js';
import { suggest } from './suggest.js';

/**
 * Returns the desired state with the selected organizations and, of the environment, the lock alone. A selector is a code,
 * external id, handle or name as the files give it, or `default`. Without selectors it returns the whole desired state.
 * Throws `UsageError` (`no-such-organization`) for a selector that fits no entry.
 */
export function narrowDesired(desired: DesiredState, selectors: readonly string[]): DesiredState {
  if (selectors.length === 0) return desired;
  for (const selector of selectors) {
    if (!desired.organizations.some((entry) => fitsSelector(entry, selector)))
      throw noMatchError(desired, selector);
  }
  const isSelected = (entry: DesiredOrganization): boolean =>
    selectors.some((one) => fitsSelector(entry, one));
  return {
    ...keepLock(desired),
    organizations: desired.organizations.filter(isSelected),
    unselected: desired.organizations.filter((entry) => !isSelected(entry)),
  };
}

/** Returns the desired state without business and organizations and, of the environment, with the lock alone. */
export function keepLock(desired: DesiredState): DesiredState {
  const { business: _business, ...others } = desired;
  const { code } = desired.environment;
  const environment = { ...noEnvironment, ...(code === undefined ? {} : { code }) };
  return { ...others, environment, organizations: [] };
}

/**
 * Returns the base's desired state with the organizations that share a name, code, handle or external id with a narrowed one.
 * It keeps only the lock of the environment. No match is no error, since the organization may be new.
 */
export function narrowToShared(base: DesiredState, narrowed: DesiredState): DesiredState {
  const named = new Set(narrowed.organizations.flatMap(listNames));
  return {
    ...keepLock(base),
    // Leavers are removed from these organizations alone.
    unselected: [],
    organizations: base.organizations.filter((entry) => listNames(entry).some((one) => named.has(one))),
  };
}

function listNames({ selector, code, externalId, handle, name }: DesiredOrganization): readonly string[] {
  const placed = Object.entries({ code, externalId, handle, name });
  const names = placed.flatMap(([key, one]) => (one === undefined ? [] : [`${key} ${one.value}`]));
  return selector.by === 'default' ? ['default', ...names] : names;
}

/** Returns whether a selector of `--organization` fits this entry. */
export function fitsSelector(entry: DesiredOrganization, wanted: string): boolean {
  return listValues(entry).includes(wanted);
}

/** Returns the values by which `--organization` finds the entry. */
function listValues({ selector, code, externalId, handle, name }: DesiredOrganization): readonly string[] {
  const values = [code, externalId, handle, name].flatMap((placed) => placed?.value ?? []);
  return selector.by === 'default' ? ['default', ...values] : values;
}

function noMatchError({ organizations }: DesiredState, selector: string): UsageError {
  const names = organizations
    .slice(0, 10)
    .map(({ selector: { by, value } }) => (by === 'default' ? by : value));
  const rest = organizations.length > names.length ? ', …' : '';
  const near = suggest(selector, organizations.flatMap(listValues));
  return new UsageError(
    'no-such-organization',
    `--organization ${selector} matches no organization of the configuration.`,
    {
      hint: near ?? `Give a code, external id, handle or name as in the files: ${names.join(', ')}${rest}.`,
    },
  );
}
