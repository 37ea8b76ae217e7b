// A list that breaks off, wherever and however, is never taken for a shorter one: nothing at all is written.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBody } from '../../src/kinde/http/transport.js';
import { openTool, withPageSize, writesOf } from './run-tool.js';
import type { Fetch } from './run-tool.js';
import { drawScene } from './scenes.js';

/** Returns the damaged answer to a request, given its URL and the text of the right answer. */
type Breakage = (url: string, text: string) => Promise<Response>;

const breakages: Readonly<Record<string, Breakage>> = {
  'server error': () => Promise.resolve(new Response('{"errors":[]}', { status: 500 })),
  refusal: () => Promise.resolve(new Response('{"errors":{"code":"NO","message":"no"}}', { status: 403 })),
  'a page of HTML': () => Promise.resolve(new Response('<html>busy</html>', { status: 200 })),
  'an empty answer': () => Promise.resolve(new Response('', { status: 200 })),
  'broken JSON': (_, text) => Promise.resolve(new Response(text.slice(0, -2))),
  'a lost connection': () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })),
  'no list': (_, text) => {
    const fields = Object.entries(JSON.parse(text) as object).filter(
      ([, value]) => typeof value !== 'object',
    );
    return Promise.resolve(Response.json(Object.fromEntries(fields)));
  },
  'a token that leads back': (url, text) => {
    const token = new URL(url).searchParams.get('next_token') ?? 'nowhere';
    return Promise.resolve(Response.json({ ...(JSON.parse(text) as object), next_token: token }));
  },
};

it.each(Object.keys(breakages))('removes nobody and writes nothing after %s', async (name) => {
  const damage = breakages[name];
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration, unknowns } = drawScene(g);
      const { sandbox, run } = openTool({ seed, unknowns });
      const whole = withPageSize(sandbox, g(fc.integer, { min: 1, max: 3 }));
      const abandoned = new Map<string, string>();
      const watching: Fetch = async (url, init) => {
        const asked = new URL(url).searchParams.get('next_token');
        const answer = await whole(url, init);
        const text = await textOf(answer);
        const next = /"next_token":"([^"]+)"/.exec(text)?.[1];
        if (asked !== null) abandoned.delete(asked);
        if (asked !== null && next !== undefined) abandoned.set(next, pathOf(url));
        return new Response(text, { status: answer.status });
      };
      await run(['plan', '--allow-removals', 'all'], configuration, watching);
      // A list of too many pages is given up at its last page that was asked for, before the rows of that page are read.
      const unread = new Set(abandoned.values());
      const lists = sandbox
        .requests()
        .filter(({ method, path }) => method === 'GET' && !/\/(environment|passkey)$/.test(path));
      // A search proves no absence, so a search that Kinde refuses ends nothing: the plan says `absence-not-proven`.
      // The answer about one organization is no list: without its domains it is whole, and they are not known.
      const needed = lists.filter(
        ({ path }) =>
          (name !== 'refusal' || !path.includes('/search/')) &&
          (name !== 'no list' || !path.includes('/organization?')) &&
          !unread.has(withoutSize(path)),
      );
      const broken = g(fc.constantFrom<string[]>, ...needed.map(({ path }) => path));
      sandbox.resetLog();

      const fetch: Fetch = async (url, init) => {
        const answer = await whole(url, init);
        return damage !== undefined && pathOf(url) === withoutSize(broken)
          ? damage(url, await textOf(answer))
          : answer;
      };
      const ended = await run(['apply', '--yes', '--allow-removals', 'all'], configuration, fetch);
      // Of everyone, a look at the first page may be enough: then nothing rests on where its token leads.
      const isFollowed = sandbox.requests().some(({ path }) => path.includes('next_token=nowhere'));
      fc.pre(name !== 'a token that leads back' || isFollowed || ended.status !== 0);
      expect([ended.status, writesOf(sandbox)]).toEqual([1, []]);
      expect(ended.stdout).toBe('');
    }),
    { numRuns: 20 },
  );
});

/** The text of an answer of any size. */
async function textOf(answer: Awaited<ReturnType<Fetch>>): Promise<string> {
  return (await readBody(answer, Infinity)) ?? '';
}

function pathOf(url: string): string {
  return withoutSize(url.replace(/^https:\/\/[^/]+/, ''));
}

function withoutSize(path: string): string {
  return path.replace(/page_size=\d+/, '');
}
