// Asks the server for a narration and waits while it is being made.
import type { Narration, Programme } from "./types.ts";

/** First and longest pause between two questions while a voice is being made. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });

/** Nobody can hear it: the newsroom has taken the story back, or never had it. */
export class Gone extends Error {}

/** `cache: "no-cache"` asks the server every time (it answers 304 when nothing changed): an early "not yet" must never be kept. */
async function ask<T>(url: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(url, { cache: "no-cache", headers: { Accept: "application/json" }, ...(signal ? { signal } : {}) });
  if (answer.status === 404 || answer.status === 410) throw new Gone(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return (await answer.json()) as T;
}

const early = new Map<string, Promise<Narration>>();

/** Fetches ahead of a likely click, so that the click can start the sound at once. */
export function expect(url: string): void {
  if (early.has(url)) return;
  const coming = ask<Narration>(url);
  early.set(url, coming);
  const drop = () => early.delete(url);
  coming.then((narration) => setTimeout(drop, narration.state === "ready" ? 60_000 : 0), drop);
}

export function narration(url: string, signal: AbortSignal): Promise<Narration> {
  return early.get(url) ?? ask<Narration>(url, signal);
}

/** Resolves once the voice is neither waiting its turn nor being made; tells `progress` each time it asked. Network failures are asked again. */
export async function settled(url: string, signal: AbortSignal, progress: (narration: Narration) => void): Promise<Narration> {
  let wait = FIRST_PAUSE_MS;
  let failures = 0;
  for (;;) {
    try {
      const answer = failures === 0 && wait === FIRST_PAUSE_MS ? await narration(url, signal) : await ask<Narration>(url, signal);
      failures = 0;
      if (answer.state !== "queued" && answer.state !== "speaking") return answer;
      progress(answer);
    } catch (error) {
      if (signal.aborted || error instanceof Gone || ++failures > 4) throw error;
    }
    await pause(wait, signal);
    wait = Math.min(wait * 1.3, LONGEST_PAUSE_MS);
  }
}

export function programme(source: string): Promise<Programme> {
  const here = new URLSearchParams(location.search).get("ui");
  const url = new URL(source, location.origin);
  if (here) url.searchParams.set("ui", here);
  return ask<Programme>(url.pathname + url.search);
}
