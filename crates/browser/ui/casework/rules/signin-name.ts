// The name a person signs in with. It is part of the salt of the passphrase, so
// it is brought into one form before anything else; nobody but the person sees it.

/** One form for all ways of typing a name (protocol.md 10). */
export function signInName(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

/** 2 to 64 letters, digits, dots, dashes, underscores or at signs, beginning with a letter or digit. */
export function isSignInName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{1,63}$/u.test(name);
}
