// The voice of the page: a programme, the story in it, and what the listener wants of them. It knows nothing of buttons.
import { clock } from "./clock.ts";
import { sentenceAfter, sentenceBefore, startOf } from "./cues.ts";
import { Gone, narration as fetchNarration, programme as fetchProgramme, settled } from "./narration.ts";
import { forget, recall, remember } from "./position.ts";
import * as queues from "./queue.ts";
import type { Queue } from "./queue.ts";
import { Sound, clamp } from "./sound.ts";
import { load, save, store } from "./store.ts";
import type { Item, Narration, Spot, Spots } from "./types.ts";

export type State = "idle" | "loading" | "waiting" | "playing" | "paused" | "failed";
export type Change = "state" | "story" | "queue" | "narration" | "time" | "said";
/** Why there is no sound, by the key of its words. */
export type Trouble = "failed" | "offline" | "noVoice";

const REMEMBER_EVERY_MS = 4_000;
/** The next story's sound is fetched this long before the end. */
const AHEAD_MS = 15_000;
/** What "previous" and "next sentence" move while the sentence times are not known. */
const BLIND_STEP_MS = 5_000;
const KEPT = "crier:programme";

export class Voice {
  queue: Queue | null = null;
  narration: Narration | null = null;
  trouble: Trouble | null = null;
  /** How far the making of a voice has come, while the player waits for it. */
  making: Narration | null = null;
  /** What the live region should say, with its values. */
  saying: string[] = [];
  /** The first story that a listener lined up: it comes before what the programme has next. */
  lined: () => Item | undefined = () => undefined;
  /** Told of a story that the newsroom has taken back. */
  gone: (item: Item) => void = () => {};

  /** What is heard between two stories, or before the first. While it is, no story is: nothing is marked, kept or earned. */
  spot: Spot | null = null;
  /** Who has spots, where there are any. */
  spots: Spots | null = null;

  readonly sound: Sound;
  #wants = false;
  /** Whether the story was asked for by a press. One whose turn came by itself is left out when it is gone: nobody may be looking. */
  #chosen = true;
  /** Where the story goes on while there is no file yet. */
  #startMs = 0;
  /** The sentence a listener chose, until its time is known. */
  #segment: string | null = null;
  /** The address in hand while the story is heard as it is being made; such a sound cannot be sought in. Empty: its file is. */
  #live = "";
  #work = new AbortController();
  #rememberedMs = 0;
  #listeners: [Change, () => void][] = [];

