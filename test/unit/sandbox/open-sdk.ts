// Kinde's own SDK against a sandbox that listens on a port.
import { afterAll } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/index.js';

export type Answer = Readonly<Record<string, unknown>>;
type Calls = Readonly<Record<string, (data: object) => Promise<Answer>>>;
// The package's types describe its data only (tsconfig); these are its classes.
type Sdk = Readonly<Record<string, Calls | undefined>> & {
  readonly init: (config: Readonly<Record<string, string>>) => void;
};

/** Calls the method of a class of the SDK, both by name; rejects as the SDK does. */
export type CallSdk = (group: string, name: string, data?: object) => Promise<Answer>;

/** Points the SDK at the sandbox. Its configuration is global: one sandbox has it at a time. */
export async function openSdk(sandbox: Sandbox): Promise<CallSdk> {
  const listening = await sandbox.listen();
  afterAll(() => listening.close());
  const sdk = (await import('@kinde/management-api-js')) as unknown as Sdk;
  const variables = sandbox.environmentVariables(listening.url);
  sdk.init({
    kindeDomain: listening.url,
    clientId: variables.KINDE_CLIENT_ID,
    clientSecret: variables.KINDE_CLIENT_SECRET,
    audience: `${listening.url}/api`,
  });
  return async (group, name, data = {}) => {
    const method = sdk[group]?.[name];
    if (!method) throw new Error(`The SDK has no ${group}.${name}.`);
    return method(data);
  };
}

/** Returns the id or code in an answer, or in the part of it that is named. */
export function idOf(answer: Answer, part?: string): string {
  const row = part === undefined ? answer : answer[part];
  return String((row as Answer)['id'] ?? (row as Answer)['code']);
}

/** Returns the id of the row of a list that has this key. */
export function findId(answer: Answer, list: string, key: string): string {
  return String((answer[list] as readonly Answer[]).find((row) => row['key'] === key)?.['id']);
}
