// The pages of lists: what is lined up, what was heard, what was saved, what is followed.
import type { Item } from "../player/types.ts";
import type { Voice } from "../player/voice.ts";
import { line, showBars, shown as shownOf } from "./bars.ts";
import { given } from "./given.ts";
import type { Listening } from "./listening.ts";
import { findStories, isGone, newestOf, storyNamed } from "./stories.ts";
import { heardWords } from "./tools.ts";
import { byTime, isDone, share } from "./view.ts";
import { tell, word } from "./words.ts";

/** Lines of a history at first, and with each "Show more". */
const LINES = 60;

let listening: Listening;
let voice: Voice;
let page: HTMLElement;
let shown = LINES;
let watching = false;
let takenBack: (() => void) | null = null;

const part = <E extends HTMLElement = HTMLElement>(name: string): E | null => page.querySelector<E>(`[data-part="${name}"]`);

export function showListPage(all: Listening, sound: Voice): void {
  const found = document.querySelector<HTMLElement>("[data-list]");
  if (!found) return;
  [listening, voice, page, shown, takenBack] = [all, sound, found, LINES, null];
  if (!watching) watch();
  void begin();
}

async function begin(): Promise<void> {
  draw();
  const { view } = listening;
  const slugs: Record<string, () => string[]> = {
    queue: () => listening.queue,
    saved: () => Object.keys(view.saved),
    history: () => byTime(view).slice(0, shown).map(([slug]) => slug),
  };
  // As they are now: what was corrected has another sound, what was retracted is gone.
  await findStories(slugs[page.dataset["list"] ?? ""]?.() ?? [], true);
  draw();
  if (page.dataset["list"] !== "following") return;
  const newest = await newestOf(Object.keys(view.section), Object.keys(view.publication));
  const list = part("newest");
  if (!list) return;
  list.hidden = !newest.length;
  list.querySelector("ul")?.replaceChildren(...newest.flatMap((item) => lineOf(item.slug, item) ?? []));
  given.showOffers();
  showBars(listening);
}

function watch(): void {
  watching = true;
  listening.on(() => page.isConnected && draw());
  for (const change of ["story", "queue", "state"] as const) voice.on(change, () => page.isConnected && drawNow());
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-act]") : null;
    if (button && page.contains(button)) act(button.dataset["act"] ?? "", button);
  });
  // A story is moved by the keyboard from whatever of its line has the focus.
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown") || page.dataset["list"] !== "queue") return;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-slug]") : null;
    if (!row || !page.contains(row)) return;
    event.preventDefault();
    move(row.dataset["slug"] ?? "", event.key === "ArrowUp" ? -1 : 1);
  });
}

// ── What is shown ──

function draw(): void {
  switch (page.dataset["list"]) {
    case "queue":
      drawNow();
      return drawList(listening.queue);
    case "saved": {
      const saved = Object.entries(listening.view.saved).sort(([, a], [, b]) => b - a);
      return drawList(saved.map(([slug]) => slug));
    }
    case "history": return drawHistory();
    default: {
      const { section, publication } = listening.view;
      show("empty", !Object.keys({ ...section, ...publication }).length);
    }
  }
}

function show(name: string, isThere: boolean): void {
  const found = part(name);
  if (found) found.hidden = !isThere;
}

function drawNow(): void {
  const now = part("now");
  if (!now) return;
  const item = voice.item;
  now.hidden = !item;
  if (!item) return;
  const headline = now.querySelector("a");
  if (headline && headline.textContent !== item.headline) [headline.textContent, headline.href, headline.lang] = [item.headline, item.page, item.lang];
  const queue = voice.queue;
  const rest = queue ? queue.items.length - queue.index - 1 : 0;
  const after = now.querySelector(".line-from");
  const words = rest > 0 && queue ? word("rest", String(rest), queue.title) : item.publication;
  if (after && after.textContent !== words) after.textContent = words;
}

