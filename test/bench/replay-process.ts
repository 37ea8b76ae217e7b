// The bare loop: sends the requests that it is given and reads the answers, eight at a time, page after page.
// It knows nothing of what it asks, and does nothing with what it gets.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import pLimit from 'p-limit';

const [, , file = '', concurrency = '8'] = process.argv;
const { KINDE_DOMAIN = '', KINDE_CLIENT_ID = '', KINDE_CLIENT_SECRET = '' } = process.env;
const sequences = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly string[])[];
const grant = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: KINDE_CLIENT_ID,
  client_secret: KINDE_CLIENT_SECRET,
  audience: `${KINDE_DOMAIN}/api`,
});
const token = (await (
  await fetch(`${KINDE_DOMAIN}/oauth2/token`, { method: 'POST', body: grant })
).json()) as {
  readonly access_token: string;
};
const headers = { authorization: `Bearer ${token.access_token}` };
const limit = pLimit(Number(concurrency));

await Promise.all(
  sequences.map(async (paths) => {
    for (const path of paths) await limit(() => send(path));
  }),
);

async function send(path: string): Promise<void> {
  const response = await fetch(`${KINDE_DOMAIN}${path}`, { headers });
  await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
}
