// "Keep for the road": what a story's button says and does.
import type { link } from "../page/link.ts";
import type { Item } from "../player/types.ts";
import { cancel, keep, lookUp, onChange, phaseOf } from "./keeping.ts";
import type { Phase } from "./keeping.ts";
import { STORIES_AT_MOST, size } from "./plan.ts";
import { canKeep } from "./shelf.ts";

type Words = Record<string, string>;

let linkTo: typeof link;

const blocks = () => document.querySelectorAll<HTMLElement>("[data-keep]");
const itemOf = (block: HTMLElement) => JSON.parse(block.dataset["keep"] ?? "{}") as Item;
const wordsOf = (block: HTMLElement) => JSON.parse(block.dataset["words"] ?? "{}") as Words;
const fill = (words: string | undefined, ...values: string[]) => (words ?? "").replace(/%(\d)/g, (_, n: string) => values[Number(n) - 1] ?? "");

/** Called for each page shown. */
export function showKeep(): void {
  for (const block of blocks()) {
    if (canKeep()) void lookUp(itemOf(block).slug).then(paint);
  }
  paint();
}

export function watchKeep(given: typeof link): void {
  linkTo = given;
  onChange(paint);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-keep-do]") : null;
    const block = button?.closest<HTMLElement>("[data-keep]");
    if (block) press(block);
  });
  document.addEventListener("turbo:before-cache", () => document.querySelector("dialog.ask")?.remove());
}

function press(block: HTMLElement): void {
  const item = itemOf(block);
  if (!canKeep()) {
    block.querySelector<HTMLElement>("[data-keep-label]")!.textContent = wordsOf(block)["cannot"] ?? "";
    return say(block, wordsOf(block)["cannot"]);
  }
  const { state } = phaseOf(item.slug);
  if (state === "waiting" || state === "keeping") return cancel(item.slug);
  void keep(item, addressOf(item));
}

/** The story's page as it is read here: in the language of the interface. */
const addressOf = (item: Item): string => linkTo(item.page);

function paint(): void {
  for (const block of blocks()) {
    const item = itemOf(block);
    const phase = phaseOf(item.slug);
    block.dataset["state"] = phase.state;
    block.querySelector<HTMLElement>("[data-keep-do]")!.hidden = phase.state === "kept";
    block.querySelector<HTMLElement>("[data-keep-link]")!.hidden = phase.state !== "kept";
    const words = wordsOf(block);
    const label = block.querySelector<HTMLElement>("[data-keep-label]")!;
    const text = labelOf(phase, words);
    if (label.textContent !== text) label.textContent = text;
    // Told once a state, not with every percent.
    if (block.dataset["said"] !== phase.state) {
      block.dataset["said"] = phase.state;
      say(block, phase.state === "none" ? "" : phase.state === "kept" ? words["kept"] : text);
    }
    if (phase.state === "asks") askFor(item, phase, words);
  }
}

function labelOf(phase: Phase, words: Words): string {
  switch (phase.state) {
    case "waiting": return words["waiting"] ?? "";
    case "keeping": return fill(words["keeping"], String(Math.floor(phase.share * 100)));
    case "failed": return words[phase.why] ?? "";
    default: return words["keep"] ?? "";
  }
}

function say(block: HTMLElement, text: string | undefined): void {
  const says = block.querySelector<HTMLElement>("[data-keep-says]");
  if (says && says.textContent !== text) says.textContent = text ?? "";
}

/** Nothing is taken away unasked: whoever has no room left chooses. */
function askFor(item: Item, { because, oldest }: Extract<Phase, { state: "asks" }>, words: Words): void {
  if (document.querySelector("dialog.ask")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "help ask";
  const text = document.createElement("p");
  text.id = "ask-text";
  text.textContent = fill(words[because === "count" ? "askCount" : "askBytes"], String(STORIES_AT_MOST), oldest.headline, size(oldest.bytes, document.documentElement.lang));
  dialog.setAttribute("aria-labelledby", text.id);
  const form = document.createElement("form");
  form.method = "dialog";
  const choice = (value: string, label: string | undefined) => {
    const button = document.createElement("button");
    button.className = "button is-plain";
    button.value = value;
    button.textContent = label ?? "";
    return button;
  };
  form.append(choice("instead", words["askYes"]), choice("", words["askNo"]));
  dialog.append(text, form);
  dialog.addEventListener("close", () => {
    dialog.remove();
    cancel(item.slug);
    if (dialog.returnValue === "instead") void keep(item, addressOf(item), oldest.slug);
  });
  document.body.append(dialog);
  dialog.showModal();
}
