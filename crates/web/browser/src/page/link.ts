// Addresses the server wrote without a language: the page's own is kept.
export function link(path: string): string {
  const ui = new URLSearchParams(location.search).get("ui");
  if (!ui) return path;
  const url = new URL(path, location.origin);
  url.searchParams.set("ui", ui);
  return url.pathname + url.search + url.hash;
}
