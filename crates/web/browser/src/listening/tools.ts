// What one can do with a story besides hearing it: play it next, add it to the queue, save it for later; and follow a section
// or a publication. The buttons of a card come when its "more" is pressed; those of a story's own page stand there.
import type { Item } from "../player/types.ts";
import type { Kind } from "./entries.ts";
import { given } from "./given.ts";
import type { Listening } from "./listening.ts";
import { tell, word } from "./words.ts";

const itemOf = (element: Element): Item | undefined => {
  const story = element.closest(".card, .hit, .line, .listen")?.querySelector<HTMLElement>("[data-story]");
  return story ? given.storyOf(story) : undefined;
};

function makeTools(): HTMLElement | null {
  const template = document.querySelector<HTMLTemplateElement>("#story-tools");
  return (template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined) ?? null;
}

function show(listening: Listening, tools: HTMLElement): void {
  const item = itemOf(tools);
  if (!item) return;
  const is = { queue: listening.isMarked("queued", item.slug), save: listening.isMarked("saved", item.slug) };
  for (const [name, on] of Object.entries(is)) {
    const label = tools.querySelector<HTMLElement>(`[data-tool="${name}"] span`);
    const text = label?.dataset[on ? "on" : "off"] ?? "";
    if (label && label.textContent !== text) label.textContent = text;
    label?.parentElement?.classList.toggle("is-on", on);
  }
}

function use(listening: Listening, tool: string, item: Item): void {
  const name = item.headline;
  if (tool === "save") {
    const saves = !listening.isMarked("saved", item.slug);
    listening.save(item, saves);
    return tell(saves ? "saved" : "unsaved", name);
  }
  if (tool === "queue" && listening.isMarked("queued", item.slug)) {
    listening.mark("queued", item.slug, false);
    return tell("unqueued", name);
  }
  const fits = listening.lineUpStory(item, tool === "next");
  tell(fits ? (tool === "next" ? "next" : "queued") : "full", name);
}

function open(listening: Listening, button: HTMLElement): void {
  const opens = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(opens));
  const around = button.closest(".card-words, .hit, .line");
  if (!opens) return void around?.querySelector(".story-tools")?.remove();
  const tools = makeTools();
  if (!tools || !around) return;
  around.append(tools);
  show(listening, tools);
}

const isFollowed = (listening: Listening, button: HTMLElement): boolean =>
  listening.isMarked(button.dataset["follow"] as Kind, button.dataset["target"] ?? "");

export function showTools(listening: Listening): void {
  for (const tools of document.querySelectorAll<HTMLElement>(".story-tools")) show(listening, tools);
  for (const button of document.querySelectorAll<HTMLElement>("[data-follow]")) {
    const on = isFollowed(listening, button);
    button.setAttribute("aria-pressed", String(on));
  }
}

export function watchTools(listening: Listening): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const more = target?.closest<HTMLElement>("[data-more]");
    if (more) return open(listening, more);
    const tool = target?.closest<HTMLElement>("[data-tool]");
    const item = tool && itemOf(tool);
    if (item) return use(listening, tool.dataset["tool"] ?? "", item);
    const follow = target?.closest<HTMLElement>("[data-follow]");
    if (!follow) return;
    const on = !isFollowed(listening, follow);
    listening.mark(follow.dataset["follow"] as Kind, follow.dataset["target"] ?? "", on);
    tell(on ? "followed" : "unfollowed", follow.dataset["name"] ?? "");
  });
  // What was opened stays behind when the page is kept for coming back.
  document.addEventListener("turbo:before-cache", () => {
    for (const tools of document.querySelectorAll(".card .story-tools, .hit .story-tools, .line .story-tools")) tools.remove();
    for (const button of document.querySelectorAll("[data-more]")) button.setAttribute("aria-expanded", "false");
  });
  listening.on(() => showTools(listening));
}

/** How much of a story was heard, in words. */
export const heardWords = (portion: number): string =>
  portion >= 0.97 ? word("heardAll") : word("heardShare", String(Math.max(1, Math.round(portion * 100))));
