// CODEOWNERS for the configuration, its attestations and env files, and the workflows.
import type { Platform } from './choose-platform.js';
import type { Folder } from './inspect-folder.js';
import { nothing } from './proposal.js';
import type { Proposal } from './proposal.js';

type Host = Exclude<Platform, 'none'>;

/** The places where each platform looks; the first file that exists counts. */
const ownersPlaces: Readonly<Record<Host, readonly string[]>> = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
};

const newOwners: Readonly<Record<Host, string>> = {
  github: '.github/CODEOWNERS',
  gitlab: '.gitlab/CODEOWNERS',
};

const team = '@your-organization/your-team';

/** Proposes CODEOWNERS with a placeholder for the team, or the lines that an existing file lacks. */
export function proposeCodeOwners(host: Host, { found }: Folder, paths: readonly string[]): Proposal {
  const place = ownersPlaces[host].find((path) => found.has(path));
  if (place === undefined) {
    const path = newOwners[host];
    const text = renderCodeOwners([...paths, `/${path}`]);
    const advice = [`In ${path}, name the team that must approve changes.`];
    return { ...nothing, files: [{ path, text, advice }] };
  }
  const missing = paths.filter((path) => found.get(place)?.includes(path) !== true);
  const kept = [{ path: place, outcome: 'kept', reason: 'it exists already' }] as const;
  if (missing.length === 0) return { ...nothing, kept };
  const lines = missing.map((path) => `  ${path} ${team}`);
  const request = `Add to ${place}, which init does not change, with the team that must approve changes:`;
  return { ...nothing, kept, advice: [request, ...lines] };
}

function renderCodeOwners(paths: readonly string[]): string {
  return `# These code owners approve changes of access. Replace ${team} with your team and uncomment the
# lines; until then, nothing here has an owner. The branch protection rules must require the approval
# of code owners.
${paths.map((path) => `# ${path} ${team}\n`).join('')}`;
}
