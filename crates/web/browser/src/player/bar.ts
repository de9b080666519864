// <crier-player>: the bar at the foot of the window. It shows what the voice does and hands on what the listener presses.
import { link } from "../page/link.ts";
import { firstOf, storyOf } from "../page/story-of.ts";
import { clock, spoken } from "./clock.ts";
import { copyMoment } from "../story/moment.ts";
import { watchKeys } from "./keys.ts";
import { mainOffer, take } from "./offers.ts";
import { showQueue } from "./queue-list.ts";
import type { Item, Spot } from "./types.ts";
import { voice } from "./voice.ts";
import { learn, say } from "./words.ts";

const JUMP_MS = 15_000;
/** What an arrow key and a page key move the slider. */
const STEP_MS = 5_000;
const LEAP_MS = 30_000;
/** A buffer that fills within this time is not worth showing. */
const PATIENCE_MS = 350;
/** How long the bar says what a press has done that shows nowhere else. */
const SAY_FOR_MS = 2_500;

class Player extends HTMLElement {
  #begun = false;
  #sliding = false;
  #patience = 0;

  connectedCallback(): void {
    if (this.#begun) return;
    this.#begun = true;
    learn(this);
    this.addEventListener("click", this);
    this.#sliders();
    this.#speed();
    watchKeys(this);
    voice.on("story", () => this.show());
    voice.on("queue", () => this.show());
    voice.on("state", () => this.show());
    voice.on("time", () => this.#time());
    voice.on("said", () => this.#say(...voice.saying));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#isOpen || this.querySelector("dialog")?.open) return;
      this.#open(false, event.target instanceof Node && this.contains(event.target));
    });
  }

  /** Also called after each page change, and after its words have changed. */
  show(): void {
    const state = voice.state;
    clearTimeout(this.#patience);
    if (state === "loading") {
      if (this.dataset["state"] !== "playing") this.#paint();
      this.#patience = window.setTimeout(() => this.#paint(true), PATIENCE_MS);
    } else {
      this.#paint();
    }
  }

  handleEvent(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    if (!button) return;
    switch (button.dataset["do"]) {
      case "toggle": return this.toggle();
      case "previous": return (voice.ms > 5_000 && !voice.spot) || !voice.hasPrevious ? voice.seek(0) : voice.previous();
      case "next":
      case "skip": return voice.next();
      case "back": return voice.jump(-JUMP_MS);
      case "forward": return voice.jump(JUMP_MS);
      case "sentence-back": return voice.sentence(-1);
      case "sentence-forward": return voice.sentence(1);
      case "mute": return voice.mute(!voice.sound.muted);
      case "moment": return void this.copyMoment();
      case "panel": return this.#open(!this.#isOpen);
      case "help": return this.help();
      case "go": return voice.goTo(Number(button.dataset["index"]));
    }
  }

  toggle(): void {
    if (voice.item || voice.spot) return voice.toggle();
    const offer = mainOffer();
    if (offer) take(offer);
  }

  help(): void {
    const dialog = this.querySelector("dialog");
    if (dialog?.open) dialog.close();
    else dialog?.showModal();
  }

  /** Copies a link to where the voice is, and says so. */
  async copyMoment(): Promise<void> {
    const ms = await copyMoment();
    const [key, ...values] = ms === undefined ? ["copyFailed"] : ["momentCopied", clock(ms)];
    this.#say(key, ...values);
    const from = this.#one(".player-from");
    from.textContent = say(key, ...values);
    setTimeout(() => this.show(), SAY_FOR_MS);
  }

  get #isOpen(): boolean {
    return this.hasAttribute("data-open");
  }

  #open(open: boolean, focus = false): void {
    this.toggleAttribute("data-open", open);
    this.#one(".player-panel").hidden = !open;
    const button = this.#one("[data-do=panel]");
    button.setAttribute("aria-expanded", String(open));
    if (open) this.querySelector(".player-queue [aria-current]")?.scrollIntoView({ block: "nearest" });
    if (focus) button.focus();
  }

  #paint(slow = false): void {
    const item = voice.spot ?? voice.item;
    const offer = item ? null : mainOffer();
    const shown: Item | undefined = item ?? (offer ? (storyOf(offer) ?? firstOf(offer)) : undefined);
    this.hidden = !shown;
    this.dataset["state"] = voice.state;
    if (!shown) return;

    const headline = this.#one<HTMLAnchorElement>(".player-headline");
    if (headline.textContent !== shown.headline) headline.textContent = shown.headline;
    this.#lead(headline, shown, voice.spot);
    this.toggleAttribute("data-spot", !!voice.spot);
    // A theme that is older than spots has none: "next" skips as well.
    this.querySelector("[data-word=skip]")?.toggleAttribute("hidden", !voice.spot);
    headline.lang = shown.lang;
    headline.dir = shown.dir ?? "auto";
    const from = this.#one(".player-from");
    from.textContent = this.#line(shown, offer, slow);
    const picture = this.#one<HTMLImageElement>(".player-picture");
    picture.hidden = !shown.picture;
    if (shown.picture && picture.getAttribute("src") !== shown.picture) picture.src = shown.picture;

