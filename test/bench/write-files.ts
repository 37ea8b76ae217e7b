// Writes what a scene needs to disk: the YAML that the tool reads, and nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DesiredMembership, Scene, SceneOrganization } from './scene.js';

const head = 'version: 1\n';
const lock = 'environment:\n  code: production\n';
const mostInOneFile = 10;

/** Makes a folder for one measurement; `work` gets its path, and it is removed when that ends. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the configuration into the folder; returns what to give `--config`: one file, or a file an organization. */
export function writeConfiguration({ organizations }: Scene, folder: string): string {
  if (organizations.length <= mostInOneFile) {
    const path = join(folder, 'kinde.yaml');
    writeFileSync(path, `${head}${lock}organizations:\n${organizations.map(renderOrganization).join('')}`);
    return path;
  }
  const path = join(folder, 'kinde');
  mkdirSync(path);
  writeFileSync(join(path, 'environment.yaml'), `${head}${lock}`);
  for (const organization of organizations) {
    const text = `${head}organizations:\n${renderOrganization(organization)}`;
    writeFileSync(join(path, `${organization.code}.yaml`), text);
  }
  return path;
}

function renderOrganization({ code, desired }: SceneOrganization): string {
  return `  - code: ${code}\n    allowRegistrations: false\n    members:\n${desired.map(renderMember).join('')}`;
}

function renderMember({ email, roles, until }: DesiredMembership): string {
  if (roles === undefined && until === undefined) return `      - ${email}\n`;
  const given = roles === undefined ? '' : `, roles: [${roles.join(', ')}]`;
  const end = until === undefined ? '' : `, until: ${until}`;
  return `      - { email: ${email}${given}${end} }\n`;
}
