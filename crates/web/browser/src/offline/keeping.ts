// Keeps stories for the road, one after the other: sound, pictures, page, times, words. Goes on while pages change; ends when
// the window does, and leaves nothing half kept.
import type { Item, Narration } from "../player/types.ts";
import type { Kept } from "./names.ts";
import { against, fits, oldest, sizeFor } from "./plan.ts";
import * as shelf from "./shelf.ts";

/** full: the device; gone: the newsroom has taken it back; silent: it has no sound; failed: anything else. */
export type Why = "offline" | "full" | "gone" | "silent" | "failed";

export type Phase =
  | { state: "none" }
  | { state: "waiting" }
  | { state: "keeping"; share: number }
  | { state: "kept" }
  | { state: "failed"; why: Why }
  | { state: "asks"; because: "count" | "bytes"; oldest: Kept };

/** One at a time, in all windows together: the line is not wider than that, and the limits are of all. */
const LOCK = "crier-keep";
const NONE: Phase = { state: "none" };

class Stopped extends Error {
  constructor(readonly why: Why) {
    super(why);
  }
}

const phases = new Map<string, Phase>();
const works = new Map<string, AbortController>();
const watchers = new Set<(phase: Phase) => void>();

export const onChange = (then: (phase: Phase) => void): void => void watchers.add(then);

export function phaseOf(slug: string): Phase {
  return phases.get(slug) ?? NONE;
}

function tell(slug: string, phase: Phase): void {
  phases.set(slug, phase);
  for (const then of watchers) then(phase);
}

/** Looks up what a page should show of a story. */
export async function lookUp(slug: string): Promise<void> {
  const { state } = phaseOf(slug);
  if (state === "waiting" || state === "keeping" || state === "asks") return;
  const isKept = await shelf.isKept(slug);
  if (isKept !== (state === "kept")) tell(slug, isKept ? { state: "kept" } : NONE);
}

export function cancel(slug: string): void {
  works.get(slug)?.abort();
  tell(slug, NONE);
}

export async function remove(slug: string): Promise<void> {
  await shelf.take(slug);
  tell(slug, NONE);
}

/** Keeps a story. `page` is its address as this listener reads it; `instead`: one that makes room for it. */
export async function keep(item: Item, page: string, instead?: string): Promise<void> {
  if (works.has(item.slug)) return;
  const work = new AbortController();
  works.set(item.slug, work);
  tell(item.slug, { state: "waiting" });
  try {
    // Asked inside the listener's own press: some browsers answer only then.
    void navigator.storage?.persist?.().catch(() => false);
    await navigator.locks.request(LOCK, { signal: work.signal }, async () => {
      await shelf.tidy();
      if (instead) await remove(instead);
      const found = await narrationOf(item, work.signal);
      const kept = (await shelf.all()).filter(({ slug }) => slug !== item.slug);
      const because = against(kept, found.bytes);
      const first = oldest(kept);
      if (because && first) return tell(item.slug, { state: "asks", because, oldest: first });
      if (!fits(found.bytes, (await navigator.storage?.estimate?.()) ?? {})) throw new Stopped("full");
      await shelf.finish(await fetchAll(item, found, page, work.signal));
      tell(item.slug, { state: "kept" });
    });
  } catch (error) {
    if (!work.signal.aborted) tell(item.slug, { state: "failed", why: whyOf(error) });
  } finally {
    works.delete(item.slug);
  }
}

function whyOf(error: unknown): Why {
  if (error instanceof Stopped) return error.why;
  if (error instanceof DOMException && error.name === "QuotaExceededError") return "full";
  return navigator.onLine ? "failed" : "offline";
}

/** Always the newsroom's own answer: the worker gives no copy for it. */
async function ask(address: string, accept: string, signal: AbortSignal): Promise<Response> {
  const answer = await fetch(address, { cache: "reload", headers: { accept }, signal });
  if (answer.status === 404 || answer.status === 410) throw new Stopped("gone");
  if (!answer.ok) throw new Stopped("failed");
  return answer;
}

interface Found extends Narration {
  audio: string;
  bytes: number;
}

async function narrationOf(item: Item, signal: AbortSignal): Promise<Found> {
  const found = (await (await ask(item.narration, "application/json", signal)).json()) as Partial<Found> & Narration;
  if (found.state !== "ready" || !found.audio) throw new Stopped("silent");
  return { ...found, audio: found.audio, bytes: found.bytes ?? 0 };
}

/**
 * The sound first, which is the most of it, the page and the times last: a story that is fetched anew and broken off is still
 * the one it was.
 */
async function fetchAll(item: Item, found: Found, page: string, signal: AbortSignal): Promise<Kept> {
  const files = new Map<string, number>();
  const total = found.bytes || 1;
  const take = async (address: string, accept: string) => {
    const answer = await ask(address, accept, signal);
    const body = await answer.blob();
    files.set(address, body.size);
    return () => shelf.put(address, new Response(body, { headers: answer.headers }));
  };
  tell(item.slug, { state: "keeping", share: 0 });
  const heard = await takeSound(found.audio, signal, (bytes) => tell(item.slug, { state: "keeping", share: Math.min(1, bytes / total) }));
  const text = await (await ask(page, "text/html", signal)).text();
  for (const picture of picturesIn(text, item, window.innerWidth * window.devicePixelRatio)) await (await take(picture, "image/*"))();
  const words = item.narration.replace(/narration\.json$/, "transcript.json");
  const last = [await take(page, "text/html"), await take(item.narration, "application/json"), await take(words, "application/json")];
  for (const put of last) await put();
  files.set(found.audio, heard);
  const { audio, duration_ms = null, narration_id = null } = found;
  const bytes = [...files.values()].reduce((all, size) => all + size, 0);
  return { ...item, audio, duration_ms, narration_id, live: null, bytes, kept_at_ms: Date.now(), files: [...files.keys()] };
}

/** The pictures of the story's own text, each in one size, and the one that the player shows. */
function picturesIn(text: string, item: Item, windowPx: number): Set<string> {
  const story = new DOMParser().parseFromString(text, "text/html").querySelector("article.story");
  const images = [...(story?.querySelectorAll("img") ?? [])];
  const sizes = images.map((image) => sizeFor(image.getAttribute("srcset") ?? "", image.getAttribute("src") ?? "", windowPx));
  return new Set([...sizes, item.picture ?? ""].filter((address) => address.startsWith("/pictures/")));
}

/** Fetches a sound, counting; one that broke off is not kept. */
async function takeSound(address: string, signal: AbortSignal, come: (bytes: number) => void): Promise<number> {
  const answer = await ask(address, "audio/*", signal);
  const promised = Number(answer.headers.get("content-length"));
  let bytes = 0;
  const counted = answer.body?.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        bytes += piece.byteLength;
        come(bytes);
        controller.enqueue(piece);
      },
    }),
  );
  await shelf.put(address, new Response(counted ?? null, { headers: answer.headers }));
  if (promised && bytes !== promised) throw new Stopped("failed");
  return bytes;
}
