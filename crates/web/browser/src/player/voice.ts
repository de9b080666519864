// The voice of the page: one plain <audio>, a programme, and what the listener wants of them. It knows nothing of buttons.
//
// The <audio> hangs on <html>, beside <body>: page changes replace <body>, so the element never leaves the document and the
// sound never stops. It is no Web Audio graph, because those fall silent on a locked phone.
import { clock } from "./clock.ts";
import { sentenceAfter, sentenceBefore, startOf } from "./cues.ts";
import { narration as fetchNarration, programme as fetchProgramme, settled } from "./narration.ts";
import { forget, recall, remember } from "./position.ts";
import * as queues from "./queue.ts";
import type { Queue } from "./queue.ts";
import { load, save, store } from "./store.ts";
import type { Item, Narration } from "./types.ts";

export type State = "idle" | "loading" | "waiting" | "playing" | "paused" | "failed";
export type Change = "state" | "story" | "queue" | "narration" | "time" | "said";
/** Why there is no sound, by the key of its words. */
export type Trouble = "failed" | "offline" | "noVoice";

export const SLOWEST = 0.75;
export const FASTEST = 3;
/** A broken connection is tried again after these pauses before the listener is told. */
const RETRY_MS = [500, 2_000, 5_000, 10_000];
const REMEMBER_EVERY_MS = 4_000;
/** A buffer that stays empty this long is asked for anew. */
const STALLED_MS = 15_000;
/** The next story's sound is fetched this long before the end, so that it follows without a gap. */
const AHEAD_MS = 15_000;

interface Kept {
  queue: Queue;
}

export class Voice {
  readonly audio: HTMLAudioElement;
  queue: Queue | null = null;
  narration: Narration | null = null;
  trouble: Trouble | null = null;
  /** How far the making of a voice has come, while the player waits for it. */
  making: Narration | null = null;
  /** What the live region should say, with its values. */
  saying: string[] = [];

  #wants = false;
  #sourced = "";
  #buffering = false;
  #startMs = 0;
  #segment: string | null = null;
  #muted = false;
  #work = new AbortController();
  #tries = 0;
  #retry = 0;
  #stall = 0;
  #remembered = 0;
  #ahead: HTMLAudioElement | null = null;
  #listeners: [Change, () => void][] = [];
  #tabs = "BroadcastChannel" in window ? new BroadcastChannel("crier") : null;

  constructor() {
    this.audio = document.querySelector<HTMLAudioElement>("html > audio") ?? document.createElement("audio");
    this.audio.preload = "none";
    this.audio.hidden = true;
    document.documentElement.append(this.audio);
    const settings = load<{ rate: number; volume: number }>("crier:voice");
    this.audio.preservesPitch = true;
    this.audio.defaultPlaybackRate = this.audio.playbackRate = clamp(settings?.rate ?? 1, SLOWEST, FASTEST);
    this.audio.volume = clamp(settings?.volume ?? 1, 0, 1);
    this.#listen();
    this.#restore();
  }

  on(change: Change, then: () => void): void {
    this.#listeners.push([change, then]);
  }

  get item(): Item | undefined {
    return queues.current(this.queue);
  }

