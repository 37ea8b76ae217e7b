// `safety.refuseOn`: the warnings that refuse a plan.
import type { Safety } from '../model/desired.js';
import type { Notice, Refusal } from '../model/notice.js';

/** The largest number of warnings that a refusal repeats. */
const mostNamed = 5;

/** Returns one refusal for each code of `refuseOn` that a warning of the plan has, in the order of the codes. */
export function guardWarnings(
  warnings: readonly Notice[],
  { refuseOn }: Pick<Safety, 'refuseOn'>,
): readonly Refusal[] {
  return refuseOn.flatMap((code) => {
    const own = warnings.filter((warning) => warning.code === code);
    if (own.length === 0) return [];
    const rest = own.length - mostNamed;
    const more = rest > 0 ? ` And ${rest} more, under the warnings.` : '';
    const named = own
      .slice(0, mostNamed)
      .map(({ message, source }) =>
        source === undefined ? message : `${message.replace(/\.$/, '')} (${source}).`,
      );
    return [
      {
        guard: 'refused-warning',
        message: `${named.join(' ')}${more} If the files are wrong, correct them. If they are right, remove ${code} from safety.refuseOn in a separate pull request. That ends this check for all plans.`,
        override: null,
      },
    ];
  });
}
