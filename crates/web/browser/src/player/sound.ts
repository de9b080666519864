// The one <audio> of the page: a file, a place in it, and patience with the line. It knows nothing of stories.
//
// The element hangs on <html>, beside <body>: page changes replace <body>, so it never leaves the document and the sound
// never stops. It is no Web Audio graph, because those fall silent on a locked phone.
import { load, save } from "./store.ts";

export const SLOWEST = 0.75;
export const FASTEST = 3;
/** A broken connection is tried again after these pauses before the listener is told. */
const RETRY_MS = [500, 2_000, 5_000, 10_000];
/** A buffer that stays empty this long is asked for anew. */
const STALLED_MS = 15_000;

/** What the owner is told. `again`: the file is asked for once more; `lost`: patience has run out. */
export interface Ear {
  changed(): void;
  moved(): void;
  /** The system paused or resumed it: a headset, a phone call, the lock screen. */
  held(playing: boolean): void;
  ended(): void;
  again(): void;
  lost(): void;
}

export class Sound {
  readonly #audio: HTMLAudioElement;
  readonly #ear: Ear;
  readonly #tabs = "BroadcastChannel" in window ? new BroadcastChannel("crier") : null;
  #url = "";
  #startMs = 0;
  #buffering = false;
  #muted = false;
  #hushed = false;
  #tries = 0;
  #retry = 0;
  #stall = 0;
  #ahead: HTMLAudioElement | null = null;

  constructor(ear: Ear) {
    this.#ear = ear;
    this.#audio = document.querySelector<HTMLAudioElement>("html > audio") ?? document.createElement("audio");
    this.#audio.preload = "none";
    this.#audio.hidden = true;
    this.#audio.preservesPitch = true;
    document.documentElement.append(this.#audio);
    const kept = load<{ rate: number; volume: number }>("crier:voice");
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = clamp(kept?.rate ?? 1, SLOWEST, FASTEST);
    this.#audio.volume = clamp(kept?.volume ?? 1, 0, 1);
    this.#listen();
  }

  /** The file in hand; empty when there is none. */
  get url(): string {
    return this.#url;
  }

  get buffering(): boolean {
    return this.#buffering;
  }

  /** Whether the element knows where it is, not only where it was told to go. */
  get placed(): boolean {
    return !!this.#url && this.#audio.readyState > 0;
  }

  get ms(): number {
    return this.placed ? this.#audio.currentTime * 1000 : this.#startMs;
  }

  /** 0 until the element knows. */
  get durationMs(): number {
    const known = this.#audio.duration * 1000;
    return this.#url && Number.isFinite(known) ? known : 0;
  }

  /** Takes a file in hand. Playing is another matter, so that both can happen inside one click. */
  take(url: string, startMs: number): void {
    this.#url = url;
    this.#startMs = startMs;
    this.#buffering = true;
    this.#audio.preload = "auto";
    this.#audio.src = url;
  }

  drop(): void {
    this.#startMs = this.ms;
    clearTimeout(this.#retry);
    clearTimeout(this.#stall);
    this.#tries = 0;
    this.#url = "";
    this.#buffering = false;
    if (!this.#audio.hasAttribute("src")) return;
    this.#audio.removeAttribute("src");
    this.#audio.load();
  }

  play(): void {
    this.#tabs?.postMessage("playing");
    this.#audio.play().catch((error: unknown) => {
      // The browser wants a click first. (Or the file changed under the request, which is no matter.)
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#ear.held(false);
    });
  }

  pause(): void {
    clearTimeout(this.#retry);
    this.#audio.pause();
  }

  /** Where to go, at once or as soon as there is a file. */
  seek(ms: number): void {
    this.#startMs = ms;
    if (this.placed) this.#audio.currentTime = ms / 1000;
  }

  /** Fetches the file that will follow, so that it follows without a gap. */
  prepare(url: string): void {
    if (this.#ahead?.getAttribute("src") === url) return;
    this.#ahead = new Audio();
    this.#ahead.preload = "auto";
    this.#ahead.setAttribute("src", url);
  }

  get rate(): number {
    return this.#audio.playbackRate;
  }

  set rate(rate: number) {
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = clamp(rate, SLOWEST, FASTEST);
    this.#keep();
  }

  get volume(): number {
    return this.#audio.volume;
  }

  set volume(volume: number) {
    this.#audio.volume = clamp(volume, 0, 1);
    if (volume > 0) this.muted = false;
    this.#keep();
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    this.#audio.muted = muted || this.#hushed;
  }

  /** Plays unheard for a moment, whatever the listener's own switch says. */
  hush(hushed: boolean): void {
    this.#hushed = hushed;
    this.#audio.muted = this.#muted || hushed;
  }

  #keep(): void {
    save("crier:voice", { rate: this.rate, volume: this.volume });
    this.#ear.changed();
  }

  #listen(): void {
    const audio = this.#audio;
    const hear = (name: string, then: () => void) => audio.addEventListener(name, () => this.#url && then());
    hear("loadedmetadata", () => {
      if (this.#startMs > 0 && this.#startMs < this.durationMs) audio.currentTime = this.#startMs / 1000;
      this.#ear.moved();
    });
    hear("playing", () => {
      this.#buffering = false;
      this.#tries = 0;
      clearTimeout(this.#stall);
      this.#ear.changed();
    });
    hear("waiting", () => {
      this.#buffering = true;
      clearTimeout(this.#stall);
      this.#stall = window.setTimeout(() => this.#broken(), STALLED_MS);
      this.#ear.changed();
    });
    hear("pause", () => {
      // A pause reported late, after play was pressed again, and the one at the end of the file are nobody's wish.
      if (audio.paused && !audio.ended && !audio.error) this.#ear.held(false);
    });
    hear("play", () => this.#ear.held(true));
    hear("timeupdate", () => {
      if (audio.readyState > 0 && !audio.error) this.#startMs = audio.currentTime * 1000;
      this.#ear.moved();
    });
    hear("seeked", () => this.#ear.moved());
    hear("ratechange", () => this.#ear.changed());
    hear("ended", () => this.#ear.ended());
    hear("error", () => this.#broken());
    window.addEventListener("online", () => this.#tries && this.#url && this.#again());
    // One tab speaks at a time.
    this.#tabs?.addEventListener("message", () => this.#url && !audio.paused && this.#ear.held(false));
  }

  #broken(): void {
    clearTimeout(this.#stall);
    clearTimeout(this.#retry);
    const wait = RETRY_MS[this.#tries];
    if (wait === undefined) return this.#ear.lost();
    this.#tries += 1;
    this.#buffering = true;
    this.#retry = window.setTimeout(() => this.#again(), wait);
    this.#ear.changed();
  }

  #again(): void {
    clearTimeout(this.#retry);
    this.take(this.#url, this.#startMs);
    this.#ear.again();
  }
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Number.isFinite(value) ? value : most));
}
