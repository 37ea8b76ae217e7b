// `safety.endSessions` through the commands: who is signed out, what is said before and after, and what is never claimed.
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { ApplyReport } from '../../../src/model/outcome.js';
import type { Plan } from '../../../src/model/plan.js';
import { fingerprintPlan } from '../../../src/plan/fingerprint-plan.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions, SandboxSeed } from '../../../src/sandbox/index.js';
import { answerLate, errorCodeIn, makeFolder, planOf, reportOf, runInWorld } from '../../fake-world.js';
import type { Ended, WorldOptions } from '../../fake-world.js';

const seed: SandboxSeed = {
  users: [
    { id: 'kp_ann', emails: ['ann@acme.com'], sessions: 1 },
    { id: 'kp_bo', firstName: 'Bo', emails: ['bo@acme.com'], sessions: 1 },
    { id: 'kp:old', emails: ['old@acme.com'], sessions: 2 },
  ],
  organizations: [
    { code: 'org_acme', name: 'Acme', members: [{ user: 'kp_ann' }, { user: 'kp_bo' }, { user: 'kp:old' }] },
    { code: 'org_beta', name: 'Beta', members: [{ user: 'kp_ann' }, { user: 'kp_bo' }, { user: 'kp:old' }] },
    { code: 'org_wild', name: 'Wild' },
  ],
};

/** Bo leaves Acme, and Old leaves both. */
const files = (rule: string): string => `version: 1
safety: { endSessions: ${rule}, maxRemovals: { percent: 90 } }
organizations:
  - { code: org_acme, members: [ann@acme.com] }
  - { code: org_beta, members: [ann@acme.com, bo@acme.com] }
`;

interface Opened extends Partial<WorldOptions> {
  readonly rule?: string;
  readonly options?: SandboxOptions;
}

async function open({ rule = 'always', options = {}, ...world }: Opened = {}) {
  const cwd = await makeFolder({ 'kinde.yaml': files(rule) });
  const start = Date.parse('2026-11-29T12:00:00Z');
  const sandbox = createSandbox({ seed, now: () => start, ...options });
  const run = (...args: readonly string[]): Promise<Ended> =>
    runInWorld(args, { sandbox, cwd, start, ...world });
  const apply = async (...args: readonly string[]) => {
    const ended = await run('apply', '--yes', '--format', 'json', ...args);
    return { ...ended, report: reportOf(ended) };
  };
  const write = (text: string): Promise<void> => writeFile(join(cwd, 'kinde.yaml'), text);
  return { cwd, sandbox, run, apply, write };
}

/** The number of sessions of Ann, Bo and Old. */
const sessionsOf = (sandbox: Sandbox): readonly number[] => {
  const { users } = sandbox.snapshot();
  return ['kp_ann', 'kp_bo', 'kp:old'].map((id) => users.find((user) => user.id === id)?.sessions ?? 0);
};

/** Each removal in short, with what became of it and of the sessions. */
const endsOf = ({ changes }: ApplyReport): readonly string[] =>
  changes.flatMap((change) => {
    if (change.action !== 'remove') return [];
    const { userId, organization, result, error, sessions } = change;
    const code = sessions !== undefined && sessions.result !== 'applied' ? ` ${sessions.error.code}` : '';
    const ended = sessions === undefined ? '' : `, sessions ${sessions.result}${code}`;
    return [`${userId} ${organization.name}: ${error?.code ?? result}${ended}`];
  });

const countOf = (sandbox: Sandbox, operation: string): number =>
  sandbox.requests().filter((request) => request.operation === operation).length;

