import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { codes } from '../../src/model/codes.js';
import { exitCodes } from '../../src/cli/exit-codes.js';

const read = (page: string): string => readFileSync(`docs/${page}.md`, 'utf8');

function readTable(page: string, heading: string): readonly (readonly string[])[] {
  const section =
    read(page)
      .split(/^#{1,3} /m)
      .find((part) => part.startsWith(`${heading}\n`)) ?? '';
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

describe('the documents', () => {
  it('name no code that nothing gives', () => {
    const sources = readSources('src');
    expect(Object.keys(codes).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('have a row for every exit status', () => {
    expect(readTable('commands', 'Exit statuses').map(([status]) => Number(status))).toEqual(
      Object.values(exitCodes),
    );
  });

  it('name every option of the commands', () => {
    const help = execFileSync(process.execPath, [inject('binary'), '--help'], { encoding: 'utf8' });
    const commands = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(12);
    for (const command of commands) {
      const help = execFileSync(process.execPath, [inject('binary'), command, '--help'], {
        encoding: 'utf8',
      });
      for (const [option] of help.matchAll(/--[a-z-]+/g)) {
        if (option !== '--help') expect(read('commands')).toContain(option);
      }
    }
  });

  it.each([
    ['README.md', /```yaml\n(version: 1\n[\s\S]*?)```/],
    ['docs/configuration.md', /```yaml\n(version: 1 {20}[\s\S]*?)```/],
  ])('show a configuration that is valid: %s', (page, pattern) => {
    const example = pattern.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
    const path = join(process.env['TMPDIR'] ?? '/tmp', `readme-${process.pid}.yaml`);
    writeFileSync(path, example);
    const verdict = execFileSync(process.execPath, [inject('binary'), 'validate', '-c', path], {
      encoding: 'utf8',
    });
    expect(verdict).toContain('is valid');
  });
});
