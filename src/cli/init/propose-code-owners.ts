// CODEOWNERS: who must approve changes of access. Only a placeholder is written; who it is, a person has to say.
import type { Platform } from './choose-platform.js';
import type { Folder } from './inspect-folder.js';
import type { Proposal } from './proposal.js';

type Host = Exclude<Platform, 'none'>;

/** Where each platform looks; the first that is there counts. */
const places: Readonly<Record<Host, readonly string[]>> = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
};

const written: Readonly<Record<Host, string>> = {
  github: '.github/CODEOWNERS',
  gitlab: '.gitlab/CODEOWNERS',
};

const team = '@your-organization/your-team';

/** Returns the file with a placeholder, or the lines to add to the one that is there and lacks them. */
export function proposeCodeOwners(host: Host, { found }: Folder, paths: readonly string[]): Proposal {
  const place = places[host].find((path) => found.has(path));
  if (place === undefined) {
    const path = written[host];
    const text = renderCodeOwners([...paths, `/${path}`]);
    const advice = [`In ${path}, name the team that must approve changes.`];
    return { files: [{ path, text, advice }], kept: [], advice: [] };
  }
  const missing = paths.filter((path) => found.get(place)?.includes(path) !== true);
  const kept = [{ path: place, outcome: 'kept', reason: 'it exists already' }] as const;
  if (missing.length === 0) return { files: [], kept, advice: [] };
  const lines = missing.map((path) => `  ${path} ${team}`);
  const request = `Add to ${place}, which init does not change, with the team that must approve changes:`;
  return { files: [], kept, advice: [request, ...lines] };
}

function renderCodeOwners(paths: readonly string[]): string {
  return `# These code owners approve changes of access. Replace ${team} with your team and uncomment the
# lines; until then nothing here has an owner. The rules of the branch must require the approval
# of code owners.
${paths.map((path) => `# ${path} ${team}\n`).join('')}`;
}
