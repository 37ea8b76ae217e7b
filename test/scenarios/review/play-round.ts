// One round of a request as CI runs it: the plan against the commit before, its comment, and the apply of what was
// saved, after the merge.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../src/model/change.js';
import type { ApplyReport } from '../../../src/model/outcome.js';
import type { Plan } from '../../../src/model/plan.js';
import type { SandboxSnapshot } from '../../../src/sandbox/index.js';
import { runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';
import type { History } from './history.js';
import type { Round } from './story.js';

export interface Reviewed {
  readonly planned: Ended;
  /** What the plan's JSON says. */
  readonly plan: Plan;
}

/** Plans what is checked out against the commit before it, for a comment, and keeps the plan. */
export async function reviewRequest({ sandbox, folder, kept }: History, round: Round): Promise<Reviewed> {
  const out = join(kept, 'plan.json');
  if (round.before !== undefined) sandbox.change(round.before);
  const planned = await runInWorld(
    ['plan', '--base', 'git:HEAD~1', '--format', 'markdown', '--out', out, ...(round.args ?? [])],
    { sandbox, cwd: folder },
  );
  return { planned, plan: JSON.parse(readFileSync(out, 'utf8')) as Plan };
}

export interface Applied {
  readonly ended: Ended;
  readonly report: ApplyReport;
  /** Operations that write, in their order. */
  readonly writes: readonly string[];
  /** Kinde before the apply, after what was done by hand. */
  readonly before: SandboxSnapshot;
}

/** Carries out what the saved plan approves. */
export async function applyRound({ sandbox, folder, kept }: History, round: Round): Promise<Applied> {
  if (round.meanwhile !== undefined) sandbox.change(round.meanwhile);
  const before = sandbox.snapshot();
  sandbox.resetLog();
  const args = ['apply', join(kept, 'plan.json'), '--yes', '--format', 'json', ...(round.args ?? [])];
  const ended = await runInWorld(args, { sandbox, cwd: folder });
  const writes = sandbox.requests().flatMap(({ isWrite, operation }) => (isWrite ? [operation] : []));
  return { ended, report: JSON.parse(ended.stdout) as ApplyReport, writes, before };
}

/** Returns the cause of a change and what it changes, in one line. */
export function tellChange(change: Change): string {
  return [`${change.cause ?? 'unmarked'}:`, change.action, change.resource, ...tellSubject(change)].join(' ');
}

function tellSubject(change: Change): readonly string[] {
  switch (change.resource) {
    case 'organization':
      return [
        change.organization.name,
        ...(change.action === 'create' ? [] : change.fields.map(({ field }) => field)),
      ];
    case 'user':
      return [change.email];
    case 'invitation':
    case 'member':
      return [
        change.email ?? ('userId' in change ? (change.userId ?? '') : ''),
        'in',
        change.organization.name,
      ];
    case 'permission':
    case 'role':
      return [change.key];
    case 'environment':
      return change.action === 'manual' ? [change.field] : change.fields.map(({ field }) => field);
    case 'organization-flag':
    case 'organization-property':
      return [change.organization.name, change.fields[0].field];
  }
}