describe('sessions', () => {
  it.each([
    ['always', [1, 0, 0], 2],
    ['lastAccess', [1, 1, 0], 1],
    ['never', [1, 1, 2], 0],
  ])('end by the rule %s, once a person, and are read back', async (rule, left, people) => {
    const { sandbox, apply } = await open({ rule });
    const { status, report } = await apply();
    expect([status, report.verified, sessionsOf(sandbox)]).toEqual([0, true, left]);
    expect(countOf(sandbox, 'DeleteUserSessions')).toBe(people);
    expect(countOf(sandbox, 'GetUserSessions')).toBe(people);
    expect(report.endSessions).toBe(rule === 'never' ? undefined : rule);
  });

  it('end with both sides of what Kinde leaves open, also if there are none', async () => {
    for (const endedSessions of ['gone', 'listed'] as const)
      for (const noSessions of ['accepted', 'not-found'] as const) {
        const users = seed.users?.map((user) => ({ ...user, sessions: user.id === 'kp_bo' ? 0 : 2 })) ?? [];
        const unknowns = { endedSessions, noSessions };
        const { apply, sandbox } = await open({ options: { seed: { ...seed, users }, unknowns } });
        const { status, report } = await apply();
        expect([status, report.verified], report.changes.map((one) => JSON.stringify(one)).join()).toEqual([
          0,
          true,
        ]);
        expect(sessionsOf(sandbox)).toEqual([2, 0, 0]);
      }
  });

  it('are a step of the progress, with the number of people', async () => {
    const { run } = await open();
    const { stderr } = await run('apply', '--yes', '-v');
    expect(stderr.split('\n').filter((line) => line.startsWith('sessions'))).toEqual(['sessions (2)']);
  });

  it('are not touched and cost nothing where the files do not name them', async () => {
    const { sandbox, run, write } = await open({ rule: 'never' });
    const plan = async () => (await run('plan', '--format', 'json')).stdout;
    const stated = await plan();
    await write(files('never').replace('endSessions: never, ', ''));
    expect((await plan()).replaceAll(/kinde.yaml:\d+:\d+/g, '')).toBe(
      stated.replaceAll(/kinde.yaml:\d+:\d+/g, ''),
    );
    expect(stated).not.toContain('essions');
    expect(countOf(sandbox, 'GetUserSessions')).toBe(0);
  });

  it('do not end before the person is seen to have left: the own list decides over a look-up that lags behind', async () => {
    const stale = (id: string) => ({
      id,
      email: `${id.slice(3)}@acme.com`,
      organizations: ['org_acme', 'org_beta'],
      identities: [{ type: 'email', identity: `${id.slice(3)}@acme.com` }],
    });
    const { sandbox, apply } = await open({
      options: {
        intercept: ({ operation, path }) =>
          operation === 'getUsers' &&
          path.includes('user_id') &&
          countOf(sandbox, 'UpdateOrganizationUsers') > 0
            ? Response.json({ code: 'OK', users: ['kp_bo', 'kp:old'].map(stale) })
            : undefined,
      },
    });
    const { report } = await apply();
    expect(endsOf(report)).toEqual([
      'kp_bo Acme: applied, sessions applied',
      'kp:old Acme: applied, sessions applied',
      'kp:old Beta: applied, sessions applied',
    ]);
  });

  it('go on of a person who is back by hand, in the same organization or in another', async () => {
    const stays = async (rule: string, back: string) => {
      const { sandbox, apply } = await open({
        rule,
        options: {
          intercept: ({ operation, path }) => {
            const isLookUp = operation === 'getUsers' && path.includes('user_id');
            if (isLookUp && countOf(sandbox, 'UpdateOrganizationUsers') > 0)
              sandbox.change((tenant) => tenant.addMember(back, 'kp:old'));
            return undefined;
          },
        },
      });
      const { status, report } = await apply();
      expect([status, report.verified]).toEqual([1, false]);
      return [...endsOf(report).filter((line) => line.startsWith('kp:old')), sessionsOf(sandbox).at(-1)];
    };
    expect(await stays('lastAccess', 'org_wild')).toEqual([
      'kp:old Acme: applied, sessions skipped still-member',
      'kp:old Beta: applied, sessions skipped still-member',
      2,
    ]);
    expect(await stays('lastAccess', 'org_acme')).toEqual([
      'kp:old Acme: not-verified, sessions skipped still-member',
      'kp:old Beta: applied, sessions skipped still-member',
      2,
    ]);
  });

  it('end by `always` of a person whom only one of two removals took out', async () => {
    const { sandbox, apply } = await open({
      options: {
        intercept: ({ operation, path }) =>
          operation === 'UpdateOrganizationUsers' && path.includes('org_beta')
            ? Response.json({ errors: [{ code: 'NO', message: 'No' }] }, { status: 400 })
            : undefined,
      },
    });
    const { status, report } = await apply();
    expect(status).toBe(1);
    expect(endsOf(report)).toEqual([
      'kp_bo Acme: applied, sessions applied',
      'kp:old Acme: applied, sessions applied',
      'kp:old Beta: api-refused, sessions applied',
    ]);
    expect(sessionsOf(sandbox)).toEqual([1, 0, 0]);
  });

  it('end after a removal whose answer is lost, once a reading shows that the person has left', async () => {
    let lookUps = 0;
    const { sandbox, apply } = await open({
      rule: 'lastAccess',
      options: {
        intercept: ({ operation, path }) => {
          if (operation === 'UpdateOrganizationUsers') return 'drop-after';
          const isLookUp = operation === 'getUsers' && path.includes('user_id');
          if (!isLookUp || countOf(sandbox, 'UpdateOrganizationUsers') === 0) return undefined;
          lookUps += 1;
          // The two look-ups that were to clear up the removals fail.
          return lookUps <= 2
            ? Response.json({ errors: [{ code: 'NO', message: 'No' }] }, { status: 400 })
            : undefined;
        },
      },
    });
    const { status, report } = await apply();
    expect([status, report.verified, sessionsOf(sandbox)]).toEqual([0, true, [1, 1, 0]]);
    expect(countOf(sandbox, 'UpdateOrganizationUsers')).toBe(2);
    expect(endsOf(report)[1]).toBe('kp:old Acme: applied, sessions applied');
  });

  it('are not claimed to have ended by a success that had no effect', async () => {
    const { sandbox, apply } = await open({
      rule: 'lastAccess',
      options: {
        intercept: ({ operation }) =>
          operation === 'DeleteUserSessions' ? Response.json({ code: 'OK', message: 'Success' }) : undefined,
      },
    });
    const { status, report, stderr } = await apply();
    expect([status, report.verified, sessionsOf(sandbox).at(-1)]).toEqual([1, false, 2]);
    expect(endsOf(report)).toEqual([
      'kp_bo Acme: applied',
      'kp:old Acme: applied, sessions failed sessions-not-ended',
      'kp:old Beta: applied, sessions failed sessions-not-ended',
    ]);
    // The one line names the person, what happened, and the way to end the sessions.
    expect(errorCodeIn({ stderr })).toBe('sessions-not-ended');
    expect(stderr.split('\n').filter((line) => line !== '')).toHaveLength(1);
    expect(stderr).toContain('old@acme.com has left Acme, Beta');
    expect(stderr).toContain('DELETE /api/v1/users/kp%3Aold/sessions');
    expect(countOf(sandbox, 'DeleteUserSessions')).toBe(2);
  });

  it('that can not be read to have ended are told with every reason', async () => {
    for (const operation of ['GetUserSessions', 'getUsers'] as const) {
      const { sandbox, apply } = await open({
        rule: 'lastAccess',
        options: {
          intercept: (request) =>
            request.operation === operation && countOf(sandbox, 'UpdateOrganizationUsers') > 0
              ? Response.json({ errors: [{ code: 'NO', message: 'No' }] }, { status: 400 })
              : undefined,
        },
      });
      const { status, report } = await apply();
      expect([status, report.verified]).toEqual([1, false]);
      expect(endsOf(report).slice(1)).toEqual([
        'kp:old Acme: applied, sessions failed sessions-not-ended',
        'kp:old Beta: applied, sessions failed sessions-not-ended',
      ]);
    }
  });
});

