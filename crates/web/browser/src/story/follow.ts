// The page quietly follows the voice, as long as the reader lets it: whoever scrolls elsewhere is left there, and offered a way back.

/** The part of the window in which the voice may move before the page follows, as shares of its height. */
const CALM_FROM = 0.12;
const CALM_TO = 0.62;
/** Where a sentence is brought to. */
const REST_AT = 0.28;
/** Scrolling within this time of ours is ours, not the reader's. */
const OURS_MS = 900;
/** Keys by which a reader scrolls. */
const SCROLLING = new Set(["PageDown", "PageUp", "Home", "End", "ArrowDown", "ArrowUp"]);

let now: HTMLElement | null = null;
let away = false;
let oursUntil = 0;

const button = () => document.querySelector<HTMLElement>("[data-do=follow]");
const calmly = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function inSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const player = document.querySelector("crier-player")?.getBoundingClientRect().top ?? innerHeight;
  return bottom > 0 && top < player;
}

function scrollTo(element: HTMLElement): void {
  oursUntil = performance.now() + OURS_MS;
  const top = element.getBoundingClientRect().top + scrollY - innerHeight * REST_AT;
  window.scrollTo({ top, behavior: calmly() ? "instant" : "smooth" });
}

function offer(): void {
  const back = button();
  if (back) back.hidden = !(away && now && !inSight(now));
}

/** The voice has come to another sentence, or (null) to none of this page. */
export function follow(sentence: HTMLElement | null): void {
  if (sentence === now) return;
  now = sentence;
  if (!now) away = false;
  else if (!away) {
    const { top, bottom } = now.getBoundingClientRect();
    if (top < innerHeight * CALM_FROM || bottom > innerHeight * CALM_TO) scrollTo(now);
  }
  offer();
}

/** Follows again, from where the voice is. False when the voice is not on this page. */
export function backToVoice(): boolean {
  away = false;
  if (now) scrollTo(now);
  offer();
  return !!now;
}

/** The reader chose the place: whatever follows, follows. */
export function stay(): void {
  away = false;
  oursUntil = performance.now() + OURS_MS;
}

export function watchReader(): void {
  const scrolled = () => {
    if (!now || performance.now() < oursUntil) return;
    away = !inSight(now);
    offer();
  };
  // A wheel, a finger or a key takes over at once, even from a movement of ours.
  for (const name of ["wheel", "touchmove"]) {
    document.addEventListener(name, () => void (oursUntil = 0), { passive: true });
  }
  document.addEventListener("keydown", (event) => {
    if (SCROLLING.has(event.key) && !event.defaultPrevented) oursUntil = 0;
  });
  document.addEventListener("scroll", scrolled, { passive: true });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-do=follow]")) backToVoice();
  });
}
