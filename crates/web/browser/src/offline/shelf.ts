// Stories on this device: what is kept, put there and taken away. A story is there when its record is; the record comes last
// and goes first, so that whatever is interrupted leaves files that nobody misses, and no story that is not whole.
import { KEPT, PROGRAMME, RECORDS, itemOf } from "./names.ts";
import type { Kept, Told } from "./names.ts";
import { onlyOf } from "./plan.ts";

const recordOf = (slug: string) => RECORDS + encodeURIComponent(slug);
const json = (value: unknown) => new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
const pathOf = (request: Request) => new URL(request.url).pathname;

/** Whether this browser can keep anything: only on a safe connection. */
export const canKeep = (): boolean => "serviceWorker" in navigator && "caches" in globalThis && !!navigator.locks;

/** All kept stories, the latest first. */
export async function all(): Promise<Kept[]> {
  const cache = await caches.open(KEPT);
  const found: Kept[] = [];
  for (const request of await cache.keys()) {
    if (!pathOf(request).startsWith(RECORDS)) continue;
    const record = await cache.match(request);
    if (record) found.push((await record.json()) as Kept);
  }
  return found.sort((a, b) => b.kept_at_ms - a.kept_at_ms);
}

export async function isKept(slug: string): Promise<boolean> {
  return !!(await (await caches.open(KEPT)).match(recordOf(slug)));
}

export async function put(address: string, answer: Response): Promise<void> {
  await (await caches.open(KEPT)).put(address, answer);
}

/** The story is whole: from now on it is kept. */
export async function finish(story: Kept): Promise<void> {
  await put(recordOf(story.slug), json(story));
  await tellWorker();
}

export async function take(slug: string): Promise<void> {
  const kept = await all();
  const story = kept.find((one) => one.slug === slug);
  if (!story) return;
  const cache = await caches.open(KEPT);
  await cache.delete(recordOf(slug));
  for (const file of onlyOf(story, kept)) await cache.delete(file, { ignoreVary: true });
  await tellWorker();
}

/** Clears away what an interrupted download left. Nobody may be keeping a story meanwhile. */
export async function tidy(): Promise<void> {
  const cache = await caches.open(KEPT);
  const files = new Set((await all()).flatMap((story) => story.files));
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    const isOurs = pathname.startsWith(RECORDS) || pathname === PROGRAMME || files.has(pathname + search);
    if (!isOurs) await cache.delete(request, { ignoreVary: true });
  }
}

/** The order in which they are heard, for the player; the worker hands it out. */
export async function writeProgramme(title: string): Promise<void> {
  const items = (await all()).map(itemOf);
  await put(PROGRAMME, json({ title, items }));
}

async function tellWorker(): Promise<void> {
  navigator.serviceWorker.controller?.postMessage({ kind: "kept" } satisfies Told);
}
