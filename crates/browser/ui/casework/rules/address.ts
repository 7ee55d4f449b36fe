// From an address to a page. What follows the # stays in the browser: neither
// a case nor an invitation is named in any request line because of it.

export type Page =
  | { readonly at: "enrol"; readonly token: string | null }
  | { readonly at: "cases" }
  | { readonly at: "case"; readonly id: string }
  | { readonly at: "requests" }
  | { readonly at: "own" }
  | { readonly at: "nowhere" };

export function pageOf(path: string, hash: string): Page {
  if (path === "/enrol") return { at: "enrol", token: /^#token=([0-9a-f]{32,128})$/.exec(hash.trim())?.[1] ?? null };
  if (hash === "" || hash === "#" || hash === "#/") return { at: "cases" };
  if (hash === "#/requests") return { at: "requests" };
  if (hash === "#/own") return { at: "own" };
  const id = /^#\/case\/([0-9a-f]{32})$/.exec(hash)?.[1];
  return id === undefined ? { at: "nowhere" } : { at: "case", id };
}
