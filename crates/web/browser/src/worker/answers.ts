// How each kind of request is answered: by the newsroom where it can be reached, else by what is kept here.
import { ABOUT, KEPT, LANGUAGE, PAGES, PROGRAMME } from "../offline/names.ts";
import { ownPage } from "./builds.ts";
import { answerWith } from "./range.ts";
import { mayBeKept, pictureIn } from "./way.ts";

/** A line that has brought nothing by then is as good as none, if there is a copy … */
const COPY_AFTER_MS = 4_000;
/** … and if there is none. */
const GIVE_UP_AFTER_MS = 20_000;
/** Pages that were looked at; the oldest goes first. Some 15 KB each. */
const PAGES_AT_MOST = 40;
/** What a web server says while the newsroom behind it is away. */
const AWAY = [502, 503, 504];

const late = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));
const LAX = { ignoreVary: true };

/** What is kept of stories, by path; null while it is being looked up. */
let kept: Set<string> | null = null;
let looking: Promise<Set<string>> | null = null;

/** Looks up anew what is kept. */
export function lookAgain(): Promise<Set<string>> {
  kept = null;
  const now: Promise<Set<string>> = (looking = caches
    .open(KEPT)
    .then((cache) => cache.keys())
    .then((requests) => new Set(requests.map(({ url }) => new URL(url).pathname)))
    .then((paths) => (looking === now ? (kept = paths) : paths)));
  return now;
}

/** Whether a file is surely not here, and the browser can fetch it without us. */
export function isNotKept(path: string): boolean {
  if (!kept) return false;
  const picture = pictureIn(path);
  return !kept.has(path) && !(picture && [...kept].some((other) => pictureIn(other) === picture));
}

/** A page: as it is now, else as it was. `stays`: the page that asks can say itself that there is no connection. */
export async function page(request: Request, stays: boolean, until: (work: Promise<unknown>) => void): Promise<Response> {
  const url = new URL(request.url);
  const network = fetch(request).then((answer) => {
    until(keep(url, answer));
    return answer;
  });
  until(network.catch(() => {}));
  try {
    const first = await Promise.race([network, late(COPY_AFTER_MS)]);
    if (first && !AWAY.includes(first.status)) return first;
    const copy = await copyOf(url);
    if (copy) return copy;
    const answer = first ?? (await Promise.race([network, late(GIVE_UP_AFTER_MS - COPY_AFTER_MS)]));
    if (answer) return answer;
  } catch {
    const copy = await copyOf(url);
    if (copy) return copy;
  }
  if (stays) return Response.error();
  return (await ownPage("/offline", await language(url))) ?? Response.error();
}

async function keep(url: URL, answer: Response): Promise<void> {
  const isPage = answer.ok && answer.type === "basic" && !answer.redirected && (answer.headers.get("content-type") ?? "").startsWith("text/html");
  if (!isPage || !mayBeKept(url, answer.headers.get("cache-control") ?? "")) return;
  const copy = answer.clone();
  const cache = await caches.open(PAGES);
  const address = url.pathname + url.search;
  // Taken out first: what was put in last is the last in the list.
  await cache.delete(address, LAX);
  await cache.put(address, copy);
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - PAGES_AT_MOST))) await cache.delete(old, LAX);
}

async function copyOf(url: URL): Promise<Response | undefined> {
  const address = url.pathname + url.search;
  for (const name of [PAGES, KEPT]) {
    const found = await (await caches.open(name)).match(address, LAX);
    if (found) return found;
  }
  if (url.pathname === "/downloads") return ownPage("/downloads", await language(url));
  // A story is the same story whatever stands behind its address.
  if (!url.pathname.startsWith("/articles/")) return undefined;
  for (const name of [KEPT, PAGES]) {
    const found = await (await caches.open(name)).match(url.pathname, { ...LAX, ignoreSearch: true });
    if (found) return found;
  }
  return undefined;
}

async function language(url: URL): Promise<string | undefined> {
  const asked = url.searchParams.get("ui");
  if (asked) return asked;
  return (await (await caches.open(ABOUT)).match(LANGUAGE))?.text();
}

/** Times and words: as they are now, else as they were kept. */
export async function narration(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const copy = async () => (await caches.open(KEPT)).match(pathname, LAX);
  const network = fetch(request);
  try {
    const first = await Promise.race([network, late(COPY_AFTER_MS)]);
    if (first && !AWAY.includes(first.status)) return first;
    return (await copy()) ?? (await network);
  } catch {
    return (await copy()) ?? Response.error();
  } finally {
    network.catch(() => {});
  }
}

/** A sound that is here in one piece, in the part that is asked for. */
export async function sound(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const here = await (await caches.open(KEPT)).match(pathname, LAX);
  if (!here) return fetch(request);
  return answerWith(await here.blob(), here.headers.get("content-type") ?? "audio/mpeg", request.headers.get("range"));
}

/** A picture as it is here; without a line in any size that is. */
export async function picture(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const cache = await caches.open(KEPT);
  const here = await cache.match(pathname, LAX);
  if (here) return here;
  try {
    return await fetch(request);
  } catch {
    const wanted = pictureIn(pathname);
    const other = [...(kept ?? (await lookAgain()))].find((path) => wanted && pictureIn(path) === wanted);
    return (other && (await cache.match(other, LAX))) || Response.error();
  }
}

/** A file of some build: it never changes under its name. */
export async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, LAX)) ?? fetch(request);
}

/** What only this browser has. */
export async function own(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const found = pathname === PROGRAMME && (await (await caches.open(KEPT)).match(PROGRAMME, LAX));
  return found || new Response("there is nothing here\n", { status: 404, headers: { "content-type": "text/plain" } });
}
