// Takes secrets out of texts that come from outside: an answer, or a gateway's error page, may repeat what was
// sent to it.

export interface SecretKeeper {
  /** Remembers a secret. */
  keep(secret: string): void;
  /** Returns the text with every kept secret replaced, plain or percent-encoded. */
  hide(text: string): string;
}

/** Returns a keeper that knows no secret yet. */
export function createSecretKeeper(): SecretKeeper {
  const secrets = new Set<string>();
  return {
    keep(secret) {
      if (secret !== '') secrets.add(secret).add(encodeURIComponent(secret));
    },
    hide: (text) => [...secrets].reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text),
  };
}
