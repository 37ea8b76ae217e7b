// Takes secrets out of texts that come from outside: an answer, or a gateway's error page, may repeat what was
// sent to it.

export interface SecretKeeper {
  /** Remembers a secret. */
  keep(secret: string): void;
  /** Returns the text with every kept secret replaced, however it is written. */
  hide(text: string): string;
}

/** Returns a keeper that knows no secret yet. */
export function createSecretKeeper(): SecretKeeper {
  const secrets = new Set<string>();
  return {
    keep(secret) {
      for (const form of writeForms(secret)) secrets.add(form);
    },
    hide: (text) => [...secrets].reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text),
  };
}

// As it is, in an address, in a form and in JSON.
function writeForms(secret: string): readonly string[] {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, encodeURIComponent(secret), inForm, JSON.stringify(secret).slice(1, -1)];
}