  constructor() {
    this.sound = new Sound({
      changed: () => this.#tell("state"),
      moved: () => this.#moved(),
      held: (playing) => this.#held(playing),
      ended: () => this.#ended(),
      again: () => this.#again(),
      lost: () => this.#fail(navigator.onLine ? "failed" : "offline"),
    });
    window.addEventListener("online", () => this.trouble === "offline" && this.retry());
    window.addEventListener("pagehide", () => this.#remember());
    document.addEventListener("visibilitychange", () => document.hidden && this.#remember());
    this.#restore();
  }

  on(change: Change, then: () => void): void {
    this.#listeners.push([change, then]);
  }

  get item(): Item | undefined {
    return this.spot ? undefined : queues.current(this.queue);
  }

  get state(): State {
    if (!this.item && !this.spot) return "idle";
    if (this.trouble) return "failed";
    if (!this.#wants) return "paused";
    if (!this.sound.url) return this.making ? "waiting" : "loading";
    if (this.#live && this.making && !this.sound.placed) return "waiting";
    return this.sound.buffering ? "loading" : "playing";
  }

  /** Whether the listener has pressed play and not pause, whatever the line makes of it. */
  get wants(): boolean {
    return this.#wants;
  }

  get ms(): number {
    return this.sound.url ? this.sound.ms : this.#startMs;
  }

  get durationMs(): number {
    return (this.#live ? 0 : this.sound.durationMs) || ((this.spot ?? this.item)?.duration_ms ?? 0);
  }

  get hasNext(): boolean {
    return !!this.spot || (!!this.#upcoming);
  }

  get hasPrevious(): boolean {
    return !!this.queue && !!queues.previous(this.queue);
  }

  // ── What a listener asks for ──

  /** Plays a story, in the running programme when it is part of it; from a sentence when one is named. */
  playStory(item: Item, segment?: string): void {
    const index = queues.find(this.queue, item.slug);
    if (this.queue && index === this.queue.index && !this.spot) {
      if (segment === undefined) return this.play();
      const start = startOf(this.narration?.segments ?? [], segment);
      if (start !== undefined && this.sound.url) {
        this.seek(start);
        return this.play();
      }
    }
    this.#leave();
    this.queue = this.queue && index !== undefined ? { ...this.queue, index } : queues.single(item);
    this.#begin(segment === undefined ? {} : { segment });
  }

  /** Plays a story from a moment of it. */
  playFrom(item: Item, ms: number): void {
    const index = queues.find(this.queue, item.slug);
    if (this.queue && index === this.queue.index && this.sound.url && !this.#live && !this.spot) {
      this.seek(ms);
      return this.play();
    }
    this.#leave();
    this.queue = this.queue && index !== undefined ? { ...this.queue, index } : queues.single(item);
    this.#begin({ at: ms });
  }

  /** Plays a programme. `first` starts at once, inside the click; the rest is asked for meanwhile. */
  async playProgramme(source: string, title: string, first?: Item): Promise<void> {
    this.#leave();
    this.queue = { source, title, items: first ? [first] : [], index: 0 };
    if (first) this.#next(true);
    try {
      const whole = await fetchProgramme(source);
      if (this.queue?.source !== source) return;
      this.queue = queues.filled(this.queue, whole.title, whole.items);
      this.#tell("queue");
      this.#keep();
      if (!first && this.item) this.#begin({});
      else if (!this.item && !this.spot) this.stop();
    } catch {
      if (first || this.queue?.source !== source) return;
      this.stop();
      this.#speak(navigator.onLine ? "failed" : "offline");
    }
  }

  toggle(): void {
    if (this.trouble) this.retry();
    else if (this.#wants) this.pause();
    else this.play();
  }

  play(): void {
    if (!this.item && !this.spot) return;
    if (this.trouble) return this.retry();
    this.#wants = true;
    if (this.sound.url) this.sound.play();
    else this.#begin({ at: this.#startMs });
    this.#tell("state");
  }

  pause(): void {
    this.#wants = false;
    this.sound.pause();
    this.#remember();
    this.#tell("state");
  }

  retry(): void {
    this.#begin({ at: this.ms });
  }

  stop(): void {
    this.#leave();
    this.queue = this.spot = null;
    this.#wants = false;
    this.sound.drop();
    this.#keep();
    for (const change of ["story", "queue", "state"] as const) this.#tell(change);
  }

  seek(ms: number): void {
    // A spot is heard as it is, or skipped.
    if (this.spot) return;
    const audio = this.item?.audio;
    // While it is being made there is nowhere to go; once it is finished, its file has all places.
    if (this.#live && !audio) return;
    this.#startMs = clamp(ms, 0, Math.max(0, (this.durationMs || Infinity) - 50));
    if (this.#live && audio) return this.#take(audio);
    this.sound.seek(this.#startMs);
    this.#tell("time");
  }

  jump(ms: number): void {
    this.seek(this.ms + ms);
  }

  sentence(direction: -1 | 1): void {
    const segments = this.narration?.segments ?? [];
    if (!segments.length) return this.jump(direction * BLIND_STEP_MS);
    const to = direction < 0 ? sentenceBefore(segments, this.ms) : sentenceAfter(segments, this.ms + 20);
    if (to !== undefined) this.seek(to);
    else this.next();
  }

  next(): void {
    if (this.spot) return this.#begin({ chosen: false });
    this.#go(this.#following());
  }

  /** Other stories are lined up now. */
  lineChanged(): void {
    this.#tell("queue");
  }

  previous(): void {
    this.#go(this.queue && queues.previous(this.queue));
  }

  goTo(index: number): void {
    this.#go(this.queue && queues.at(this.queue, index));
  }

  mute(muted: boolean): void {
    this.sound.muted = muted;
    this.#tell("state");
  }

  // ── The way of one story ──

  #go(queue: Queue | undefined | null): void {
    if (!queue) return;
    this.#leave();
    this.queue = queue;
    this.#begin({});
  }

  /** Goes on with the current story, after a spot if there is one for this place. It is there, or it is not waited for. */
  #next(first = false): void {
    const spot = this.spots?.take(first);
    if (!spot) return this.#begin({ chosen: first });
    this.#work.abort();
    this.spot = spot;
    this.narration = this.trouble = this.making = null;
    this.#wants = true;
    this.#startMs = 0;
    this.sound.drop();
    this.#unhush();
    this.#take(spot.audio);
    for (const change of ["story", "queue", "narration", "state"] as const) this.#tell(change);
    this.#keep();
  }

  /** Begins the current story. When the address of its sound is known it is asked for at once, inside the listener's own click. */
  #begin(where: { at?: number; segment?: string; chosen?: boolean }): void {
    this.spot = null;
    const item = this.item;
    if (!item) return;
    const chosen = (this.#chosen = where.chosen ?? true);
    this.#work.abort();
    this.#work = new AbortController();
    this.#startMs = where.at ?? (where.segment === undefined ? recall(store, item.slug) : 0);
    this.sound.drop();
    this.narration = this.narration?.slug === item.slug ? this.narration : null;
    this.trouble = this.making = null;
    this.#wants = true;
    this.#segment = where.segment ?? null;
    // A click on a sentence starts the sound at once, unheard, until the sentence's time in the file is known.
    this.sound.hush(this.#segment !== null);
    this.#live = "";
    if (item.audio) this.#take(item.audio);
    else if (chosen) this.#listenIn(item);
    for (const change of ["story", "queue", "state"] as const) this.#tell(change);
    this.#keep();
    if (!chosen) this.#speak("now", item.headline);
    else if (where.at === undefined && this.#startMs > 0) this.#speak("resume", clock(this.#startMs));
    void this.#accompany(item, chosen, this.#work.signal);
  }

  #take(url: string): void {
    this.#live = "";
    this.sound.take(url, this.#startMs);
    if (this.#wants) this.sound.play();
  }

  /** Hears the story from its beginning while its voice is made. */
  #listenIn(item: Item): void {
    if (!item.live || this.#live || this.#startMs > 0 || this.#segment !== null) return;
    this.#take(item.live);
    this.#live = item.live;
  }

  /** Fetches the sentence times, or waits for a voice that is still being made. */
  async #accompany(item: Item, chosen: boolean, signal: AbortSignal): Promise<void> {
    try {
      let found = await fetchNarration(item.narration, signal);
      if (signal.aborted) return;
      const unready = found.state !== "ready" || !found.audio;
      if (unready && !chosen && this.hasNext) return this.#leaveOut(item, "skipped");
      if (found.state === "queued" || found.state === "speaking") {
        this.#wait(found);
        if (chosen) this.#listenIn(found);
        found = await settled(item.narration, signal, (step) => this.#wait(step));
        if (signal.aborted) return;
      }
      this.making = null;
      if (found.state === "ready" && found.audio) this.#learn(item, found, found.audio);
      else this.#fail(found.state === "failed" ? "failed" : "noVoice");
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Gone) {
        this.gone(item);
        if (!this.#chosen && this.#wants) return this.#leaveOut(item, "gone");
      }
      // Without sentence times the sound can still be heard; without either there is trouble.
      if (!this.sound.url) this.#fail(navigator.onLine ? "failed" : "offline");
      this.#unhush();
    }
  }

  #learn(item: Item, found: Narration, audio: string): void {
    this.narration = found;
    if (this.queue) this.queue = queues.learned(this.queue, item.slug, { audio, narration_id: found.narration_id ?? null, duration_ms: found.duration_ms ?? null });
    const start = this.#segment === null ? undefined : startOf(found.segments, this.#segment);
    // A story heard while it was made goes on without a gap: its times are those of the file, which is taken at the next seek.
    const goesOn = !!this.#live && start === undefined;
    if (audio !== this.sound.url && !goesOn) {
      // The sound was not known yet, or has been made again meanwhile.
      this.#startMs = start ?? this.ms;
      this.#take(audio);
    } else if (start !== undefined) {
      this.seek(start);
    }
    this.#unhush();
    this.#tell("narration");
    this.#tell("state");
  }

  #wait(step: Narration): void {
    this.making = step;
    if (!this.#live) this.sound.drop();
    this.#tell("state");
  }

  /** The story that comes next. */
  get #upcoming(): Item | undefined {
    if (!this.queue) return undefined;
    return this.lined() ?? queues.current(queues.next(this.queue) ?? null);
  }

  /** The queue with the next story in its place. */
  #following(): Queue | undefined {
    const lined = this.lined();
    if (!this.queue || !lined) return this.queue ? queues.next(this.queue) : undefined;
    return queues.inserted(this.queue, lined);
  }

  #leaveOut(item: Item, why: "skipped" | "gone"): void {
    const following = this.#following();
    if (!following) return this.#end();
    this.queue = following;
    this.#begin({ chosen: false });
    this.#speak(why, item.headline);
  }

  /** Nothing comes after it. */
  #end(): void {
    this.#wants = false;
    this.sound.drop();
    this.#startMs = 0;
    if (this.queue && this.queue.items.length > 1) this.#speak("ended");
    this.#tell("time");
    this.#tell("state");
  }

  #unhush(): void {
    this.#segment = null;
    this.sound.hush(false);
  }

  #leave(): void {
    this.#remember();
    this.#work.abort();
    this.making = this.trouble = null;
  }

  #fail(trouble: Trouble): void {
    // Nobody misses a spot.
    if (this.spot) return this.#begin({ chosen: false });
    this.#startMs = this.ms;
    this.trouble = trouble;
    this.#wants = false;
    this.sound.drop();
    this.#speak(trouble);
    this.#tell("state");
  }

  // ── What the sound reports ──

  #held(playing: boolean): void {
    if (playing) this.#wants = true;
    else if (this.#wants) return this.pause();
    this.#tell("state");
  }

  #moved(): void {
    this.#tell("time");
    if (Math.abs(this.ms - this.#rememberedMs) > REMEMBER_EVERY_MS) this.#remember();
    const upcoming = this.spot ? queues.current(this.queue) : (this.spots?.coming ?? this.#upcoming);
    if (upcoming?.audio && this.durationMs - this.ms < AHEAD_MS) this.sound.prepare(upcoming.audio);
  }

  #ended(): void {
    if (this.spot) return this.#begin({ chosen: false });
    const item = this.item;
    if (item) forget(store, item.slug);
    const following = this.#following();
    if (!following) return this.#end();
    this.queue = following;
    this.#next();
  }

  /** The file is asked for anew; so is the narration, whose sound may have been made again under another address. */
  #again(): void {
    if (this.spot && this.#wants) this.sound.play();
    const item = this.item;
    if (!item) return;
    if (this.#live) {
      // What is heard while it is made begins at its beginning each time: the file is waited for, and goes on from here.
      this.#live = "";
      this.#startMs = this.ms;
      this.sound.drop();
    }
    if (this.#wants) this.sound.play();
    this.#work.abort();
    this.#work = new AbortController();
    void this.#accompany(item, true, this.#work.signal);
  }

  // ── What is kept ──

  #remember(): void {
    const item = this.item;
    if (!item || !this.sound.placed) return;
    this.#rememberedMs = this.ms;
    remember(store, item.slug, this.ms, this.durationMs, Date.now());
  }

  #keep(): void {
    if (this.queue) save(KEPT, { queue: this.queue });
    else store.removeItem(KEPT);
  }

  /** After a full load of a page: the programme is there, paused, where it was left. */
  #restore(): void {
    const queue = load<{ queue: Queue }>(KEPT)?.queue;
    if (!queue || !Array.isArray(queue.items) || !queue.items[queue.index]?.narration) return;
    this.queue = queue;
    this.#startMs = recall(store, queue.items[queue.index]!.slug);
  }

  /** For the live region: rare, and never what a press of the listener's own already tells. */
  #speak(...words: string[]): void {
    this.saying = words;
    this.#tell("said");
  }

  #tell(change: Change): void {
    for (const [wanted, then] of this.#listeners) if (wanted === change) then();
  }
}

export const voice = new Voice();
