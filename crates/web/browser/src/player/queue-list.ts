// The programme, as a list one can choose from. Drawn anew only when it changed.
import { clock } from "./clock.ts";
import type { Queue } from "./queue.ts";
import type { Item } from "./types.ts";

let drawn: readonly Item[] | null = null;

export function showQueue(list: HTMLElement, queue: Queue | null): void {
  const items = queue?.items ?? [];
  if (drawn !== items) {
    drawn = items;
    list.replaceChildren(...items.map(entry));
  }
  for (const [index, row] of [...list.children].entries()) {
    const button = row.firstElementChild;
    if (index === queue?.index) button?.setAttribute("aria-current", "true");
    else button?.removeAttribute("aria-current");
  }
}

function entry(item: Item, index: number): HTMLLIElement {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["do"] = "go";
  button.dataset["index"] = String(index);
  button.append(part("b", item.headline, item.lang), part("i", item.duration_ms ? clock(item.duration_ms) : ""), part("span", item.publication));
  row.append(button);
  return row;
}

function part(name: string, text: string, lang?: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  if (lang) element.lang = lang;
  element.dir = "auto";
  return element;
}