describe('sessions of a person whom Kinde answers not to find', () => {
  const notFound = ({ operation }: { readonly operation: string }) =>
    operation === 'DeleteUserSessions' || operation === 'GetUserSessions'
      ? Response.json({ errors: [{ code: 'USER_NOT_FOUND', message: 'User not found' }] }, { status: 404 })
      : undefined;

  it.each(['always', 'lastAccess'])('are told by %s, if the look-up shows the person', async (rule) => {
    const { sandbox, apply } = await open({ rule, options: { intercept: notFound } });
    const { status, report } = await apply();
    expect([status, report.verified, sessionsOf(sandbox).at(-1)]).toEqual([1, false, 2]);
    expect(endsOf(report)).toContain('kp:old Beta: applied, sessions failed sessions-not-ended');
  });

  it.each(['always', 'lastAccess'])(
    'have ended by %s, if the person is not in Kinde any more',
    async (rule) => {
      const { sandbox, apply } = await open({
        rule,
        options: {
          intercept: ({ operation, path }) => {
            const isRemoved = countOf(sandbox, 'UpdateOrganizationUsers') === 2;
            const isThere = sandbox.snapshot().users.some(({ id }) => id === 'kp:old');
            if (operation === 'getUsers' && path.includes('user_id') && isRemoved && isThere)
              sandbox.change((tenant) => tenant.deleteUser('kp:old'));
            return undefined;
          },
        },
      });
      const { status, report } = await apply();
      expect(endsOf(report).slice(1)).toEqual([
        'kp:old Acme: applied, sessions applied',
        'kp:old Beta: applied, sessions applied',
      ]);
      expect([status, report.verified]).toEqual([0, true]);
    },
  );
});

