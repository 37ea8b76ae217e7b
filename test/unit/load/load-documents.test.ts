// Tests loading from the disk: the files that are read, their names, and the diagnostics of unreadable ones.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseTexts, readTexts } from '../../../src/load/load-documents.js';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'kinde-sync-load-'));
});

afterEach(async () => {
  await rm(cwd, { recursive: true });
});

async function write(file: string, content: string | Uint8Array = 'version: 1\n'): Promise<void> {
  await mkdir(dirname(join(cwd, file)), { recursive: true });
  await writeFile(join(cwd, file), content);
}

async function load(...paths: readonly string[]) {
  const loaded = await parseTexts(await readTexts({ paths, cwd }), {});
  const codes = loaded.diagnostics.map(({ code }) => code);
  return { ...loaded, codes, files: loaded.documents.map(({ file }) => file) };
}

describe('before files are parsed', () => {
  test('their number of characters is known', async () => {
    for (const name of ['a', 'b']) await write(`kinde/${name}.yaml`, `${name}: 1\n`);
    expect((await readTexts({ paths: [], cwd })).size).toBe(10);
  });

  test('the size is 0 if any of them can not be read', async () => {
    await write('kinde/a.yaml', 'a: 1\n');
    await write('kinde/b.yaml', new Uint8Array([0xff]));
    expect((await readTexts({ paths: [], cwd })).size).toBe(0);
    expect((await readTexts({ paths: ['kinde/a.yaml', 'missing'], cwd })).size).toBe(0);
  });
});

describe('the configuration', () => {
  test('is kinde.yaml if no path is given', async () => {
    await write('kinde.yaml');
    await write('kinde/notes.md');
    const { files, codes } = await load();
    expect({ files, codes }).toEqual({ files: ['kinde.yaml'], codes: [] });
  });

  test('does not include a folder kinde beside kinde.yaml, and a warning says so', async () => {
    await write('kinde.yaml');
    await write('kinde/a.yaml');
    const { files, diagnostics } = await load();
    expect(files).toEqual(['kinde.yaml']);
    expect(diagnostics).toMatchObject([{ code: 'passed-over', severity: 'warning' }]);
    expect(diagnostics[0]?.message).toBe('kinde.yaml is the configuration; kinde/a.yaml is not read.');
    expect(await load('kinde.yaml', 'kinde')).toMatchObject({
      files: ['kinde.yaml', 'kinde/a.yaml'],
      codes: [],
    });
  });

  test('is the whole folder kinde, sorted, if no path is given and kinde.yaml is missing', async () => {
    await write('kinde/b.yml');
    await write('kinde/a/z.yaml');
    await write('kinde/c.yaml');
    await write('kinde/notes.md');
    expect((await load()).files).toEqual(['kinde/a/z.yaml', 'kinde/b.yml', 'kinde/c.yaml']);
  });

  test('is reported as missing by a diagnostic without place', async () => {
    const { codes, diagnostics } = await load();
    expect(codes).toEqual(['no-configuration']);
    expect(diagnostics[0]).not.toHaveProperty('place');
  });

  test('may consist of several paths, and a file reached twice is read once', async () => {
    await write('x/a.yaml');
    await write('b.yaml');
    expect((await load('b.yaml', 'x', './x/a.yaml', join(cwd, 'b.yaml'))).files).toEqual([
      'b.yaml',
      'x/a.yaml',
    ]);
  });

  test('does not include attestations, hidden entries and node_modules', async () => {
    await write('kinde/a.yaml');
    await write('kinde/kinde.attested.yaml', 'attested: []\n');
    await write('kinde/.github/workflow.yml');
    await write('kinde/.a.yaml');
    await write('kinde/node_modules/x/a.yaml');
    expect((await load('kinde')).files).toEqual(['kinde/a.yaml']);
  });

  test('includes a linked folder, and a link to a parent folder ends', async () => {
    await write('shared/a.yaml');
    await write('kinde/b.yaml');
    await symlink(join(cwd, 'shared'), join(cwd, 'kinde/linked'));
    await symlink(join(cwd, 'kinde'), join(cwd, 'kinde/self'));
    expect((await load('kinde')).files).toEqual(['kinde/b.yaml', 'kinde/linked/a.yaml']);
  });

  test('reports a missing path beside the diagnostics of the other files', async () => {
    await write('a.yaml', 'version: ${X}\n');
    expect((await load('nowhere.yaml', 'a.yaml')).codes).toEqual(['missing-file', 'unset-variable']);
  });

  test('reports a folder without YAML files', async () => {
    await write('kinde/readme.md');
    expect((await load('kinde')).codes).toEqual(['no-configuration']);
  });
});

