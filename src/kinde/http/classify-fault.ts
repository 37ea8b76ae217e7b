// A thrown error of `fetch` becomes a fault: its reason, and whether the request may have reached Kinde. The fault never
// keeps the error, which holds the request with its token.

/** The reason why no whole answer arrived, and whether Kinde may have received the request. */
export interface Fault {
  readonly reason: 'unreachable' | 'tls-failed' | 'timeout' | 'connection-lost' | 'answer-too-large';
  /** False only if the request certainly never left. */
  readonly mayBeSent: boolean;
  /** The system's code where there is one, for example `ENOTFOUND`; never free text. */
  readonly detail: string;
}

const neverSent = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']);
const certificate = /^(CERT_|ERR_TLS_CERT|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Returns the fault that an error of `fetch` and its chain of causes describe. */
export function classifyFault(thrown: unknown): Fault {
  const links = collectLinks(thrown);
  const codes = links.map((link) => readText(link, 'code')).filter((code) => code !== '');
  const detail = codes.find((code) => /^\w+$/.test(code)) ?? '';
  if (links.some((link) => readText(link, 'name') === 'TimeoutError')) {
    return { reason: 'timeout', mayBeSent: true, detail };
  }
  const isUnsent = links.some(isNeverSent);
  if (codes.some((code) => certificate.test(code) || (isUnsent && code === 'EPROTO'))) {
    return { reason: 'tls-failed', mayBeSent: false, detail };
  }
  if (isUnsent) return { reason: 'unreachable', mayBeSent: false, detail };
  return { reason: 'connection-lost', mayBeSent: true, detail };
}

// EHOSTUNREACH and the like may also break a connection that has carried the request already. They prove that nothing
// was sent only while connecting.
function isNeverSent(link: object): boolean {
  return neverSent.has(readText(link, 'code')) || readText(link, 'syscall') === 'connect';
}

function collectLinks(thrown: unknown): readonly object[] {
  const links: object[] = [];
  let link: unknown = thrown;
  while (typeof link === 'object' && link !== null && links.length < 8) {
    links.push(link);
    link = 'cause' in link ? link.cause : undefined;
  }
  return links;
}

function readText(link: object, key: string): string {
  const value: unknown = Reflect.get(link, key);
  return typeof value === 'string' ? value : '';
}
