// Spots on pages. Their room is kept by the page; whose turn it is is asked when somebody comes near, and it is a showing
// when half of it was in the window for a second.
import { handBack, ask, tell } from "./tickets.ts";
import type { Keeper, Picture, Sent, Ticket, Wanted } from "./tickets.ts";

/** How near one has to come. */
const NEAR = "300px";
const HALF = 0.5;
const NOTICED_MS = 1_000;

/** The tickets of this page that were not seen yet. */
const unseen = new Map<HTMLElement, Ticket>();

let near: IntersectionObserver;
let seen: IntersectionObserver;
const timers = new Map<HTMLElement, number>();
let keeper: Keeper;

export function watchSlots(kept: Keeper): void {
  keeper = kept;
  near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      void fill(target as HTMLElement);
    }
  }, { rootMargin: NEAR });
  seen = new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio } of entries) look(target as HTMLElement, intersectionRatio >= HALF);
  }, { threshold: [0, HALF] });
  document.addEventListener("visibilitychange", () => {
    // Nobody sees a window behind others; what is in it is looked at anew when it comes forward.
    for (const slot of unseen.keys()) {
      look(slot, false);
      seen.unobserve(slot);
      if (!document.hidden) seen.observe(slot);
    }
  });
  // A page that is kept for the way back is kept without its spots: whoever comes back is somebody who looks anew.
  document.addEventListener("turbo:before-cache", () => {
    leave();
    for (const slot of document.querySelectorAll<HTMLElement>("[data-spot-slot]")) {
      slot.replaceChildren();
      slot.hidden = false;
    }
  });
  window.addEventListener("pagehide", leave);
}

export function readySlots(): void {
  for (const slot of document.querySelectorAll<HTMLElement>("[data-spot-slot]")) near.observe(slot);
}

function leave(): void {
  for (const [slot, ticket] of unseen) {
    look(slot, false);
    handBack(keeper, ticket);
  }
  unseen.clear();
}

async function fill(slot: HTMLElement): Promise<void> {
  const { spotSlot, forStory, section, lang } = slot.dataset;
  const wanted: Wanted = { placement: spotSlot as Wanted["placement"] };
  if (forStory) wanted.story = forStory;
  if (section) wanted.section = section;
  if (lang) wanted.lang = lang;
  const ticket = await ask(keeper, wanted);
  if (!slot.isConnected) return void (ticket && handBack(keeper, ticket));
  if (!ticket) {
    // Its room is given back where that moves nothing that somebody reads.
    slot.hidden = slot.getBoundingClientRect().top >= window.innerHeight;
    return;
  }
  draw(slot, ticket.spot);
  unseen.set(slot, ticket);
  seen.observe(slot);
}

function look(slot: HTMLElement, visible: boolean): void {
  clearTimeout(timers.get(slot));
  timers.delete(slot);
  if (!visible || document.hidden) return;
  const begun = performance.now();
  timers.set(slot, window.setTimeout(() => {
    const ticket = unseen.get(slot);
    // A machine that slept has let nobody see it.
    if (!ticket || performance.now() - begun > 5 * NOTICED_MS) return;
    unseen.delete(slot);
    seen.unobserve(slot);
    void tell(ticket);
  }, NOTICED_MS));
}

function draw(slot: HTMLElement, spot: Sent): void {
  const words = JSON.parse(slot.dataset["words"] ?? "{}") as Record<string, string>;
  const name = (spot.house ? words["house"] : words["spot"]) ?? "";
  slot.setAttribute("aria-label", name);
  const label = element("p", "spot-label", name);
  if (spot.partner) {
    label.append(" · ");
    const partner = element("span", "", spot.partner);
    partner.lang = spot.lang;
    label.append(partner);
  }
  const headline = element("p", "spot-headline");
  headline.append(spot.href ? link(spot, words["opens"] ?? "") : spot.headline);
  const text = element("div");
  text.append(headline, element("p", "spot-words", spot.words));
  const body = element("div", "spot-body");
  body.lang = spot.lang;
  body.dir = spot.dir;
  if (spot.picture) body.append(picture(spot.picture));
  body.append(text);
  slot.replaceChildren(label, body);
}

function link(spot: Sent, opens: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.href = spot.href ?? "";
  anchor.textContent = spot.headline;
  // The news goes on in this tab.
  if (anchor.origin !== location.origin) {
    anchor.target = "_blank";
    anchor.rel = spot.house ? "noopener" : "sponsored noopener";
    anchor.title = opens;
  } else if (!spot.house) anchor.rel = "sponsored";
  return anchor;
}

function picture({ src, srcset, width, height }: Picture): HTMLElement {
  const frame = element("div", "spot-picture");
  const image = document.createElement("img");
  Object.assign(image, { sizes: "10rem", srcset, width, height, alt: "", loading: "lazy", decoding: "async", src });
  frame.append(image);
  return frame;
}

function element(name: string, className = "", text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
