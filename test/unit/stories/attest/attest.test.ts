// Tests that an attestation is recorded beside the configuration, expires, and is never assumed.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createSandbox } from '../../../../src/sandbox/index.js';
import type { Plan } from '../../../../src/model/plan.js';
import { diagnosticCodesIn, errorCodeIn, makeFolder, planOf, runInWorld } from '../../../fake-world.js';
import type { Ended, WorldOptions } from '../../../fake-world.js';
import { seed } from '../../cli/tenant.js';

const day = 86_400_000;
const start = Date.parse('2026-11-22T16:05:09.876Z');

const signUp = `version: 1
environment:
  code: production
  signUp: { allowSelfSignUp: false, allowOrganizationCreation: true }
`;
const attested = 'kinde.attested.yaml';
const both = ['--setting', 'allowSelfSignUp=false', '--setting', 'allowOrganizationCreation=true'];

type Options = Partial<WorldOptions>;

async function run(cwd: string, args: readonly string[], options: Options = {}): Promise<Ended> {
  return runInWorld(args, { sandbox: createSandbox({ seed }), cwd, start, ...options });
}

async function readAttested(cwd: string, file = attested): Promise<string> {
  return readFile(join(cwd, file), 'utf8');
}

async function planManual(cwd: string, options: Options = {}, args: readonly string[] = []): Promise<Plan> {
  return planOf(await run(cwd, ['plan', '--format', 'json', ...args], options));
}

function settingsOf({ changes }: Plan): readonly string[] {
  return changes.flatMap((change) => (change.action === 'manual' ? [change.field] : []));
}

