// The names of `--environments`. They become parts of paths, of YAML and of shell commands, so only plain names are taken.
import { UsageError } from '../../model/errors.js';

/** Words that YAML takes for something else than text. */
const words = ['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'];

const mostNames = 10;

/**
 * Returns the names in their order; none without the option. Throws `UsageError` (`invalid-option`) for a name that is not
 * plain, for one that is given twice, in whatever case, and for too many.
 */
export function readEnvironments(given: string | undefined): readonly string[] {
  if (given === undefined) return [];
  const names = given.split(',');
  const isTwice = new Set(names.map((name) => name.toLowerCase())).size < names.length;
  if (names.every(isPlain) && !isTwice && names.length <= mostNames) return names;
  throw new UsageError('invalid-option', `--environments ${given} can't be used.`, {
    hint: `Give up to ${mostNames} different names, separated by commas without blanks, such as staging,production. A name has up to 20 letters, digits, "-" and "_", begins with a letter, and is no word such as ${words.slice(0, 4).join(', ')}.`,
  });
}

/** A label of GitHub has up to 50 characters, of which a name is a part: "kinde-allow-invitations-staging: 14". */
function isPlain(name: string): boolean {
  return /^[A-Za-z][\w-]{0,19}$/.test(name) && !words.includes(name.toLowerCase());
}

/** Returns the path of the file that holds the variables of an environment. */
export function nameEnvFile(environment: string): string {
  return `${environment}.env`;
}
