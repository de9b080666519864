// What the worker does about a request. Pure.

export interface Asked {
  method: string;
  /** The address, of this site or of another. */
  url: URL;
  mode: string;
  accept: string;
  cache: string;
}

/**
 * page: a page the browser goes to. visit: the same, fetched by the script that changes pages. narration: times, words.
 * sound, picture, asset: files. kept: what only this browser has. other: nobody's business but the newsroom's.
 */
export type Way = "page" | "visit" | "narration" | "sound" | "picture" | "asset" | "kept" | "other";

/** Pages that are the same for everybody. Whatever is not named here is never kept: the desk, an account, a wallet, an order. */
const PUBLIC = [/^\/$/, /^\/(sections|publications|tags|topics|articles|about)\/[^/]+$/, /^\/products(\/[^/]+)?$/, /^\/coins\/rules$/, /^\/downloads$/];

export function wayOf({ method, url, mode, accept, cache }: Asked, origin: string): Way {
  // Who asks for the newsroom's own answer gets no other: stories are kept and checked so.
  if (method !== "GET" || url.origin !== origin || cache === "reload") return "other";
  const path = url.pathname;
  if (path.startsWith("/downloads/")) return "kept";
  if (path.startsWith("/assets/")) return "asset";
  if (path.startsWith("/audio/")) return "sound";
  if (path.startsWith("/pictures/")) return "picture";
  if (/^\/articles\/[^/]+\/(narration\.json|transcript\.(json|vtt))$/.test(path)) return "narration";
  if (mode === "navigate") return "page";
  return accept.startsWith("text/html") ? "visit" : "other";
}

/** Whether a page may be kept: by its address, and by what the newsroom says of its answer. */
export function mayBeKept(url: URL, cacheControl: string): boolean {
  return PUBLIC.some((path) => path.test(url.pathname)) && !/\b(no-store|private)\b/.test(cacheControl);
}

/** A picture is the same in all its sizes: `/pictures/DIGEST-480.webp` → its digest. */
export function pictureIn(path: string): string | undefined {
  return path.match(/^\/pictures\/([0-9a-f]{64})-/)?.[1];
}