describe('attest with --setting and --by', () => {
  it('writes one block a setting, sorted, and the plan no longer shows them', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    const ended = await run(cwd, ['attest', ...both, '--by', ' Ann Lee ']);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toMatch(/allowSelfSignUp is off, attested by Ann Lee, valid until 2027-02-20/);
    expect(await readAttested(cwd))
      .toBe(`# A record of who saw, and when, that the switches in Kinde's dashboard match the configuration.
# Written by kinde-sync attest; keep it in git beside the configuration.
version: 1
attestations:
  - setting: allowOrganizationCreation
    environment: "production"
    value: true
    by: "Ann Lee"
    at: "2026-11-22T16:05:09Z"

  - setting: allowSelfSignUp
    environment: "production"
    value: false
    by: "Ann Lee"
    at: "2026-11-22T16:05:09Z"
`);
    const plan = await planManual(cwd);
    expect(plan).toMatchObject({ changes: [], summary: { manual: 0, unchanged: 2 } });
  });

  it('sends no request', async () => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    await run(cwd, ['attest', ...both, '--by', 'Ann'], { sandbox, env: { KINDE_DOMAIN: '' } });
    expect(sandbox.requests()).toEqual([]);
  });

  it('gives the same bytes whatever the order, and changes only the block that is attested again', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    await run(cwd, ['attest', ...both, '--by', 'Ann']);
    const before = await readAttested(cwd);
    const other = await makeFolder({ 'kinde.yaml': signUp });
    await run(other, ['attest', '--setting', 'allowOrganizationCreation=true', '--by', 'Ann']);
    await run(other, ['attest', '--setting', 'allowSelfSignUp=false', '--by', 'Ann']);
    expect(await readAttested(other)).toBe(before);
    await run(cwd, ['attest', '--setting', 'allowSelfSignUp=false', '--by', 'Bo'], { start: start + day });
    const lines = (await readAttested(cwd)).split('\n').filter((line) => !before.split('\n').includes(line));
    expect(lines).toEqual(['    by: "Bo"', '    at: "2026-11-23T16:05:09Z"']);
  });

  it('merges cleanly where two people attest different settings', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    await run(cwd, ['attest', ...both, '--by', 'Ann']);
    for (const name of ['base', 'ours', 'theirs']) await writeFile(join(cwd, name), await readAttested(cwd));
    await run(cwd, ['attest', '--setting', 'allowSelfSignUp=false', '--by', 'Bo'], { start: start + day });
    await writeFile(join(cwd, 'ours'), await readAttested(cwd));
    await writeFile(join(cwd, attested), await readFile(join(cwd, 'base'), 'utf8'));
    await run(cwd, ['attest', '--setting', 'allowOrganizationCreation=true', '--by', 'Cy'], {
      start: start + day,
    });
    await writeFile(join(cwd, 'theirs'), await readAttested(cwd));
    const merged = execFileSync('git', ['merge-file', '-p', 'ours', 'base', 'theirs'], {
      cwd,
      encoding: 'utf8',
    });
    await writeFile(join(cwd, attested), merged);
    expect(merged).toMatch(/"Cy"[\s\S]*"Bo"/);
    expect(settingsOf(await planManual(cwd, { start: start + 2 * day }))).toEqual([]);
  });

  it.each([
    [
      'another value than the configuration',
      ['--setting', 'allowSelfSignUp=true', '--by', 'Ann'],
      'not-declared-so',
    ],
    [
      'a setting that is not declared',
      ['--setting', 'signUpToDefaultOrganization=true', '--by', 'Ann'],
      'invalid-option',
    ],
    ['a name that every object has', ['--setting', 'valueOf=true', '--by', 'Ann'], 'invalid-option'],
    ['no value', ['--setting', 'allowSelfSignUp', '--by', 'Ann'], 'invalid-option'],
    ['a setting twice', [...both, '--setting', 'allowSelfSignUp=false', '--by', 'Ann'], 'invalid-option'],
    ['nobody', [...both, '--by', ' '], 'invalid-option'],
    ['a name that moves the cursor', [...both, '--by', 'Ann\u001b[2J'], 'invalid-option'],
    ['a name that turns the writing direction', [...both, '--by', 'Ann\u202e'], 'invalid-option'],
    ['no --by, where nobody is to ask', both, 'attestation-needed'],
    ['no --setting, where nobody is to ask', ['--by', 'Ann'], 'attestation-needed'],
  ])('refuses %s, and writes nothing', async (_, args, code) => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    const ended = await run(cwd, ['attest', ...args]);
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code });
    await expect(readAttested(cwd)).rejects.toThrow('ENOENT');
  });

  it('says exactly what to type, and that works', async () => {
    const cwd = await makeFolder({ 'my kinde.yaml': signUp });
    const { stderr } = await run(cwd, ['attest', '-c', 'my kinde.yaml']);
    expect(stderr).toContain(
      `kinde-sync attest -c 'my kinde.yaml' --setting allowOrganizationCreation=true --setting allowSelfSignUp=false --by "YOUR NAME"`,
    );
  });

  it('says it with every option that decides what is read, and with the name that was given', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp, 'prod.env': 'KINDE_SYNC_CONFIG=kinde.yaml\n' });
    const { stderr } = await run(cwd, ['attest', '--env-file', 'prod.env', '--by', 'Ann Lee']);
    expect(stderr).toContain(
      "kinde-sync attest --env-file prod.env --setting allowOrganizationCreation=true --setting allowSelfSignUp=false --by 'Ann Lee'",
    );
    const strict = await run(cwd, ['plan', '--strict', '--env-file', 'prod.env', '-c', 'kinde.yaml']);
    expect(strict.stderr).toContain('`kinde-sync attest -c kinde.yaml --env-file prod.env`');
  });

  it('keeps any name as text', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    const name = 'Ann "\\ ${HOME} # : - <ann@acme.example> [x](y) =SUM(1)';
    expect((await run(cwd, ['attest', ...both, '--by', name])).status).toBe(0);
    const { attestations } = parse(await readAttested(cwd)) as { attestations: readonly { by: string }[] };
    expect(attestations.map(({ by }) => by)).toEqual([name, name]);
    expect(settingsOf(await planManual(cwd))).toEqual([]);
  });

  it('says so where there is nothing to attest', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': 'version: 1\n' });
    expect(await run(cwd, ['attest'])).toMatchObject({ status: 0, stderr: '' });
    const other = await makeFolder({ 'kinde.yaml': signUp });
    await run(other, ['attest', ...both, '--by', 'Ann']);
    const again = await run(other, ['attest']);
    expect(again.status).toBe(0);
    expect(again.stdout).toContain('until 2027-02-20');
  });
});