describe('the text for code frames', () => {
  test('is empty for an attestation file that is a link to another file', async () => {
    await write('kinde.yaml');
    await write('elsewhere/secret.env', 'PASSWORD: [hunter2\n');
    await symlink(join(cwd, 'elsewhere/secret.env'), join(cwd, 'kinde.attested.yaml'));
    const { sources } = await parseTexts(await readTexts({ paths: [], cwd }), {});
    expect([...sources.values()].join('')).not.toContain('hunter2');
  });

  describe('of a file outside the working directory', () => {
    const secrets = 'password: hunter2\ndb:\n  hunter3: x\n';
    const compose = 'version: "3"\nservices:\n  db:\n    environment: { PASSWORD: hunter2 }\n';
    const frames = async (path: string): Promise<string> => {
      const { sources } = await parseTexts(await readTexts({ paths: [path], cwd: join(cwd, 'home') }), {});
      return [...sources.values()].join('');
    };

    test.each(['../elsewhere', '../elsewhere/a.yaml', '../elsewhere/a.env'])(
      'is empty if the file is no configuration: %s',
      async (path) => {
        for (const text of [secrets, compose]) {
          await write('elsewhere/a.yaml', text);
          await write('elsewhere/a.env', text);
          expect(await frames(path)).toBe('');
          expect(await frames(join(cwd, 'home', path))).toBe('');
        }
      },
    );

    test.each(['../elsewhere', '../elsewhere/a.yaml', '../elsewhere/a.env'])(
      'is kept if the file is a configuration: %s',
      async (path) => {
        const text = 'version: 1\norganizations: [{ code: org_a, nam: x }]\n';
        await write('elsewhere/a.yaml', text);
        await write('elsewhere/a.env', text);
        expect(await frames(path)).toBe(text);
      },
    );
  });

  test('holds the text of an attestation file', async () => {
    await write('kinde.yaml');
    await write('kinde.attested.yaml', 'attestations: [\n');
    const { sources } = await parseTexts(await readTexts({ paths: [], cwd }), {});
    expect(sources.get('kinde.attested.yaml')).toBe('attestations: [\n');
  });
});

describe('the content of a file', () => {
  test('is reported at the first byte that is not UTF-8', async () => {
    await write('kinde.yaml', Buffer.concat([Buffer.from('version: 1\nx: é'), Buffer.from([0xff, 0x0a])]));
    const { diagnostics, documents } = await load();
    expect(diagnostics[0]).toMatchObject({ code: 'not-utf-8', place: { line: 2, column: 5 } });
    expect(documents).toMatchObject([{ isReadable: false }]);
  });

  test('begins after a byte order mark', async () => {
    await write('kinde.yaml', '\uFEFFversion: ${X}\n');
    expect((await load()).diagnostics[0]?.place).toEqual({ file: 'kinde.yaml', line: 1, column: 10 });
  });

  test('is refused above 16 MiB', async () => {
    await write('kinde.yaml', Buffer.alloc(16 * 1024 * 1024 + 1, '#'));
    expect((await load()).codes).toEqual(['file-too-large']);
  });

  test('is refused if it has too many values', async () => {
    await write('kinde.yaml', '- 1\n'.repeat(700_001));
    expect((await load()).codes).toEqual(['file-too-large']);
  });

  test('is kept for the code frame of a malformed file', async () => {
    await write('kinde.yaml', 'version: [\n');
    const { codes, sources } = await load();
    expect(codes).toEqual(['malformed-yaml']);
    expect(sources.get('kinde.yaml')).toBe('version: [\n');
  });

  test('is refused if its aliases stand for millions of values, which are not expanded', async () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const entries = Array<string>(10).fill(level === 0 ? 'x' : `*a${level - 1}`);
      return `  - &a${level} [${entries.join(', ')}]\n`;
    });
    await write('kinde.yaml', `version: 1\nbomb:\n${levels.join('')}`);
    const { codes, documents } = await load();
    expect(new Set(codes)).toEqual(new Set(['too-many-aliases']));
    expect(documents).toMatchObject([{ isSound: false }]);
  });
});