  get state(): State {
    if (!this.item) return "idle";
    if (this.trouble) return "failed";
    if (!this.#wants) return "paused";
    if (!this.#sourced) return this.making ? "waiting" : "loading";
    return this.#buffering ? "loading" : "playing";
  }

  /** Whether the listener has pressed play and not pause, whatever the line makes of it. */
  get wants(): boolean {
    return this.#wants;
  }

  get ms(): number {
    if (!this.#sourced || (this.#startMs && this.audio.readyState === 0)) return this.#startMs;
    return this.audio.currentTime * 1000;
  }

  get durationMs(): number {
    const known = this.audio.duration * 1000;
    return this.#sourced && Number.isFinite(known) && known > 0 ? known : (this.item?.duration_ms ?? 0);
  }

  get muted(): boolean {
    return this.#muted;
  }

  get hasNext(): boolean {
    return !!this.queue && !!queues.next(this.queue);
  }

  get hasPrevious(): boolean {
    return !!this.queue && !!queues.previous(this.queue);
  }

  // ── What a listener asks for ──

  /** Plays a story, in the running programme when it is part of it; from a sentence when one is named. */
  playStory(item: Item, segment?: string): void {
    const index = queues.find(this.queue, item.slug);
    if (this.queue && index === this.queue.index && this.item) {
      if (segment === undefined) return this.play();
      const start = startOf(this.narration?.segments ?? [], segment);
      if (start !== undefined && this.#sourced) {
        this.seek(start);
        return this.play();
      }
    }
    this.#leave();
    this.queue = this.queue && index !== undefined ? { ...this.queue, index } : queues.single(item);
    this.#begin(segment === undefined ? {} : { segment });
  }

  /** Plays a programme. `first` starts at once, inside the click; the rest is asked for meanwhile. */
  async playProgramme(source: string, title: string, first?: Item): Promise<void> {
    this.#leave();
    const queue: Queue = { source, title, items: first ? [first] : [], index: 0 };
    this.queue = queue;
    if (first) this.#begin({});
    try {
      const whole = await fetchProgramme(source);
      if (this.queue?.source !== source) return;
      this.queue = queues.filled(this.queue, whole.title, whole.items);
      this.#tell("queue");
      this.#keep();
      if (!first && this.item) this.#begin({});
      else if (!this.item) this.stop();
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
    if (!this.item) return;
    if (this.trouble) return this.retry();
    this.#wants = true;
    if (this.#sourced) this.#start();
    else this.#begin({ at: this.#startMs });
    this.#tell("state");
  }

  pause(): void {
    this.#wants = false;
    clearTimeout(this.#retry);
    this.audio.pause();
    this.#remember();
    this.#tell("state");
  }

  retry(): void {
    const at = this.ms;
    this.trouble = null;
    this.#tries = 0;
    this.#begin({ at });
  }

  stop(): void {
    this.#leave();
    this.queue = null;
    this.#wants = false;
    this.#unload();
    this.#keep();
    this.#tell("story");
    this.#tell("queue");
    this.#tell("state");
  }

  seek(ms: number): void {
    const to = clamp(ms, 0, Math.max(0, (this.durationMs || Infinity) - 50));
    this.#startMs = to;
    if (this.#sourced && this.audio.readyState > 0) this.audio.currentTime = to / 1000;
    this.#tell("time");
  }

  jump(ms: number): void {
    this.seek(this.ms + ms);
  }

  sentence(direction: -1 | 1): void {
    const segments = this.narration?.segments ?? [];
    if (!segments.length) return this.jump(direction * 5_000);
    const to = direction < 0 ? sentenceBefore(segments, this.ms) : sentenceAfter(segments, this.ms + 20);
    if (to !== undefined) this.seek(to);
    else if (this.hasNext) this.next();
  }

  next(): void {
    this.#go(this.queue && queues.next(this.queue));
  }

  previous(): void {
    this.#go(this.queue && queues.previous(this.queue));
  }

  goTo(index: number): void {
    this.#go(this.queue && queues.at(this.queue, index));
  }

  set rate(rate: number) {
    this.audio.defaultPlaybackRate = this.audio.playbackRate = clamp(rate, SLOWEST, FASTEST);
    this.#settings();
  }

  get rate(): number {
    return this.audio.playbackRate;
  }

  set volume(volume: number) {
    this.audio.volume = clamp(volume, 0, 1);
    if (volume > 0) this.mute(false);
    this.#settings();
  }

  get volume(): number {
    return this.audio.volume;
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.audio.muted = muted || this.#segment !== null;
    this.#tell("state");
  }

  // ── The way of one story ──

  #go(queue: Queue | undefined | null): void {
    if (!queue) return;
    this.#leave();
    this.queue = queue;
    this.#begin({});
  }

  /** Begins the current story. The sound is asked for inside the listener's own click when its address is known. */
  #begin(where: { at?: number; segment?: string; chosen?: boolean }): void {
    const item = this.item;
    if (!item) return;
    this.#work.abort();
    this.#work = new AbortController();
    this.#unload();
    this.narration = this.narration?.slug === item.slug ? this.narration : null;
    this.trouble = this.making = null;
    this.#wants = true;
    this.#startMs = where.at ?? (where.segment === undefined ? recall(store, item.slug) : 0);
    this.#segment = where.segment ?? null;
    if (item.audio) this.#source(item.audio);
    this.#tell("story");
    this.#tell("queue");
    this.#tell("state");
    this.#keep();
    if (where.chosen === false) this.#speak("now", item.headline);
    else if (where.at === undefined && this.#startMs > 0) this.#speak("resume", clock(this.#startMs));
    void this.#accompany(item, where.chosen ?? true, this.#work.signal);
  }

  /** Fetches the sentence times, or waits for a voice that is still being made. */
  async #accompany(item: Item, chosen: boolean, signal: AbortSignal): Promise<void> {
    try {
      let found = await fetchNarration(item.narration, signal);
      if (signal.aborted) return;
      if (found.state === "queued" || found.state === "speaking") {
        if (!chosen && this.hasNext) return this.#leaveOut(item);
        this.#wait(found);
        found = await settled(item.narration, signal, (step) => this.#wait(step));
        if (signal.aborted) return;
      }
      this.making = null;
      if (found.state !== "ready" || !found.audio) {
        if (!chosen && this.hasNext) return this.#leaveOut(item);
        return this.#fail(found.state === "failed" ? "failed" : "noVoice");
      }
      this.#learn(item, found);
    } catch {
      if (signal.aborted) return;
      // Without sentence times the sound can still be heard; without either there is trouble.
      if (!this.#sourced) this.#fail(navigator.onLine ? "failed" : "offline");
      else this.#unhush();
    }
  }

  #learn(item: Item, found: Narration): void {
    this.narration = found;
    if (this.queue) this.queue = queues.learned(this.queue, item.slug, { audio: found.audio ?? null, duration_ms: found.duration_ms ?? null });
    const start = this.#segment === null ? undefined : startOf(found.segments, this.#segment);
    if (found.audio && found.audio !== this.#sourced) {
      this.#startMs = start ?? (this.#sourced ? this.ms : this.#startMs);
      this.#source(found.audio);
    } else if (start !== undefined) {
      this.seek(start);
    }
    this.#unhush();
    this.#tell("narration");
    this.#tell("state");
  }

  #wait(step: Narration): void {
    this.making = step;
    this.#unload();
    this.#tell("state");
  }

  #leaveOut(item: Item): void {
    const following = this.queue && queues.next(this.queue);
    if (!following) return;
    this.queue = following;
    this.#begin({ chosen: false });
    this.#speak("skipped", item.headline);
  }

  #source(url: string): void {
    this.#sourced = url;
    this.#buffering = true;
    this.audio.preload = "auto";
    this.audio.muted = this.#muted || this.#segment !== null;
    this.audio.src = url;
    if (this.#wants) this.#start();
  }

  #start(): void {
    this.#tabs?.postMessage("playing");
    this.audio.play().catch((error: unknown) => {
      // The browser wants a click first; or the source changed under the request.
      if (error instanceof DOMException && error.name === "NotAllowedError") this.pause();
    });
  }

  /** A click on a sentence starts the sound at once, unheard, until its time in the file is known. */
  #unhush(): void {
    this.#segment = null;
    this.audio.muted = this.#muted;
  }

  #unload(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#stall);
    this.#sourced = "";
    this.#buffering = false;
    if (this.audio.hasAttribute("src")) {
      this.audio.removeAttribute("src");
      this.audio.load();
    }
  }

  #leave(): void {
    this.#remember();
    this.#work.abort();
    clearTimeout(this.#retry);
    this.making = null;
    this.trouble = null;
  }

  #fail(trouble: Trouble): void {
    this.trouble = trouble;
    this.#wants = false;
    this.#startMs = this.ms;
    this.#unload();
    this.#speak(trouble);
    this.#tell("state");
  }