describe('attest on a terminal', () => {
  function answering(answers: readonly string[]): {
    readonly ask: (question: string) => Promise<string>;
    readonly asked: string[];
  } {
    const asked: string[] = [];
    return {
      asked,
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(answers[asked.length - 1] ?? '');
      },
    };
  }

  it('asks for each open switch with its place, and takes only yes for yes', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    const { ask, asked } = answering(['yes', '', 'Ann']);
    const ended = await run(cwd, ['attest'], { ask });
    expect(ended.status).toBe(0);
    expect(asked[0]).toMatch(
      /Settings > Environment > Policies > Allow organization creation[\s\S]*Is it on\?/,
    );
    expect(asked[1]).toMatch(/Allow self-sign up[\s\S]*Is it off\?/);
    expect(settingsOf(await planManual(cwd))).toEqual(['signUp.allowSelfSignUp']);
  });

  it('asks only for what is open', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    await run(cwd, ['attest', '--setting', 'allowSelfSignUp=false', '--by', 'Ann']);
    const { ask, asked } = answering(['y', 'Bo']);
    await run(cwd, ['attest'], { ask });
    expect(asked).toHaveLength(2);
    expect(await readAttested(cwd)).toMatch(/"Bo"[\s\S]*"Ann"/);
  });

  it('suggests who git says one is', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd });
    git('init', '-q');
    git('config', 'user.name', 'Ann Lee');
    git('config', 'user.email', 'ann@acme.example');
    const { ask, asked } = answering(['y', 'y', '']);
    await run(cwd, ['attest'], { ask, env: { PATH: process.env['PATH'] } });
    expect(asked[2]).toContain('Ann Lee <ann@acme.example>');
    expect(await readAttested(cwd)).toContain('by: "Ann Lee <ann@acme.example>"');
  });

  it('writes nothing where nothing was seen, or after Ctrl-C', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    expect((await run(cwd, ['attest'], answering(['n', 'no']))).status).toBe(1);
    const controller = new AbortController();
    const ask = () => {
      controller.abort();
      return Promise.resolve('yes');
    };
    expect((await run(cwd, ['attest'], { ask, interrupt: controller.signal })).status).toBe(130);
    await expect(readAttested(cwd)).rejects.toThrow('ENOENT');
  });
});

