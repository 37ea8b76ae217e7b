// The bare loop: sends the requests that it is given and reads the answers, eight at a time, page after page.
// It knows nothing of what it asks, and does nothing with what it gets. It uses `fetch`, or Node's own `http`.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import pLimit from 'p-limit';

interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Returns the text of the answer. Throws if it is no success. */
type Send = (path: string, asked: Asked) => Promise<string>;

const [, , file = '', client = 'fetch'] = process.argv;
const { KINDE_DOMAIN = '', KINDE_CLIENT_ID = '', KINDE_CLIENT_SECRET = '' } = process.env;
const sequences = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly string[])[];
const send = client === 'http' ? await overHttp() : overFetch;
const grant = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: KINDE_CLIENT_ID,
  client_secret: KINDE_CLIENT_SECRET,
  audience: `${KINDE_DOMAIN}/api`,
});
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const token = JSON.parse(
  await send('/oauth2/token', { method: 'POST', headers: form, body: grant.toString() }),
) as {
  readonly access_token: string;
};
const headers = { authorization: `Bearer ${token.access_token}` };
const limit = pLimit(8);

await Promise.all(
  sequences.map(async (paths) => {
    for (const path of paths) await limit(() => send(path, { method: 'GET', headers }));
  }),
);

async function overFetch(path: string, asked: Asked): Promise<string> {
  const response = await fetch(`${KINDE_DOMAIN}${path}`, asked);
  return readSuccess(path, response.status, await response.text());
}

async function overHttp(): Promise<Send> {
  const { request } = await import('node:http');
  return (path, { method, headers: fields, body }) =>
    new Promise((resolve, reject) => {
      const sent = request(`${KINDE_DOMAIN}${path}`, { method, headers: fields }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve(readSuccess(path, response.statusCode ?? 0, Buffer.concat(chunks).toString()));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

function readSuccess(path: string, status: number, text: string): string {
  if (status !== 200) throw new Error(`${path}: ${status}`);
  return text;
}
