// Explains a failed connection in an environment that names a proxy, which this process does not use by itself.
import { NetworkError } from '../model/errors.js';
import type { KindeSyncError } from '../model/errors.js';
import type { World } from './world.js';

const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'] as const;

/**
 * Returns the advice about a proxy that the environment names and this process does not use; null for any other error. The
 * advice leaves out the proxy's address, which may hold a password.
 */
export function explainProxy(error: KindeSyncError, env: World['env'], nodeVersion: string): string | null {
  if (!(error instanceof NetworkError)) return null;
  const name = names.find((one) => (env[one] ?? '') !== '');
  if (name === undefined || (canUseProxy(nodeVersion) && env['NODE_USE_ENV_PROXY'] === '1')) return null;
  const cure = canUseProxy(nodeVersion)
    ? 'Set NODE_USE_ENV_PROXY=1 to use it.'
    : 'Run with Node 22.21, 24.5 or later and NODE_USE_ENV_PROXY=1, or from a network that reaches Kinde directly.';
  return `${name} is set, but this process does not use it (Node ${nodeVersion}). ${cure}`;
}

/** From these versions on, Node's `http` reads the proxy variables, but only with NODE_USE_ENV_PROXY=1. */
function canUseProxy(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
}
