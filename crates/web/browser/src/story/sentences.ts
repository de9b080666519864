// A click, a tap or Enter on a sentence hears the story from there. Links, selecting and copying work as in any text.
// By keyboard the text is one stop of the Tab key; the arrow keys move from sentence to sentence inside it.
import { expect } from "../player/narration.ts";
import { voice } from "../player/voice.ts";
import { stay } from "./follow.ts";
import { findText } from "./text.ts";
import type { Text } from "./text.ts";

/** A second click within this time selects a word, and the first one did not mean to be heard. */
const DOUBLE_CLICK_MS = 240;

let text: Text | null = null;
let hint: HTMLElement | null = null;

function hear(sentence: HTMLElement): void {
  const segment = sentence.dataset["segment"];
  const item = text?.item;
  if (!segment || !item) return;
  stay();
  voice.playStory(item, segment);
}

const sentenceOf = (target: EventTarget | null) =>
  target instanceof Element && text?.element.contains(target) ? target.closest<HTMLElement>(".s[data-segment]") : null;

function rove(to: HTMLElement): void {
  for (const sentence of text?.sentences.values() ?? []) if (sentence.tabIndex === 0) sentence.tabIndex = -1;
  to.tabIndex = 0;
}

function move(from: HTMLElement, step: number): void {
  const all = [...(text?.sentences.values() ?? [])];
  const to = all[all.indexOf(from) + step];
  if (!to) return;
  rove(to);
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

/** Called for each page shown. */
export function readySentences(): void {
  hint?.remove();
  hint = null;
  text = findText();
  if (!text?.item) return;
  for (const sentence of text.sentences.values()) sentence.tabIndex = -1;
  const body = text.element.querySelector<HTMLElement>(".text .s") ?? text.sentences.values().next().value;
  if (body) body.tabIndex = 0;
  const words = text.element.querySelector<HTMLElement>("[data-hint]")?.dataset["hint"];
  if (!words) return;
  hint = document.createElement("p");
  hint.className = "sentence-hint";
  hint.id = "sentence-hint";
  hint.textContent = words;
  hint.hidden = true;
  text.element.append(hint);
  body?.setAttribute("aria-describedby", hint.id);
}

export function watchSentences(): void {
  let timer = 0;
  document.addEventListener("click", (event) => {
    clearTimeout(timer);
    const sentence = sentenceOf(event.target);
    if (!sentence || event.detail > 1 || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("a, button, summary, input, textarea, label")) return;
    if (!getSelection()?.isCollapsed) return;
    timer = window.setTimeout(() => getSelection()?.isCollapsed !== false && hear(sentence), DOUBLE_CLICK_MS);
  });
  document.addEventListener("pointerover", (event) => {
    if (sentenceOf(event.target) && text?.item && voice.item?.slug !== text.slug) expect(text.item.narration);
  });
  document.addEventListener("keydown", (event) => {
    const sentence = event.target instanceof HTMLElement && event.target.matches(".s[data-segment]") ? sentenceOf(event.target) : null;
    if (!sentence || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Enter") hear(sentence);
    else if (event.key === "ArrowDown") move(sentence, 1);
    else if (event.key === "ArrowUp") move(sentence, -1);
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const focused = event.target instanceof HTMLElement && event.target.matches(".s:focus-visible") && sentenceOf(event.target);
    if (hint) hint.hidden = !focused;
    if (focused) rove(focused);
  });
  document.addEventListener("focusout", () => hint && (hint.hidden = true));
  document.addEventListener("turbo:before-cache", () => {
    hint?.remove();
    for (const sentence of text?.sentences.values() ?? []) sentence.removeAttribute("tabindex");
  });
}