  // ── What the element reports ──

  #listen(): void {
    const audio = this.audio;
    const hear = (name: string, then: () => void) => audio.addEventListener(name, () => this.#sourced && then());
    hear("loadedmetadata", () => {
      if (this.#startMs > 0 && this.#startMs < audio.duration * 1000) audio.currentTime = this.#startMs / 1000;
      this.#tell("time");
    });
    hear("playing", () => {
      this.#buffering = false;
      this.#tries = 0;
      clearTimeout(this.#stall);
      this.#tell("state");
    });
    hear("waiting", () => {
      this.#buffering = true;
      clearTimeout(this.#stall);
      this.#stall = window.setTimeout(() => this.#broken(), STALLED_MS);
      this.#tell("state");
    });
    hear("pause", () => {
      // Headphones pulled out, a phone call, another page: what the system pauses stays paused.
      if (!audio.paused || audio.ended || audio.error) return;
      this.#wants = false;
      this.#remember();
      this.#tell("state");
    });
    hear("play", () => {
      this.#wants = true;
      this.#tell("state");
    });
    hear("timeupdate", () => this.#tick());
    hear("seeked", () => this.#tell("time"));
    hear("ratechange", () => this.#tell("state"));
    hear("ended", () => this.#ended());
    hear("error", () => this.#broken());
    window.addEventListener("online", () => {
      if (this.trouble === "offline") this.retry();
      else if (this.#wants && this.#tries) this.#again();
    });
    window.addEventListener("pagehide", () => this.#remember());
    document.addEventListener("visibilitychange", () => document.hidden && this.#remember());
    this.#tabs?.addEventListener("message", () => this.#wants && this.pause());
  }

  #tick(): void {
    this.#tell("time");
    this.#startMs = this.audio.currentTime * 1000;
    if (Math.abs(this.ms - this.#remembered) > REMEMBER_EVERY_MS) this.#remember();
    const upcoming = this.queue && queues.current(queues.next(this.queue) ?? null);
    if (upcoming?.audio && this.durationMs - this.ms < AHEAD_MS && this.#ahead?.getAttribute("src") !== upcoming.audio) {
      this.#ahead = new Audio();
      this.#ahead.preload = "auto";
      this.#ahead.setAttribute("src", upcoming.audio);
    }
  }

  #ended(): void {
    const item = this.item;
    if (item) forget(store, item.slug);
    const following = this.queue && queues.next(this.queue);
    if (following) {
      this.queue = following;
      this.#work.abort();
      this.#begin({ chosen: false });
      return;
    }
    this.#wants = false;
    this.#startMs = 0;
    this.#unload();
    if (this.queue && this.queue.items.length > 1) this.#speak("ended");
    this.#tell("time");
    this.#tell("state");
  }

  #broken(): void {
    if (!this.#wants) return this.#fail(navigator.onLine ? "failed" : "offline");
    const wait = RETRY_MS[this.#tries];
    if (wait === undefined) return this.#fail(navigator.onLine ? "failed" : "offline");
    this.#tries += 1;
    this.#buffering = true;
    clearTimeout(this.#retry);
    this.#retry = window.setTimeout(() => this.#again(), wait);
    this.#tell("state");
  }

  /** Asks anew for the narration too: its sound may have been made again, under another address. */
  #again(): void {
    clearTimeout(this.#retry);
    const item = this.item;
    if (!item) return;
    this.#work.abort();
    this.#work = new AbortController();
    this.#startMs = this.audio.currentTime * 1000 || this.#startMs;
    this.#source(this.#sourced || item.audio || "");
    void this.#accompany(item, true, this.#work.signal);
  }

  // ── What is kept ──

  #remember(): void {
    const item = this.item;
    if (!item || !this.#sourced || this.audio.readyState === 0) return;
    this.#remembered = this.ms;
    remember(store, item.slug, this.ms, this.durationMs, Date.now());
  }

  #settings(): void {
    save("crier:voice", { rate: this.rate, volume: this.volume });
    this.#tell("state");
  }

  #keep(): void {
    if (this.queue) save("crier:programme", { queue: this.queue } satisfies Kept);
    else store.removeItem("crier:programme");
  }

  /** After a full load of a page: the programme is there, paused, where it was left. */
  #restore(): void {
    const queue = load<Kept>("crier:programme")?.queue;
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

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Number.isFinite(value) ? value : most));
}

export const voice = new Voice();
