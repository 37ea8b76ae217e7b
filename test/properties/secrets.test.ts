// No secret reaches an output, however talkative the run and however rudely an answer repeats what was sent.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTool } from './run-tool.js';
import type { Fetch, Run } from './run-tool.js';
import { drawScene } from './scenes.js';

type Repeat = 'nothing' | 'message' | 'html' | 'drop';
const repeats = fc.constantFrom<Repeat[]>('nothing', 'nothing', 'nothing', 'message', 'html', 'drop');
// With characters that are written differently in a form, in JSON and in HTML.
const clientSecret = 's3cret/"with"+odd&<signs>';

it('never prints the client secret or a token, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration } = drawScene(g);
      const { sandbox, run } = openTool({ seed, clientSecret });
      const plan = g(fc.array<Repeat>, repeats, { maxLength: 12 });
      const tokens: string[] = [];
      const fetch: Fetch = async (input, init) => {
        const request = new Request(input, init);
        const sent = `${request.headers.get('authorization') ?? ''} ${await request.clone().text()}`;
        const answer = repeat(plan.shift() ?? 'nothing', sent);
        if (answer !== null) return answer;
        const response = await sandbox.fetch(request);
        if (request.url.endsWith('/oauth2/token')) tokens.push(await readToken(response.clone()));
        return response;
      };
      const args = g(
        fc.constantFrom<string[][]>,
        ['plan', '-v'],
        ['apply', '--yes', '-v', '--allow-removals', 'all'],
      );
      const format = g(fc.constantFrom<string[]>, 'text', 'json');
      const ended = await run([...args, '--format', format], configuration, fetch);
      for (const form of tokens.flatMap(formsOf).concat(formsOf(clientSecret))) {
        expect(everything(ended)).not.toContain(form);
      }
    }),
    { numRuns: 120 },
  );
});

function everything({ stdout, stderr }: Run): string {
  return `${stdout}\n${stderr}`;
}

function formsOf(secret: string): readonly string[] {
  const form = new URLSearchParams({ secret }).toString().slice('secret='.length);
  return [secret, encodeURIComponent(secret), form, JSON.stringify(secret).slice(1, -1)];
}

async function readToken(response: Response): Promise<string> {
  return ((await response.json()) as { access_token: string }).access_token;
}

function repeat(how: Repeat, sent: string): Response | null {
  if (how === 'nothing') return null;
  if (how === 'drop') throw new TypeError(`fetch failed: ${sent}`, { cause: { code: 'ECONNRESET', sent } });
  if (how === 'html') return new Response(`<html>You sent ${sent}</html>`, { status: 400 });
  return Response.json(
    { errors: [{ code: 'BAD', message: `You sent ${sent}` }], error_description: sent },
    { status: 400 },
  );
}
