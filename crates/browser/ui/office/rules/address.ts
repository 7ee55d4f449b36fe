// Which page an address asks for.

export type Page = { readonly at: "people" } | { readonly at: "invite" } | { readonly at: "sign" } | { readonly at: "log" } | { readonly at: "own" } | { readonly at: "nowhere" };

export function pageOf(hash: string): Page {
  switch (hash.replace(/^#/, "")) {
    case "":
    case "/":
      return { at: "people" };
    case "/invite":
      return { at: "invite" };
    case "/sign":
      return { at: "sign" };
    case "/log":
      return { at: "log" };
    case "/own":
      return { at: "own" };
    default:
      return { at: "nowhere" };
  }
}