    const button = this.#one("[data-do=toggle]");
    button.setAttribute("aria-label", say(voice.state === "failed" ? "retry" : voice.wants ? "pause" : "play"));
    this.#disable("next", !voice.hasNext);
    this.#disable("previous", !item);
    const mute = this.#one("[data-do=mute]");
    mute.classList.toggle("is-muted", voice.sound.muted || voice.sound.volume === 0);
    mute.setAttribute("aria-label", say(voice.sound.muted ? "unmute" : "mute"));
    const speed = this.#one<HTMLSelectElement>("[data-speed]");
    if (Number(speed.value) !== voice.sound.rate) speed.value = String(voice.sound.rate);
    const volume = this.#one<HTMLInputElement>("[data-volume]");
    const loud = Math.round((voice.sound.muted ? 0 : voice.sound.volume) * 100);
    if (document.activeElement !== volume) volume.value = String(loud);
    this.#fill(volume, loud / 100);
    volume.setAttribute("aria-valuetext", say("volumeText", String(loud)));
    showQueue(this.#one(".player-queue"), voice.queue);
    this.#time();
  }

  /** The line under the headline: what is wrong or awaited, else where the story comes from. */
  #line(shown: Item, offer: HTMLElement | null, slow: boolean): string {
    if (offer) return offer.querySelector<HTMLElement>("[data-rest]")?.dataset["rest"] ?? shown.publication;
    if (voice.spot) return voice.spot.house ? say("houseSpot") : say("spot", voice.spot.publication);
    if (voice.trouble) return say(voice.trouble);
    const making = voice.making;
    if (making && voice.state === "waiting") {
      const { done, total } = making.progress ?? { done: 0, total: 0 };
      return making.state === "speaking" && total > 0 ? say("making", String(Math.min(done + 1, total)), String(total)) : say("queued");
    }
    return slow && voice.state === "loading" ? say("loading") : shown.publication;
  }

  /** Where the headline leads: to the story's page, or to what a spot is about. */
  #lead(headline: HTMLAnchorElement, shown: Item, spot: Spot | null): void {
    for (const name of ["rel", "target"]) headline.removeAttribute(name);
    if (!spot) headline.href = link(shown.page);
    else if (!spot.href) headline.removeAttribute("href");
    else {
      headline.href = spot.href;
      if (headline.origin !== location.origin) headline.target = "_blank";
      headline.rel = spot.house ? "noopener" : "sponsored noopener";
    }
  }

  #time(): void {
    if (!voice.item && !voice.spot) return;
    const duration = voice.durationMs;
    const seek = this.#one<HTMLInputElement>("[data-seek]");
    this.#text("[data-total]", clock(duration));
    if (this.#sliding) return;
    const ms = Math.min(voice.ms, duration || Infinity);
    seek.max = String(Math.max(1, Math.round(duration)));
    seek.value = String(ms);
    seek.disabled = !duration || !!voice.spot;
    this.#told(seek, ms, duration);
  }

  #told(seek: HTMLInputElement, ms: number, duration: number): void {
    this.#fill(seek, duration ? ms / duration : 0);
    this.#text("[data-elapsed]", clock(ms));
    const words = (value: number) => spoken(value, (n) => say("minutes", n), (n) => say("seconds", n));
    const text = say("seekText", words(ms), words(duration));
    if (seek.getAttribute("aria-valuetext") !== text) seek.setAttribute("aria-valuetext", text);
  }

  #sliders(): void {
    const seek = this.#one<HTMLInputElement>("[data-seek]");
    seek.addEventListener("input", () => {
      this.#sliding = true;
      this.#told(seek, Number(seek.value), voice.durationMs);
    });
    const settle = () => {
      if (!this.#sliding) return;
      this.#sliding = false;
      voice.seek(Number(seek.value));
    };
    seek.addEventListener("change", settle);
    seek.addEventListener("blur", settle);
    seek.addEventListener("keydown", (event) => {
      const moves: Record<string, number> = { ArrowRight: STEP_MS, ArrowUp: STEP_MS, ArrowLeft: -STEP_MS, ArrowDown: -STEP_MS, PageUp: LEAP_MS, PageDown: -LEAP_MS };
      const move = moves[event.key];
      if (move !== undefined) voice.jump(move);
      else if (event.key === "Home") voice.seek(0);
      else if (event.key === "End") voice.seek(voice.durationMs);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    const volume = this.#one<HTMLInputElement>("[data-volume]");
    volume.addEventListener("input", () => (voice.sound.volume = Number(volume.value) / 100));
    // Phones keep the volume to their own keys: the element then ignores what is set, and the slider would lie.
    const probe = document.createElement("audio");
    probe.volume = 0.5;
    this.#one(".player-volume").hidden = probe.volume !== 0.5;
  }

  #speed(): void {
    const speed = this.#one<HTMLSelectElement>("[data-speed]");
    speed.addEventListener("change", () => (voice.sound.rate = Number(speed.value)));
  }

  #say(key = "", ...values: string[]): void {
    this.#text("[data-says]", say(key, ...values));
  }

  #fill(slider: HTMLInputElement, share: number): void {
    slider.style.setProperty("--fill", `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`);
  }

  #disable(what: string, disabled: boolean): void {
    this.#one<HTMLButtonElement>(`[data-do=${what}]`).disabled = disabled;
  }

  #text(selector: string, text: string): void {
    const element = this.#one(selector);
    if (element.textContent !== text) element.textContent = text;
  }

  #one<E extends HTMLElement = HTMLElement>(selector: string): E {
    const found = this.querySelector<E>(selector);
    if (!found) throw new Error(`the player lacks ${selector}`);
    return found;
  }
}

export type { Player };

export function definePlayer(): void {
  if (!customElements.get("crier-player")) customElements.define("crier-player", Player);
}

export function showPlayer(): void {
  document.querySelector<Player>("crier-player")?.show();
}
