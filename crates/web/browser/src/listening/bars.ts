// On cards: how far a story was heard. And the two rows of a front page that belong to whoever looks: what they were in the
// middle of, and what is new of what they follow.
import type { Item } from "../player/types.ts";
import { given } from "./given.ts";
import type { Listening } from "./listening.ts";
import { newestOf, findStories, storyNamed } from "./stories.ts";
import { heardWords } from "./tools.ts";
import { isDone, share, underWay } from "./view.ts";
import type { View } from "./view.ts";
import { word } from "./words.ts";

/** Stories in a row: as many as are shown at most. */
const IN_ROW = 3;
const IN_FOLLOW_ROW = 4;

export function showBars(listening: Listening): void {
  for (const offer of document.querySelectorAll<HTMLElement>(".hear[data-story]")) {
    const begun = listening.view.stories[given.storyOf(offer)?.slug ?? ""];
    const portion = begun ? (isDone(begun) ? 1 : Math.max(share(begun), begun.of ? begun.ms / begun.of : 0)) : 0;
    offer.classList.toggle("is-begun", portion > 0);
    if (portion > 0) offer.style.setProperty("--begun", `${Math.round(portion * 100)}%`);
    const name = (offer.dataset["name"] ??= offer.getAttribute("aria-label") ?? "");
    const words = portion > 0 ? `${name}, ${heardWords(portion)}` : name;
    if (offer.getAttribute("aria-label") !== words) offer.setAttribute("aria-label", words);
  }
}

/** A line of a list: the story, where it is from, and the button by which it is heard. */
export function line(item: Item, template: string): HTMLElement | null {
  const made = document.querySelector<HTMLTemplateElement>(template)?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!made) return null;
  made.lang = item.lang;
  made.dir = item.dir ?? "auto";
  const headline = made.querySelector("a");
  if (headline) [headline.textContent, headline.href] = [item.headline, given.link(item.page)];
  const from = made.querySelector(".line-from");
  if (from) from.textContent = item.publication;
  const hear = made.querySelector<HTMLAnchorElement>(".hear");
  if (hear) {
    hear.dataset["story"] = JSON.stringify(item);
    hear.href = `${given.link(item.page)}#listen`;
    const length = item.duration_ms ? given.clock(item.duration_ms) : "";
    // What can be seen on it is part of its name: so it is found by voice, too.
    hear.setAttribute("aria-label", [word("hear", item.headline), length].filter(Boolean).join(", "));
    const shown = hear.querySelector(".hear-length");
    if (shown) shown.textContent = length;
  }
  return made;
}

/** What a line shows of a story, and plays: one with anything else is drawn anew. */
export const shown = ({ headline, page, publication, lang, audio, duration_ms }: Item): string =>
  JSON.stringify([headline, page, publication, lang, audio, duration_ms]);

/** The rows for which something is there. */
export function rowsFor(view: View): string[] {
  const { section, publication } = view;
  return [underWay(view).length ? "continue" : "", Object.keys({ ...section, ...publication }).length ? "follow" : ""].filter(Boolean);
}

/** Leaves room for the rows of a page that is about to be shown; of the first page the early script has done it. */
export function makeRoom(listening: Listening): void {
  const rows = rowsFor(listening.view);
  for (const row of ["continue", "follow"]) document.documentElement.classList.toggle(`has-${row}`, rows.includes(row));
}

/** A row of this page, if there is room for it: none comes in between while somebody reads. */
const rowOf = (name: string): HTMLElement | null =>
  document.documentElement.classList.contains(`has-${name}`) ? document.querySelector<HTMLElement>(`[data-row=${name}]`) : null;

function fill(row: HTMLElement, items: readonly Item[]): void {
  const list = row.querySelector("ul");
  const drawn = items.map(shown).join(" ");
  row.hidden = !items.length;
  if (!list || row.dataset["drawn"] === drawn || list.contains(document.activeElement)) return;
  row.dataset["drawn"] = drawn;
  list.replaceChildren(...items.flatMap((item) => line(item, "#story-line") ?? []));
  given.showOffers();
}

/** Draws the rows of this page, if it has any. */
export async function showRows(listening: Listening): Promise<void> {
  const begun = rowOf("continue");
  if (begun) {
    const slugs = underWay(listening.view).map(([slug]) => slug).slice(0, 2 * IN_ROW);
    const draw = () => {
      fill(begun, slugs.flatMap((slug) => storyNamed(slug) ?? []).slice(0, IN_ROW));
      showBars(listening);
    };
    // What is known is there at once; what was corrected or taken back since shows when the newsroom has said so, once a page.
    const isFirst = begun.dataset["asked"] === undefined;
    begun.dataset["asked"] = "";
    if (isFirst && slugs.every((slug) => storyNamed(slug))) draw();
    await findStories(slugs, isFirst);
    draw();
  }
  const followed = rowOf("follow");
  if (followed && followed.dataset["asked"] === undefined) {
    followed.dataset["asked"] = "";
    const { section, publication } = listening.view;
    fill(followed, (await newestOf(Object.keys(section), Object.keys(publication))).slice(0, IN_FOLLOW_ROW));
    showBars(listening);
  }
}
