// Calls to the GitHub API: paging and waiting when it throttles. A token goes nowhere but to GITHUB_API_URL, and into
// no message.
import { setTimeout as wait } from 'node:timers/promises';

const tries = 4;
const longestWait = 60_000;

/**
 * Returns `call(method, path, body)`, `find(path)` and `list(path)` for the repository of the run; paths begin after its name.
 * `find` returns null for what does not exist.
 */
export function openRepository({ env }) {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  if (!token) throw new Error('There is no GitHub token. Give one as github-token.');
  const root = `${api}/repos/${repository}`;
  const send = (method, url, body, mayLack = false) => request({ method, url, body, token, mayLack });
  return {
    call: async (method, path, body) => (await send(method, `${root}${path}`, body)).answer,
    find: async (path) => (await send('GET', `${root}${path}`, undefined, true)).answer,
    list: (path, key) => listAll((url) => send('GET', url), { url: `${root}${path}`, api, key }),
  };
}

async function listAll(get, { url, api, key }) {
  const all = [];
  let next = url;
  for (let page = 0; next !== null; page += 1) {
    if (page === 1000) throw new Error('A list of GitHub does not come to an end.');
    const { answer, link } = await get(next);
    all.push(...(key === undefined ? answer : answer[key]));
    next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1] ?? null;
    if (next !== null && new URL(next).origin !== new URL(api).origin)
      throw new Error('GitHub names a next page on another host, which gets no token.');
  }
  return all;
}

async function request({ method, url, body, token, mayLack }) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send({ method, url, body, token });
    if (response?.ok) {
      const text = await response.text();
      return { answer: text === '' ? null : JSON.parse(text), link: response.headers.get('link') };
    }
    if (mayLack && response?.status === 404) return { answer: null, link: null };
    if (attempt === tries || !mayRepeat(method, response)) throw failedCall(method, url, response?.status);
    await wait(readWait(response, attempt));
  }
}

/** Returns the response, or null if none came. */
async function send({ method, url, body, token }) {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'kinde-sync-action',
    'x-github-api-version': '2022-11-28',
  };
  const signal = AbortSignal.timeout(30_000);
  const init = { method, headers, signal, redirect: 'error' };
  return fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) }).catch(() => null);
}

// A POST whose answer is lost may have worked; repeating it could make a second comment.
function mayRepeat(method, response) {
  if (response === null || response.status >= 500) return method !== 'POST';
  return response.status === 429 || (response.status === 403 && isThrottled(response));
}

function isThrottled({ headers }) {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
}

/** Returns milliseconds. */
function readWait(response, attempt) {
  const after = Number(response?.headers.get('retry-after') ?? Number.NaN);
  const reset = Number(response?.headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000 - Date.now();
  const told = [after * 1000, reset].find((ms) => Number.isFinite(ms) && ms >= 0);
  return Math.min(told ?? 500 * 2 ** attempt, longestWait);
}

function failedCall(method, url, status) {
  const way =
    status === 403 || status === 404
      ? ' Check the permissions of the job: pull-requests (comment), issues (drift), actions (saved plan); for pull also contents, and the setting that lets Actions create pull requests.'
      : ' Run the job again.';
  const { pathname } = new URL(url);
  return new Error(
    `GitHub ${status === undefined ? 'gave no answer' : `answered ${status}`} to ${method} ${pathname}.${way}`,
  );
}
