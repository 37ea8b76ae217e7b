// Everything that a test run writes for the time being lies in one folder, which is removed at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
