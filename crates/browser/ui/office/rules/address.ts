// Which page an address asks for.

export type Page =
  | { readonly at: "people" }
  | { readonly at: "invite" }
  | { readonly at: "sign" }
  | { readonly at: "log" }
  | { readonly at: "own" }
  | { readonly at: "poster" }
  | { readonly at: "out"; readonly person: string }
  | { readonly at: "renew"; readonly person: string }
  | { readonly at: "nowhere" };

export function pageOf(hash: string): Page {
  switch (hash.replace(/^#/, "")) {
    case "":
    case "/":
      return { at: "people" };
    case "/invite":
      return { at: "invite" };
    case "/poster":
      return { at: "poster" };
    case "/sign":
      return { at: "sign" };
    case "/log":
      return { at: "log" };
    case "/own":
      return { at: "own" };
  }
  const [, at, person] = /^#?\/(out|renew)\/([0-9a-f]{32})$/.exec(hash) ?? [];
  if (at === undefined || person === undefined) return { at: "nowhere" };
  return at === "out" ? { at: "out", person } : { at: "renew", person };
}