/** Lines stay what they are while others come and go: whoever has the focus in one keeps it. */
function fill(list: HTMLElement, slugs: readonly string[]): void {
  const old = new Map([...list.children].map((row) => [(row as HTMLElement).dataset["slug"] ?? "", row as HTMLElement]));
  const rows = slugs.flatMap((slug) => {
    const item = storyNamed(slug);
    const before = old.get(slug);
    if (before && before.classList.contains("is-gone") === isGone(slug) && (isAsItWas(before, item) || isInUse(before))) return before;
    return (item ? lineOf(slug, item) : isGone(slug) ? goneLine(slug) : null) ?? [];
  });
  if (rows.length === list.children.length && rows.every((row, at) => list.children[at] === row)) return;
  const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement : null;
  list.replaceChildren(...rows);
  if (focused?.isConnected) focused.focus();
  given.showOffers();
  showBars(listening);
}

/** Whether a line shows a story as it is now. */
function isAsItWas(row: HTMLElement, item: Item | undefined): boolean {
  const hear = row.querySelector<HTMLElement>(".hear");
  const drawn = hear && given.storyOf(hear);
  return !drawn || !item || shownOf(drawn) === shownOf(item);
}

/** Whoever is in a line, or has opened its tools, is not interrupted by its new headline. */
const isInUse = (row: HTMLElement): boolean => row.contains(document.activeElement) || !!row.querySelector(".story-tools");

function lineOf(slug: string, item: Item): HTMLElement | null {
  const row = line(item, "#list-line");
  if (!row) return null;
  row.dataset["slug"] = slug;
  for (const button of row.querySelectorAll<HTMLElement>("[data-act], [data-more]")) {
    button.setAttribute("aria-label", word(button.dataset["act"] ?? "more", item.headline));
  }
  return row;
}

function goneLine(slug: string): HTMLElement | null {
  const row = document.querySelector<HTMLTemplateElement>("#list-line")?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!row) return null;
  row.dataset["slug"] = slug;
  row.classList.add("is-gone");
  row.querySelector(".line-headline")?.replaceChildren(word("gone"));
  for (const button of row.querySelectorAll(".hear, [data-more]")) button.remove();
  for (const button of row.querySelectorAll<HTMLElement>("[data-act]")) {
    if (button.dataset["act"] !== "remove") button.remove();
    else button.setAttribute("aria-label", word("remove", word("gone")));
  }
  return row;
}

function drawList(slugs: readonly string[]): void {
  const list = part("lines");
  if (list) fill(list, slugs);
  show("full", slugs.length > 0);
  show("empty", !slugs.length);
  for (const [at, row] of [...(list?.children ?? [])].entries()) {
    const disable = (act: string, disabled: boolean) => row.querySelector(`[data-act=${act}]`)?.setAttribute("aria-disabled", String(disabled));
    disable("up", at === 0);
    disable("down", at === slugs.length - 1);
  }
}

function drawHistory(): void {
  const list = part("days");
  if (!list) return;
  const all = byTime(listening.view);
  show("full", all.length > 0);
  show("empty", !all.length);
  show("more", all.length > shown);
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full" });
  const days = new Map<string, string[]>();
  for (const [slug, { at }] of all.slice(0, shown)) {
    const name = day.format(at - listening.view.behind);
    days.set(name, [...(days.get(name) ?? []), slug]);
  }
  const old = new Map([...list.children].map((section) => [(section as HTMLElement).dataset["day"] ?? "", section as HTMLElement]));
  const sections = [...days].map(([name, slugs]) => {
    const section = old.get(name) ?? dayOf(name);
    fill(section.querySelector("ul")!, slugs);
    return section;
  });
  if (sections.some((section, at) => list.children[at] !== section) || sections.length !== list.children.length) list.replaceChildren(...sections);
  for (const row of list.querySelectorAll<HTMLElement>("[data-slug]")) {
    const begun = listening.view.stories[row.dataset["slug"] ?? ""];
    const heard = row.querySelector(".line-heard");
    if (!begun || !heard) continue;
    const words = [heardWords(isDone(begun) ? Math.max(share(begun), 0) : share(begun)), begun.of ? word("of", given.clock(begun.of)) : ""].filter(Boolean).join(" · ");
    if (heard.textContent !== words) heard.textContent = words;
  }
}