describe('a switch is shown', () => {
  async function attestedFolder(configuration = signUp): Promise<string> {
    const cwd = await makeFolder({ 'kinde.yaml': configuration });
    await run(cwd, ['attest', ...both, '--by', 'Ann <ann@acme.example>']);
    return cwd;
  }

  it('again when the file says otherwise, with who had seen what', async () => {
    const cwd = await attestedFolder();
    await writeFile(join(cwd, 'kinde.yaml'), signUp.replace('false', 'true'));
    const plan = await planManual(cwd);
    expect(plan.changes).toMatchObject([
      { field: 'signUp.allowSelfSignUp', attestation: { is: 'otherwise', by: 'Ann <ann@acme.example>' } },
    ]);
    const { stdout } = await run(cwd, ['plan']);
    expect(stdout).toContain('attested as off by Ann <ann@acme.example> on 2026-11-22');
    const markdown = (await run(cwd, ['plan', '--format', 'markdown'])).stdout;
    expect(markdown).toMatch(/- \[ \] Turn \*\*on\*\*: Allow self.sign up.*attested as off/);
    expect(markdown).toContain('`<ann@acme.example>`');
  });

  it('again after attestedFor days, to the second, and the plan says since when', async () => {
    const cwd = await attestedFolder(signUp.replace('signUp:', 'attestedFor: 30\n  signUp:'));
    const end = Math.floor(start / 1000) * 1000 + 30 * day;
    expect(settingsOf(await planManual(cwd, { start: end - 1 }))).toEqual([]);
    const plan = await planManual(cwd, { start: end });
    expect(settingsOf(plan)).toHaveLength(2);
    expect(plan.changes[0]).toMatchObject({ attestation: { is: 'expired', until: '2026-12-22' } });
    expect((await run(cwd, ['plan'], { start: end })).stdout).toContain('expired on 2026-12-22');
  });

  it('as never attested where the attestation is of another environment', async () => {
    const cwd = await attestedFolder();
    await writeFile(join(cwd, 'kinde.yaml'), signUp.replace('code: production', 'code: staging'));
    const sandbox = createSandbox({ seed: { ...seed, environment: { code: 'staging', name: 'Staging' } } });
    expect(settingsOf(await planManual(cwd, { sandbox }))).toHaveLength(2);
    await run(cwd, ['attest', ...both, '--by', 'Bo'], { sandbox });
    expect(settingsOf(await planManual(cwd, { sandbox }))).toEqual([]);
    await writeFile(join(cwd, 'kinde.yaml'), signUp);
    expect(settingsOf(await planManual(cwd))).toEqual([]);
    await writeFile(join(cwd, 'kinde.yaml'), signUp.replace('  code: production\n', ''));
    expect(settingsOf(await planManual(cwd))).toHaveLength(2);
  });

  it('by the attestations in its own folder only', async () => {
    const cwd = await makeFolder({
      'kinde/environment/sign-up.yaml': signUp,
      'kinde/acme.yaml': 'version: 1\norganizations: [{ code: org_acme, allowRegistrations: true }]\n',
    });
    await run(cwd, ['attest', ...both, '--by', 'Ann']);
    const file = `kinde/environment/${attested}`;
    expect(settingsOf(await planManual(cwd))).toEqual([]);
    await writeFile(join(cwd, 'kinde', attested), await readAttested(cwd, file));
    await writeFile(join(cwd, file), 'version: 1\nattestations: []\n');
    expect(settingsOf(await planManual(cwd))).toHaveLength(2);
  });

  it('without changing the fingerprint, which knows no time', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp });
    const open = await planManual(cwd);
    await run(cwd, ['attest', ...both, '--by', 'Ann']);
    const prints = [open, await planManual(cwd), await planManual(cwd, { start: start + 91 * day })];
    expect(new Set(prints.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  it('with who attested it masked', async () => {
    const cwd = await attestedFolder();
    await writeFile(join(cwd, 'kinde.yaml'), signUp.replace('false', 'true'));
    const { stdout } = await run(cwd, ['plan', '--mask-emails']);
    expect(stdout).toMatch(/attested as off by person-[0-9a-f]{10} on/);
  });
});

describe('a file of attestations that is not as it should be', () => {
  const block = (lines: string): string => `version: 1\nattestations:\n${lines}`;
  const right = '  - { setting: allowSelfSignUp, value: false, by: Ann, at: 2026-11-22T16:05:00Z }\n';

  it.each([
    [
      'a merge conflict',
      block(`<<<<<<< HEAD\n${right}=======\n${right}>>>>>>> theirs\n`),
      'merge-conflict',
      '3:1',
    ],
    ['no YAML', 'version: [', 'malformed-yaml', null],
    ['nothing', '', 'empty-file', null],
    ['another version', 'version: 2\nattestations: []\n', 'unsupported-version', '1:10'],
    ['an unknown setting', block(right.replace('allowSelfSignUp', 'allowSelfSignup')), 'wrong-value', '3:16'],
    ['an unknown key', block(right.replace('by:', 'from:')), 'unknown-key', '3:47'],
    ['no name', block(right.replace('by: Ann, ', '')), 'missing-key', '3:5'],
    ['a value that is text', block(right.replace('false', '"off"')), 'wrong-type', '3:40'],
    ['a day without a time', block(right.replace('T16:05:00Z', '')), 'invalid-time', null],
    ['a day that is none', block(right.replace('11-22', '02-31')), 'invalid-time', null],
    ['a local time', block(right.replace('00Z', '00+01:00')), 'invalid-time', null],
    ['the future', block(right.replace('2026', '2036')), 'future-time', null],
    ['a setting twice', block(right + right), 'duplicate-attestation', '4:16'],
    ['a name that hides something', block(right.replace('Ann', '"A\\u202enn"')), 'invisible-character', null],
    [
      'a setting that every object has',
      block(right.replace('allowSelfSignUp', 'valueOf')),
      'wrong-value',
      '3:16',
    ],
  ])('is a mistake with its place: %s', async (_, text, code, place) => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp, [attested]: text });
    for (const command of ['validate', 'plan', 'attest']) {
      const ended = await run(cwd, [command]);
      expect({ command, status: ended.status }).toEqual({ command, status: 1 });
      expect(diagnosticCodesIn(ended)).toContain(code);
      if (place !== null) expect(ended.stderr).toContain(`${attested}:${place} `);
    }
    expect(await readAttested(cwd)).toBe(text);
  });

  it('may be an hour ahead, as clocks are', async () => {
    const text = block(right.replace('16:05', '17:04').replace('value', 'environment: production, value'));
    const cwd = await makeFolder({ 'kinde.yaml': signUp, [attested]: text });
    expect(settingsOf(await planManual(cwd))).toEqual(['signUp.allowOrganizationCreation']);
  });

  it('holds no variables', async () => {
    const text = block(right.replace('Ann', '"${NOWHERE}"'));
    const cwd = await makeFolder({ 'kinde.yaml': signUp, [attested]: text });
    expect((await run(cwd, ['validate'])).status).toBe(0);
  });

  it.each(['attestedFor: 0', 'attestedFor: 3651', 'attestedFor: 1.5', 'attestedFor: "90"'])(
    'as is a span that is none: %s',
    async (line) => {
      const cwd = await makeFolder({ 'kinde.yaml': `version: 1\nenvironment: { ${line} }\n` });
      expect((await run(cwd, ['validate'])).status).toBe(1);
    },
  );

  it('and a span in two files is a mistake', async () => {
    const text = 'version: 1\nenvironment: { attestedFor: 30 }\n';
    const cwd = await makeFolder({ 'kinde/a.yaml': text, 'kinde/b.yaml': text });
    expect(diagnosticCodesIn(await run(cwd, ['validate']))).toEqual(['duplicate-setting']);
  });
});