describe('Ctrl-C before the sessions end', () => {
  it('says whose sessions may go on, and how to end them', async () => {
    const interrupt = new AbortController();
    const { sandbox, apply } = await open({
      rule: 'lastAccess',
      interrupt: interrupt.signal,
      options: {
        intercept: ({ operation, path }) => {
          if (
            operation === 'getUsers' &&
            path.includes('user_id') &&
            countOf(sandbox, 'UpdateOrganizationUsers') > 0
          )
            interrupt.abort();
          return undefined;
        },
      },
    });
    const { status, report, stderr } = await apply();
    expect([status, report.interrupted, report.verified]).toEqual([130, true, false]);
    expect(endsOf(report).slice(1)).toEqual([
      'kp:old Acme: applied, sessions skipped interrupted',
      'kp:old Beta: applied, sessions skipped interrupted',
    ]);
    expect(stderr).toContain('DELETE /api/v1/users/kp%3Aold/sessions');
  });
});

describe('the plan', () => {
  it('says whom the apply signs out, in every format', async () => {
    const { run } = await open();
    const text = (await run('plan')).stdout;
    expect(text).toContain('is removed and is signed out');
    expect(text).toContain('is removed, loses all access and is signed out');
    expect(text).toContain('2 removed people are signed out everywhere');
    const comment = (await run('plan', '--format', 'markdown')).stdout;
    expect(comment).toContain('`bo@acme.com` is removed (had no role) and is **signed out**');
    expect(comment).toContain('`old@acme.com` is **signed out** and is removed from');
    expect(comment).toContain('2 removed people are signed out everywhere');
    expect((await run('plan', '--format', 'diff')).stdout).toContain('# 2 removed people are signed out');
  });

  it('counts the people to sign out in the question', async () => {
    const asked: string[] = [];
    const ask = (question: string) => Promise.resolve(String(asked.push(question)));
    const { run } = await open({ ask });
    await run('apply');
    expect(asked.join()).toContain('3 memberships to remove, 2 people to sign out)');
  });

  it('and the report have the form of their schema', async () => {
    const schema = JSON.parse(await readFile('schemas/plan.schema.json', 'utf8')) as object;
    const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const failing = {
      intercept: ({ operation }: { operation: string }) =>
        operation === 'DeleteUserSessions' ? new Response('{}', { status: 400 }) : undefined,
    };
    for (const options of [{}, failing]) {
      const { run, apply } = await open({ options });
      for (const document of [
        JSON.parse((await run('plan', '--format', 'json')).stdout) as unknown,
        (await apply()).report,
      ])
        expect([check(document), check.errors]).toEqual([true, null]);
    }
  });

  it('of a pull request that ends fewer sessions says so first, and shows the weaker rule', async () => {
    const { cwd, run, write } = await open();
    await writeFile(join(cwd, 'base.yaml'), files('always'));
    await write(files('lastAccess'));
    const { stdout } = await run('plan', '--base', 'base.yaml', '--format', 'json');
    const { warnings, changes } = planOf({ stdout });
    expect(warnings[0]).toMatchObject({ code: 'safety-weakened' });
    expect(warnings[0]?.message).toContain('safety.endSessions changes from always to lastAccess');
    expect(changes.filter((change) => 'endsSessions' in change)).toHaveLength(2);
  });
});

