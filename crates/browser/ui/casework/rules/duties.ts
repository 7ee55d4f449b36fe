// What somebody does here, by their roles: reads cases, keeps reporters' names, or both. Says which pages are theirs; the server
// decides by itself what it hands out.

const READERS = ["handler", "fallback", "governing"];

export function dutiesOf({ roles }: { readonly roles: readonly string[] }): { readonly reads: boolean; readonly keeps: boolean } {
  return { reads: roles.some((role) => READERS.includes(role)), keeps: roles.includes("custodian") };
}