describe('--strict', () => {
  const changing = `${signUp}  passkeys: optional\n`;

  it.each([
    ['plan --strict', 1],
    ['plan --strict --detailed-exitcode', 1],
    ['plan --detailed-exitcode', 2],
    ['plan', 0],
    ['apply --yes --strict', 1],
    ['apply --yes', 0],
  ])('%s ends with %i where a switch is open', async (line, status) => {
    const cwd = await makeFolder({ 'kinde.yaml': changing });
    const ended = await run(cwd, line.split(' '));
    expect(ended.status).toBe(status);
    expect(ended.stdout).toContain('Allow self-sign up');
    expect(errorCodeIn(ended)).toBe(status === 1 ? 'open-manual-settings' : null);
  });

  it('lets apply do what it can before it ends with 1', async () => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': changing });
    const ended = await run(cwd, ['apply', '--yes', '--strict'], { sandbox });
    expect(ended.stdout).toContain('1 of 1 change applied and verified');
    expect(sandbox.snapshot().passkeys).toBe('optional');
  });

  it('changes nothing where all are attested', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': changing });
    await run(cwd, ['attest', ...both, '--by', 'Ann']);
    expect((await run(cwd, ['plan', '--strict'])).status).toBe(0);
    expect((await run(cwd, ['plan', '--strict', '--detailed-exitcode'])).status).toBe(2);
    expect((await run(cwd, ['apply', '--yes', '--strict'])).status).toBe(0);
  });

  it('counts what was attested since a saved plan was made', async () => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': changing });
    await run(cwd, ['plan', '--out', 'plan.json'], { sandbox });
    await run(cwd, ['attest', ...both, '--by', 'Ann'], { sandbox });
    const ended = await run(cwd, ['apply', 'plan.json', '--yes', '--strict'], { sandbox });
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 0, code: null });
    expect(sandbox.snapshot().passkeys).toBe('optional');
  });

  it('never hides that a plan is refused', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': signUp.replace('production', 'staging') });
    expect((await run(cwd, ['plan', '--strict'])).status).toBe(3);
    expect((await run(cwd, ['apply', '--yes', '--strict'])).status).toBe(3);
  });
});
