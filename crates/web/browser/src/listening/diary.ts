// Watches the voice, and says what was heard of which story and where its listener went. It asks nobody anything.
import type { Segment } from "../player/types.ts";
import type { Voice } from "../player/voice.ts";
import type { Did } from "./entries.ts";
import { given } from "./given.ts";
import { partsOf, placeOf } from "./parts.ts";

/** What was heard is written down this often while the voice goes on: a browser that is killed has lost no more. */
const WRITE_EVERY_MS = 5_000;
/** A smaller difference is no move: players round. */
const MOVED_MS = 1_500;
/** Whoever slides or presses an arrow key again and again has moved once. */
const SETTLED_MS = 700;

const TABLES_AT_MOST = 20;

export interface Hands {
  /** Heard from one ms of a story's sound to another; it is `of` ms long (0: not known yet). */
  heard(did: Did, slug: string, fromMs: number, toMs: number, of: number): void;
  moved(did: Did, slug: string, ms: number, of: number): void;
  /** A pause, another story, a page that goes: a good moment to tell. */
  paused(): void;
}

interface Table {
  segments: readonly Segment[];
  of: number;
}

export class Diary {
  readonly #voice: Voice;
  readonly #hands: Hands;
  readonly #hearing = given.hearing;
  readonly #tables = new Map<string, Table>();
  /** Where the voice was seen last. */
  #at: { slug: string; ms: number } | null = null;
  #writtenMs = 0;
  #settling = 0;
  /** The story in which somebody has gone elsewhere, until that is written down. */
  #wayIn: string | null = null;

  constructor(voice: Voice, hands: Hands) {
    this.#voice = voice;
    this.#hands = hands;
    let wanted = false;
    voice.on("story", () => {
      this.#rest();
      this.#see();
      hands.paused();
    });
    voice.on("narration", () => this.#learn());
    voice.on("time", () => this.#look());
    voice.on("state", () => {
      if (wanted && !voice.wants) {
        this.#rest();
        hands.paused();
      }
      wanted = voice.wants;
    });
    window.addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.#leave());
    this.#learn();
    this.#see();
  }

  /** The voice is put somewhere by what another device told: nobody here asked for it. */
  placed(slug: string, ms: number): void {
    if (this.#at?.slug === slug) this.#at.ms = ms;
  }

  /** Whether somebody here is just going elsewhere in a story, of which nothing stands in the log yet. */
  isOnTheWay(slug: string): boolean {
    return this.#wayIn === slug;
  }

  #see(): void {
    const item = this.#voice.item;
    this.#at = item ? { slug: item.slug, ms: this.#voice.ms } : null;
  }

  /** The times of the sentences have come; what was heard until now was by those before. */
  #learn(): void {
    const { narration, item } = this.#voice;
    if (!narration || !item || narration.slug !== item.slug || !narration.segments.length) return;
    this.#write();
    // Only the last stories' can still be needed.
    if (this.#tables.size >= TABLES_AT_MOST) this.#tables.delete(this.#tables.keys().next().value!);
    this.#tables.set(item.slug, { segments: narration.segments, of: narration.segments.at(-1)!.end_ms });
  }

  #look(): void {
    const { item, ms, state, sound } = this.#voice;
    if (!item) return this.#hearing.rest();
    if (state === "playing") {
      this.#hearing.at(item.slug, ms, sound.rate, performance.now());
      this.#at = { slug: item.slug, ms };
      this.#stay();
      if (performance.now() - this.#writtenMs > WRITE_EVERY_MS) this.#write();
      return;
    }
    this.#hearing.rest();
    if (!this.#voice.wants && this.#at?.slug === item.slug && Math.abs(ms - this.#at.ms) > MOVED_MS) this.#settle(item.slug);
  }

  #stay(): void {
    clearTimeout(this.#settling);
    this.#wayIn = null;
  }

  #settle(slug: string): void {
    this.#stay();
    this.#wayIn = slug;
    this.#settling = window.setTimeout(() => {
      this.#wayIn = null;
      const table = this.#tables.get(slug);
      const ms = this.#voice.ms;
      if (!table || this.#at?.slug !== slug || this.#voice.item?.slug !== slug) return;
      // At the end of a story the player goes to its beginning by itself.
      const ended = ms === 0 && this.#at.ms > table.of - MOVED_MS;
      this.#at.ms = ms;
      const place = placeOf(table.segments, ms);
      if (!ended && place) this.#hands.moved({ did: "moved", story: slug, place }, slug, ms, table.of);
    }, SETTLED_MS);
  }

  #rest(): void {
    this.#hearing.rest();
    this.#write();
  }

  #write(): void {
    this.#writtenMs = performance.now();
    for (const { narration: slug, from_ms, to_ms } of this.#hearing.take((slug) => this.#tables.get(slug)?.of)) {
      const { segments, of } = this.#tables.get(slug)!;
      const [parts, place] = [partsOf(segments, from_ms, to_ms), placeOf(segments, to_ms)];
      if (place) this.#hands.heard({ did: "heard", story: slug, parts, place }, slug, from_ms, to_ms, of);
    }
  }

  /** The page goes: what has no times yet is written down as it was played. */
  #leave(): void {
    this.#rest();
    for (const { narration: slug, from_ms, to_ms } of this.#hearing.take(() => Infinity)) {
      this.#hands.heard({ did: "played", story: slug, from_ms, to_ms }, slug, from_ms, to_ms, 0);
    }
    this.#hands.paused();
  }
}
