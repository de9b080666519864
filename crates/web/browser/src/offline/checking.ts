// Kept stories, held against the newsroom: what was taken back goes, with a word; what was corrected is fetched anew.
import type { load, save } from "../player/store.ts";
import type { Narration } from "../player/types.ts";
import type { Kept } from "./names.ts";
import { keep, phaseOf, remove } from "./keeping.ts";
import * as shelf from "./shelf.ts";

/** Words about stories that went; the oldest is dropped first. */
const WORDS_AT_MOST = 20;
/** A page that is opened asks again after this long. */
const EVERY_MS = 15 * 60_000;
const KEY = "crier:taken-back";

export interface TakenBack {
  slug: string;
  headline: string;
  lang: string;
  at_ms: number;
}

interface Memory {
  words: TakenBack[];
  checked_at_ms: number;
}

export interface Store {
  load: typeof load;
  save: typeof save;
}

const read = (store: Store): Memory => ({ words: [], checked_at_ms: 0, ...store.load<Memory>(KEY) });

export const takenBack = (store: Store): TakenBack[] => read(store).words;

export function forgetTakenBack(store: Store): void {
  store.save(KEY, { ...read(store), words: [] });
}

let checking: Promise<void> | null = null;

/** Asks the newsroom about each kept story, unless that was done a moment ago. `now`: in any case. */
export function check(store: Store, now = false): Promise<void> {
  const due = now || Date.now() - read(store).checked_at_ms > EVERY_MS;
  if (!due || !navigator.onLine) return checking ?? Promise.resolve();
  return (checking ??= checkAll(store).finally(() => (checking = null)));
}

async function checkAll(store: Store): Promise<void> {
  for (const story of await shelf.all()) {
    const became = await askAbout(story);
    if (became === "gone") {
      await remove(story.slug);
      const word = { slug: story.slug, headline: story.headline, lang: story.lang, at_ms: Date.now() };
      store.save(KEY, { ...read(store), words: [...takenBack(store), word].slice(-WORDS_AT_MOST) });
    } else if (became === "other" && phaseOf(story.slug).state !== "asks") {
      await keep(story, story.files.find((file) => file.split("?")[0] === story.page) ?? story.page);
    } else if (became === "unknown") {
      // No line after all: the next time.
      return;
    }
  }
  store.save(KEY, { ...read(store), checked_at_ms: Date.now() });
}

async function askAbout(story: Kept): Promise<"same" | "other" | "gone" | "unknown"> {
  try {
    const answer = await fetch(story.narration, { cache: "reload", headers: { accept: "application/json" } });
    if (answer.status === 404 || answer.status === 410) return "gone";
    if (!answer.ok) return "unknown";
    const found = (await answer.json()) as Narration;
    // While its corrected sentence is being spoken the old sound is the latest there is.
    return found.state === "ready" && found.audio && found.audio !== story.audio ? "other" : "same";
  } catch {
    return "unknown";
  }
}