describe('a saved plan', () => {
  it.each([
    ['now also', 'never', 'always'],
    ['no longer', 'always', 'never'],
  ])('is refused if the apply would %s end the sessions of a person', async (words, saved, now) => {
    const { sandbox, run, write } = await open({ rule: saved });
    await run('plan', '--out', 'plan.json');
    await write(files(now));
    const { status, stderr } = await run('apply', 'plan.json', '--yes');
    expect([status, sessionsOf(sandbox)]).toEqual([3, [1, 1, 2]]);
    expect(stderr).toContain(`${words} end the sessions of bo@acme.com`);
  });

  it('tells what became of the sessions, and the second time that none goes on', async () => {
    const { sandbox, run, apply } = await open();
    await run('plan', '--out', 'plan.json');
    const { report } = await apply('plan.json');
    expect(endsOf(report)[0]).toBe('kp_bo Acme: applied, sessions applied');
    sandbox.resetLog();
    const again = await apply('plan.json');
    expect([again.status, again.report.verified]).toEqual([0, true]);
    expect(endsOf(again.report)).toEqual(endsOf(report));
    const [notice] = again.report.warnings.filter(({ code }) => code === 'ends-sessions-late');
    expect(notice?.message).toContain('bo@acme.com, old@acme.com');
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });
});

/** An apply of a saved plan that made the removals and ended no session. */
async function openHalfDone(rule: string, { options = {}, ...world }: Opened = {}) {
  const opened = await open({ rule, options, ...world });
  await opened.run('plan', '--out', 'plan.json');
  opened.sandbox.change((tenant) => {
    tenant.removeMember('org_acme', 'kp_bo');
    tenant.removeMember('org_acme', 'kp:old');
    tenant.removeMember('org_beta', 'kp:old');
  });
  opened.sandbox.resetLog();
  return opened;
}

