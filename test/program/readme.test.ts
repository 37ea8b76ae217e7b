import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { codes } from '../../src/model/codes.js';
import { exitCodes } from '../../src/cli/exit-codes.js';

const readme = readFileSync('README.md', 'utf8');

function readTable(heading: string): readonly (readonly string[])[] {
  const section = readme.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function readSources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return readSources(path);
      return path.endsWith('codes.ts') ? '' : readFileSync(path, 'utf8');
    })
    .join('\n');
}

describe('the README', () => {
  it('has a row for every code, with the meaning that the code has', () => {
    const rows = readTable('Error codes').map(([code, meaning]) => [code?.replaceAll('`', ''), meaning]);
    expect(rows).toEqual(Object.entries(codes));
  });

  it('names no code that nothing gives', () => {
    const sources = readSources('src');
    expect(Object.keys(codes).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('has a row for every exit status', () => {
    expect(readTable('Exit statuses').map(([status]) => Number(status))).toEqual(Object.values(exitCodes));
  });

  it('names every option of the commands', () => {
    const help = execFileSync(process.execPath, [inject('binary'), '--help'], { encoding: 'utf8' });
    const commands = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(12);
    for (const command of commands) {
      const help = execFileSync(process.execPath, [inject('binary'), command, '--help'], {
        encoding: 'utf8',
      });
      for (const [option] of help.matchAll(/--[a-z-]+/g)) {
        if (option !== '--help') expect(readme).toContain(option);
      }
    }
  });

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, path]) => path ?? '');
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('shows a configuration that is valid', () => {
    const example = /```yaml\n(version: 1 {20}[\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const path = join(process.env['TMPDIR'] ?? '/tmp', `readme-${process.pid}.yaml`);
    execFileSync(process.execPath, [
      '-e',
      'fs.writeFileSync(process.argv[1], process.argv[2])',
      path,
      example,
    ]);
    const verdict = execFileSync(process.execPath, [inject('binary'), 'validate', '-c', path], {
      encoding: 'utf8',
    });
    expect(verdict).toContain('is valid');
  });
});
