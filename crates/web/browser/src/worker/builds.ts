// The files of this build, and of those before it as long as a page needs them: a story that is being heard goes on in the
// build it began in, and finds every part of it.
import { BUILDS, KEPT, PAGES } from "../offline/names.ts";
import type { Question } from "../offline/names.ts";

/** Put in when the worker is built (build.mjs). */
declare const BUILD: string;
declare const FILES: string[];
declare const LANGUAGES: string[];
declare const self: ServiceWorkerGlobalScope;

const OWN = BUILDS + BUILD;
/** A page that has not said by then which build it runs may run any. */
const ANSWER_WITHIN_MS = 2_000;

/** Takes in what a page needs to stand without a line. All or nothing: without a file there is no new build. */
export async function takeIn(): Promise<void> {
  const cache = await caches.open(OWN);
  await cache.addAll(FILES);
  // Without cookies and always anew: each in its language, the same for everybody.
  const pages = LANGUAGES.flatMap((language) => [`/offline?ui=${language}`, `/downloads?ui=${language}`]);
  await cache.addAll(pages.map((page) => new Request(page, { cache: "reload", credentials: "omit" })));
}

/** A page that came with the build, in a language or the nearest there is. */
export async function ownPage(path: string, language: string | undefined): Promise<Response | undefined> {
  const cache = await caches.open(OWN);
  const known = LANGUAGES.find((one) => one === language) ?? LANGUAGES[0];
  return cache.match(`${path}?ui=${known}`, { ignoreVary: true });
}

/** Removes builds that no page needs any more: none that is open, none that was kept. */
export async function tidy(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(BUILDS) && name !== OWN);
  if (!older.length) return;
  const open = await scriptsOfWindows();
  if (!open) return;
  const needed = new Set([...open, ...(await filesOfPages())]);
  for (const name of older) {
    const files = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
    // What both builds have is in ours as well.
    if (!files.some((file) => needed.has(file) && !FILES.includes(file))) await caches.delete(name);
  }
}

/** The scripts that run in the open windows; null when one of them does not say. */
async function scriptsOfWindows(): Promise<string[] | null> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const answers = await Promise.all(
    windows.map(
      (window) =>
        new Promise<string | null>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          const done = (answer: string | null) => {
            clearTimeout(timer);
            port1.close();
            resolve(answer);
          };
          const timer = setTimeout(() => done(null), ANSWER_WITHIN_MS);
          port1.onmessage = ({ data }) => done(typeof data === "string" ? data : null);
          window.postMessage({ kind: "which-build" } satisfies Question, [port2]);
        }),
    ),
  );
  const known = answers.filter((answer) => answer !== null);
  return known.length === answers.length ? known : null;
}

/** The files that kept pages name. */
async function filesOfPages(): Promise<string[]> {
  const files: string[] = [];
  for (const name of [PAGES, KEPT]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      if (kept?.headers.get("content-type")?.startsWith("text/html")) files.push(...((await kept.text()).match(/\/assets\/[\w.-]+/g) ?? []));
    }
  }
  return files;
}
