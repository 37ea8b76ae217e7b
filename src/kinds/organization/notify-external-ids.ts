// The notice `similar-organization` for external ids that differ only in case. Kinde treats them as two ids, so an entry
// with a wrong case creates a second organization.
import type { OrganizationRef } from '../../model/change.js';
import type { Comparison, OrganizationPair } from '../../model/comparison.js';
import { groupBy } from '../../model/group-by.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';

interface Holder {
  readonly externalId: string;
  readonly organization: OrganizationRef;
  /** The entry with this external id; null for an organization that only Kinde has. */
  readonly pair: OrganizationPair | null;
}

/** Returns one notice for each entry whose external id differs only in case from that of another organization. */
export function notifyExternalIds({ organizations, live }: Comparison): readonly Notice[] {
  const wanted = organizations.flatMap((pair): readonly Holder[] => {
    const externalId = pair.desired.externalId?.value;
    return externalId === undefined ? [] : [{ externalId, organization: pair.ref, pair }];
  });
  if (wanted.length === 0) return [];
  const managed = new Set(wanted.map(({ organization }) => organization.code));
  const others = live.organizations.flatMap(({ externalId, code, name }): readonly Holder[] =>
    externalId === null || managed.has(code)
      ? []
      : [{ externalId, organization: { code, name }, pair: null }],
  );
  const groups = groupBy([...others, ...wanted], ({ externalId }) =>
    externalId.normalize('NFKC').toLowerCase(),
  );
  return [...groups.values()].flatMap((group) =>
    group.flatMap((holder, index) => {
      // The later one of two entries gets the notice.
      const twin = group.slice(0, index).find(({ externalId }) => externalId !== holder.externalId);
      return holder.pair === null || twin === undefined ? [] : [tell(holder, holder.pair, twin)];
    }),
  );
}

function tell({ externalId, organization }: Holder, pair: OrganizationPair, twin: Holder): Notice {
  const { code, name } = twin.organization;
  const message = `The external id "${externalId}" of ${organization.name} differs only in case from "${twin.externalId}" of ${name} (${code ?? 'new'}). Kinde treats them as two ids: use the same spelling if they mean one organization.`;
  const place = pair.desired.externalId?.place ?? pair.desired.place;
  return { code: 'similar-organization', message, organization, source: formatPlace(place) };
}
