// The buttons on a page that start a story or a programme. Without scripts they are links to the story's own <audio controls>.
import { firstOf, storyOf } from "../page/story-of.ts";
import { momentTaken } from "../story/moment.ts";
import { expect } from "./narration.ts";
import { voice } from "./voice.ts";

const OFFER = "[data-story], [data-programme]";

/** The offer that was pressed last: its story, and the sentence it begins at. */
let taken = "";

const nameOf = (offer: HTMLElement) => `${storyOf(offer)?.slug ?? ""} ${offer.dataset["from"] ?? ""}`;

function isCurrent(offer: HTMLElement): boolean {
  const source = offer.dataset["programme"];
  if (source !== undefined) return voice.queue?.source === source;
  // One that begins at a moment or a sentence goes there, and only then is a pause.
  if (offer.dataset["at"] !== undefined) return false;
  if (offer.dataset["from"] !== undefined && taken !== nameOf(offer)) return false;
  return !!voice.item && storyOf(offer)?.slug === voice.item.slug;
}

function show(offer: HTMLElement): void {
  const going = isCurrent(offer) && voice.wants;
  offer.classList.toggle("is-going", going);
  const label = offer.querySelector<HTMLElement>("[data-rest]");
  if (label) label.textContent = (going ? label.dataset["going"] : label.dataset["rest"]) ?? "";
  else offer.setAttribute("aria-pressed", String(going));
}

/** Does what pressing the offer means. */
export function take(offer: HTMLElement): void {
  if (isCurrent(offer)) return voice.toggle();
  taken = nameOf(offer);
  const source = offer.dataset["programme"];
  if (source !== undefined) return void voice.playProgramme(source, offer.dataset["title"] ?? "", firstOf(offer));
  const item = storyOf(offer);
  const at = offer.dataset["at"];
  if (item && at !== undefined) {
    momentTaken(offer);
    voice.playFrom(item, Number(at));
  } else if (item) voice.playStory(item, offer.dataset["from"]);
}

/** What the bar offers while nothing has been played: the page's large button, else its first story. */
export function mainOffer(): HTMLElement | null {
  for (const kind of ["main .listen-button[data-story]", "main .play-button[data-programme]", "main [data-story]"]) {
    const offer = document.querySelector<HTMLElement>(kind);
    if (offer) return offer;
  }
  return null;
}

/**
 * Who comes by a letter's “Listen” has asked for the sound. A browser that wants a press on the page first leaves the story in
 * the player, paused, with the focus on its button.
 */
export function beginAsAsked(): void {
  const button = location.hash === "#listen" ? document.querySelector<HTMLElement>("main .listen-button[data-story]") : null;
  if (!button) return;
  button.focus();
  const item = storyOf(button);
  if (item) voice.playStory(item);
}

export function showOffers(): void {
  for (const offer of document.querySelectorAll<HTMLElement>(OFFER)) {
    if (offer instanceof HTMLAnchorElement) offer.setAttribute("role", "button");
    show(offer);
  }
}

export function watchOffers(): void {
  const offerOf = (event: Event) => (event.target instanceof Element ? event.target.closest<HTMLElement>(OFFER) : null);
  document.addEventListener("click", (event) => {
    const offer = offerOf(event);
    if (!offer || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    take(offer);
  });
  // A link that acts as a button answers the space bar like one.
  document.addEventListener("keydown", (event) => {
    const offer = offerOf(event);
    if (event.key !== " " || !(offer instanceof HTMLAnchorElement) || event.target !== offer) return;
    event.preventDefault();
    take(offer);
  });
  document.addEventListener("pointerdown", (event) => {
    const offer = offerOf(event);
    const item = offer && (storyOf(offer) ?? firstOf(offer));
    if (item) expect(item.narration);
  });
  for (const change of ["story", "queue", "state"] as const) voice.on(change, showOffers);
}