function dayOf(name: string): HTMLElement {
  const section = document.createElement("section");
  section.className = "lines-day";
  section.dataset["day"] = name;
  const title = document.createElement("h2");
  title.textContent = name;
  const list = document.createElement("ul");
  list.className = "lines";
  section.append(title, list);
  return section;
}

// ── What is done ──

function act(what: string, button: HTMLElement): void {
  const slug = button.closest<HTMLElement>("[data-slug]")?.dataset["slug"] ?? "";
  const item = storyNamed(slug);
  switch (what) {
    case "up": return move(slug, -1);
    case "down": return move(slug, 1);
    case "over": return item && listening.startOver(item);
    case "remove": return remove(slug);
    case "play": return play();
    case "undo": return undo();
    case "empty": return empty();
    case "more": {
      shown += LINES;
      return void begin();
    }
    case "clear": return show("sure", true), part("sure")?.querySelector("button")?.focus();
    case "keep": return show("sure", false), page.querySelector<HTMLElement>("[data-act=clear]")?.focus();
    case "clear-now": {
      listening.forgetAll();
      show("sure", false);
      tell("cleared");
      document.querySelector<HTMLElement>("main")?.focus();
    }
  }
}

const headlineOf = (slug: string): string => storyNamed(slug)?.headline ?? word("gone");

function move(slug: string, by: -1 | 1): void {
  const { queue } = listening;
  const to = queue.indexOf(slug) + by;
  if (to < 0 || to >= queue.length) return tell(by < 0 ? "first" : "last", headlineOf(slug));
  listening.lineUp(slug, to);
  tell("moved", headlineOf(slug), String(to + 1), String(queue.length));
}

function remove(slug: string): void {
  const name = headlineOf(slug);
  switch (page.dataset["list"]) {
    case "queue": {
      const at = listening.queue.indexOf(slug);
      listening.mark("queued", slug, false);
      return offerUndo(word("unqueued", name), () => listening.lineUp(slug, at));
    }
    case "saved":
      listening.mark("saved", slug, false);
      return offerUndo(word("unsaved", name), () => listening.mark("saved", slug, true));
    default: {
      const rows = [...page.querySelectorAll<HTMLElement>("[data-slug]")];
      const at = rows.findIndex((row) => row.dataset["slug"] === slug);
      const next = rows[at + 1] ?? rows[at - 1];
      listening.forget(slug);
      tell("forgotten", name);
      (next?.querySelector<HTMLElement>("[data-act=remove]") ?? document.querySelector<HTMLElement>("main"))?.focus();
    }
  }
}

function empty(): void {
  const slugs = listening.queue;
  for (const slug of slugs) listening.mark("queued", slug, false);
  offerUndo(word("emptied"), () => slugs.forEach((slug, at) => listening.lineUp(slug, at)));
}

function play(): void {
  const item = listening.queue.map(storyNamed).find((found) => found);
  if (item) voice.playStory(item);
}

/** What was taken away can be put back until something else is done. */
function offerUndo(words: string, back: () => void): void {
  takenBack = back;
  const notice = part("undo");
  const text = notice?.querySelector("span");
  if (!notice || !text) return;
  text.textContent = words;
  notice.hidden = false;
  notice.querySelector("button")?.focus();
}

function undo(): void {
  takenBack?.();
  takenBack = null;
  show("undo", false);
  tell("undone");
  page.querySelector<HTMLElement>("[data-act=remove]")?.focus();
}
