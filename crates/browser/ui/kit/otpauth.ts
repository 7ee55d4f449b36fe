// What an authenticator app is told: the address behind the square, and the letters to type where it cannot be scanned.

/** The address that authenticator apps read (the "Key URI Format"). Codes of six digits every thirty seconds are what they assume. */
export function otpauth(organisation: string, account: string, seed: string): string {
  const [issuer, name] = [organisation, account].map((text) => encodeURIComponent(text.replaceAll(":", " ")));
  return `otpauth://totp/${issuer}:${name}?secret=${seed}&issuer=${issuer}`;
}

/** Letters in groups of four, which are easier to copy. */
export function inFours(letters: string): string {
  return letters.match(/.{1,4}/g)?.join(" ") ?? "";
}

/** What was typed as a code: six digits, whatever stands between; or nothing. */
export function codeOf(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}

/** What was typed as a recovery code: sixteen letters and digits; or nothing. The server reads look-alikes. */
export function recoveryCodeOf(typed: string): string | null {
  const letters = typed.normalize("NFKC").replace(/[\s‐–-]/g, "").toUpperCase();
  return /^[A-Z0-9]{16}$/.test(letters) ? letters : null;
}