describe('a saved plan whose removals were made before, without ending the sessions,', () => {
  it('signs out whoever is left in no organization, once, and records it', async () => {
    const { cwd, sandbox, apply } = await openHalfDone('lastAccess');
    const { status, report } = await apply('plan.json', '--journal', 'journal.jsonl');
    expect([status, report.verified, sessionsOf(sandbox)]).toEqual([0, true, [1, 1, 0]]);
    expect(endsOf(report)).toEqual([
      'kp_bo Acme: applied',
      'kp:old Acme: applied, sessions applied',
      'kp:old Beta: applied, sessions applied',
    ]);
    expect(countOf(sandbox, 'DeleteUserSessions')).toBe(1);
    expect(readFileSync(join(cwd, 'journal.jsonl'), 'utf8')).toContain('deleteUserSessions');
    const schema = JSON.parse(await readFile('schemas/plan.schema.json', 'utf8')) as object;
    const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect([check(report), check.errors]).toEqual([true, null]);
    // Nothing goes on the next time, so nothing is written.
    sandbox.resetLog();
    expect((await apply('plan.json')).status).toBe(0);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('ends with 1 and names the way out where the person may have signed in for another organization', async () => {
    const { sandbox, apply } = await openHalfDone('always');
    const { status, report, stderr } = await apply('plan.json');
    expect([status, report.verified, sessionsOf(sandbox)]).toEqual([1, false, [1, 1, 0]]);
    expect(endsOf(report)).toEqual([
      'kp_bo Acme: applied, sessions failed sessions-not-ended',
      'kp:old Acme: applied, sessions applied',
      'kp:old Beta: applied, sessions applied',
    ]);
    expect(errorCodeIn({ stderr })).toBe('sessions-not-ended');
    expect(stderr).toContain('DELETE /api/v1/users/kp_bo/sessions');
  });

  it('does not sign out a person who has access again, whom the files list again, or by files that end none', async () => {
    const back = await openHalfDone('lastAccess');
    back.sandbox.change((tenant) => tenant.addMember('org_wild', 'kp:old'));
    const there = await back.apply('plan.json');
    expect([there.status, there.report.verified, sessionsOf(back.sandbox)]).toEqual([0, true, [1, 1, 2]]);
    for (const text of [
      files('lastAccess').replace('[ann@acme.com]', '[ann@acme.com, old@acme.com]'),
      files('never'),
    ]) {
      const { sandbox, write, apply } = await openHalfDone('lastAccess');
      await write(text);
      const { status } = await apply('plan.json');
      expect([status, sessionsOf(sandbox)]).toEqual([0, [1, 1, 2]]);
    }
  });

  it('does not sign out a person whom it was edited to name, and whom the files list', async () => {
    const { cwd, sandbox, run, apply } = await open();
    const { stdout } = await run('plan', '--format', 'json');
    const plan = planOf({ stdout });
    const changes = plan.changes.map((change) => ({ ...change, userId: 'kp_ann', email: 'ann@acme.com' }));
    sandbox.change((tenant) => {
      tenant.removeMember('org_acme', 'kp_ann');
      tenant.removeMember('org_acme', 'kp_bo');
      tenant.removeMember('org_acme', 'kp:old');
      tenant.removeMember('org_beta', 'kp:old');
    });
    const forged = { ...plan, changes: changes.slice(0, 1) as Plan['changes'] };
    await writeFile(
      join(cwd, 'plan.json'),
      JSON.stringify({ ...forged, fingerprint: fingerprintPlan(forged) }),
    );
    await apply('plan.json');
    expect(sessionsOf(sandbox)).toEqual([1, 1, 2]);
    expect(countOf(sandbox, 'DeleteUserSessions')).toBe(0);
  });

  it('asks on a terminal before it signs people out, and ends with 1 if Kinde refuses', async () => {
    const asked: string[] = [];
    const ask = (question: string) => Promise.resolve(asked.push(question) > 0 ? 'no' : '');
    const { sandbox, run } = await openHalfDone('lastAccess', { ask });
    const { status, stdout } = await run('apply', 'plan.json');
    expect(asked.join()).toContain('1 person to sign out');
    expect([status, sessionsOf(sandbox)]).toEqual([1, [1, 1, 2]]);
    expect(stdout).toContain('Cancelled. Nothing was changed.');
    const refusing = await openHalfDone('lastAccess', {
      options: {
        intercept: ({ operation }) =>
          operation === 'DeleteUserSessions' ? new Response('{}', { status: 400 }) : undefined,
      },
    });
    const ended = await refusing.apply('plan.json');
    expect([ended.status, ended.report.verified]).toEqual([1, false]);
    expect(endsOf(ended.report)[1]).toBe('kp:old Acme: applied, sessions failed sessions-not-ended');
  });

  it('signs out a person whose other removal it still makes, once', async () => {
    const { sandbox, run, apply } = await open({ rule: 'lastAccess' });
    await run('plan', '--out', 'plan.json');
    sandbox.change((tenant) => tenant.removeMember('org_acme', 'kp:old'));
    const { status, report } = await apply('plan.json');
    expect([status, sessionsOf(sandbox), countOf(sandbox, 'DeleteUserSessions')]).toEqual([0, [1, 1, 0], 1]);
    expect(endsOf(report)).toEqual([
      'kp_bo Acme: applied',
      'kp:old Acme: applied, sessions applied',
      'kp:old Beta: applied, sessions applied',
    ]);
  });

  it('is carried out as confirmed, if somebody else removes the person while the question is open', async () => {
    const { cwd, sandbox } = await open({ rule: 'lastAccess' });
    const late = answerLate(
      sandbox,
      (tenant) => {
        tenant.removeMember('org_acme', 'kp:old');
        tenant.removeMember('org_beta', 'kp:old');
      },
      90,
    );
    await runInWorld(['plan', '--out', 'plan.json'], { sandbox, cwd });
    const { status, stdout } = await runInWorld(['apply', 'plan.json', '--format', 'json'], {
      sandbox,
      cwd,
      ...late,
    });
    expect([status, sessionsOf(sandbox)]).toEqual([0, [1, 1, 0]]);
    expect(endsOf(reportOf({ stdout })).slice(1)).toEqual([
      'kp:old Acme: applied, sessions applied',
      'kp:old Beta: applied, sessions applied',
    ]);
  });
});

describe('the journal', () => {
  it('has each ending before it is sent, and undo brings people back without a word about sessions', async () => {
    const recorded: boolean[] = [];
    const { cwd, sandbox, run } = await open({
      options: {
        intercept: ({ operation }) => {
          if (operation === 'DeleteUserSessions')
            recorded.push(readFileSync(join(cwd, 'journal.jsonl'), 'utf8').includes('deleteUserSessions'));
          return undefined;
        },
      },
    });
    await run('apply', '--yes', '--journal', 'journal.jsonl');
    const written = (await readFile(join(cwd, 'journal.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; operation: string; changes?: readonly object[] })
      .filter(({ operation }) => operation === 'deleteUserSessions');
    expect(written.map(({ event, changes = [] }) => `${event} ${changes.length}`).toSorted()).toEqual([
      'ended 0',
      'ended 0',
      'sent 1',
      'sent 2',
    ]);
    const { status, stdout } = await run('undo', 'journal.jsonl', '--yes', '--format', 'json');
    const { changes, warnings, verified } = reportOf({ stdout });
    expect([status, verified, warnings]).toEqual([0, true, []]);
    expect(changes.map(({ action }) => action)).toEqual(['add', 'add', 'add']);
    expect(sandbox.snapshot().organizations.map(({ members }) => members.length)).toEqual([3, 3, 0]);
    expect(sessionsOf(sandbox)).toEqual([1, 0, 0]);
    expect(recorded).toEqual([true, true]);
  });

  it('does not let undo take ended sessions for a removal that somebody else made', async () => {
    const { sandbox, run } = await open({
      rule: 'lastAccess',
      options: {
        intercept: ({ operation, path }) => {
          if (operation !== 'UpdateOrganizationUsers') return undefined;
          const code = path.includes('org_acme') ? 'org_acme' : 'org_beta';
          sandbox.change((tenant) => tenant.removeMember(code, 'kp:old'));
          return { leaveOut: ['kp:old'] };
        },
      },
    });
    expect((await run('apply', '--yes', '--journal', 'journal.jsonl')).status).toBe(0);
    expect(sessionsOf(sandbox)).toEqual([1, 1, 0]);
    const { status, stdout } = await run('undo', 'journal.jsonl', '--yes', '--format', 'json');
    const { changes, warnings } = reportOf({ stdout });
    expect(status).toBe(1);
    expect(changes.map((change) => 'userId' in change && change.userId)).toEqual(['kp_bo']);
    expect(warnings.map(({ code }) => code)).toEqual(['not-reversible', 'not-reversible']);
  });

  it('of additions lets undo sign out the people whom it takes out, as the files say', async () => {
    const { sandbox, run, write } = await open();
    const adding = files('always').replace(
      'organizations:',
      '$&\n  - { code: org_wild, members: [bo@acme.com, ann@acme.com] }',
    );
    await write(
      adding
        .replaceAll('[ann@acme.com', '[ann@acme.com, bo@acme.com, old@acme.com')
        .replace('bo@acme.com, old@acme.com, bo@acme.com', 'bo@acme.com, old@acme.com'),
    );
    expect((await run('apply', '--yes', '--journal', 'journal.jsonl')).status).toBe(0);
    const { status, stdout } = await run(
      'undo',
      'journal.jsonl',
      '--yes',
      '--format',
      'json',
      '--allow-removals',
      'all',
    );
    const report = reportOf({ stdout });
    expect([status, report.verified]).toEqual([0, true]);
    expect(endsOf(report)).toEqual([
      'kp_ann Wild: applied, sessions applied',
      'kp_bo Wild: applied, sessions applied',
    ]);
    expect(sessionsOf(sandbox)).toEqual([0, 0, 2]);
  });
});

it.each<[string, (row: object) => readonly object[]]>([
  ['null', (row) => [{ ...row, organizations: null }]],
  ['left out', (row) => [row]],
  ['not there, since the person is missing', () => []],
])('does not end the last access where the other organizations are %s', async (_, answer) => {
  const row = {
    id: 'kp:old',
    email: 'old@acme.com',
    identities: [{ type: 'email', identity: 'old@acme.com' }],
  };
  const { apply, sandbox } = await open({
    rule: 'lastAccess',
    options: {
      intercept: ({ operation, path }) => {
        const isRemoved = sandbox.requests().some(({ operation: one }) => one === 'UpdateOrganizationUsers');
        if (operation !== 'getUsers' || !path.includes('user_id') || !isRemoved) return undefined;
        sandbox.change((tenant) => tenant.addMember('org_wild', 'kp:old'));
        return Response.json({ code: 'OK', users: answer(row) });
      },
    },
  });
  const { status, report } = await apply();
  expect([status, report.verified, sessionsOf(sandbox)]).toEqual([1, false, [1, 1, 2]]);
  expect(endsOf(report)).toContain('kp:old Beta: applied, sessions failed sessions-not-ended');
});
