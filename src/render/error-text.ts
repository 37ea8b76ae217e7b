// Renders an error as text: message, place and hint, without unsafe characters. Only bugs show a stack.
import { ApiError, InternalError, NetworkError, UnclearError } from '../model/errors.js';
import type { KindeSyncError } from '../model/errors.js';
import { createPaint } from './paint.js';
import { toSafeText } from './safe-text.js';
import { wrapPainted, wrapText } from './wrap-text.js';

export interface ErrorTextOptions {
  readonly color: boolean;
  /** The note on a proxy that is set but not used; null or absent if there is none. */
  readonly proxy?: string | null;
  /** The columns of the terminal; absent for text that goes elsewhere. */
  readonly width?: number;
}

/** Returns the error as text, lines ended by `\n`. */
export function renderError(error: KindeSyncError, options: ErrorTextOptions): string {
  const { color, proxy = null, width = Infinity } = options;
  const paint = createPaint(color);
  const layout = { width, indent: '  ', tint: paint.lose };
  const lines = [...wrapPainted([`error ${error.code}`, `: ${toSafeText(error.message)}`], layout)];
  const facts = describeFacts(error);
  if (facts !== null) lines.push(`  ${paint.faint(toSafeText(facts))}`);
  const helps = [error.hint, proxy ?? undefined].filter((help) => help !== undefined);
  lines.push(...helps.flatMap((help) => wrapText(`  ${toSafeText(help)}`, width, '  ')));
  if (error instanceof InternalError) lines.push(...(error.stack ?? '').split('\n').slice(1).map(toSafeText));
  return `${lines.join('\n')}\n`;
}

function describeFacts(error: KindeSyncError): string | null {
  if (!(error instanceof ApiError || error instanceof NetworkError || error instanceof UnclearError))
    return null;
  const { operation, status, kindeCode } = error.facts;
  return [
    `operation ${operation}`,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(kindeCode === undefined ? [] : [`Kinde's code ${kindeCode}`]),
  ].join(', ');
}
