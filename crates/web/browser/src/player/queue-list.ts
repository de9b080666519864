// The programme, as a list one can choose from. Drawn anew only when other stories stand in it: whoever has the focus in it keeps it.
import { clock } from "./clock.ts";
import type { Queue } from "./queue.ts";
import type { Item } from "./types.ts";

let drawn = "";

export function showQueue(list: HTMLElement, queue: Queue | null): void {
  const items = queue?.items ?? [];
  const stories = items.map((item) => item.slug).join(" ");
  if (drawn !== stories) {
    drawn = stories;
    list.replaceChildren(...items.map(entry));
  }
  for (const [index, row] of [...list.children].entries()) {
    const button = row.firstElementChild;
    const length = button?.querySelector("i");
    const known = lengthOf(items[index]);
    if (length && length.textContent !== known) length.textContent = known;
    if (index === queue?.index) button?.setAttribute("aria-current", "true");
    else button?.removeAttribute("aria-current");
  }
}

const lengthOf = (item: Item | undefined) => (item?.duration_ms ? clock(item.duration_ms) : "");

function entry(item: Item, index: number): HTMLLIElement {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["do"] = "go";
  button.dataset["index"] = String(index);
  button.append(part("b", item.headline, item.lang), part("i", lengthOf(item)), part("span", item.publication));
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
