// Links to a moment of a story. One that is followed leads to its sentence, and the story's button plays from there: no page
// begins to speak by itself. One that is copied leads to where the voice is.
import { copy } from "../page/copy-link.ts";
import { clock } from "../player/clock.ts";
import { segmentAt } from "../player/cues.ts";
import { expect, narration } from "../player/narration.ts";
import { voice } from "../player/voice.ts";
import { fragmentOf, momentIn } from "./moment-time.ts";
import { findText } from "./text.ts";

/** How long a button says what it did. */
const SAY_FOR_MS = 2_500;

let work = new AbortController();

/** Called for each page shown, and when only the fragment has changed. */
export function readyMoment(): void {
  work.abort();
  work = new AbortController();
  const button = document.querySelector<HTMLElement>("main .listen-button[data-story]");
  const label = button?.querySelector<HTMLElement>("[data-rest]");
  if (!button || !label) return;
  button.dataset["plain"] ??= label.dataset["rest"] ?? "";
  const ms = momentIn(location.hash);
  const text = findText();
  if (ms === undefined || !text?.item) {
    momentTaken(button);
  } else {
    button.dataset["at"] = String(ms);
    label.dataset["rest"] = (button.dataset["playFrom"] ?? "%1").replace("%1", clock(ms));
    void lead(text.item.narration, ms, work.signal);
  }
  // While the story is heard a press would pause it; with a moment it goes there.
  if (button.dataset["at"] !== undefined) button.classList.remove("is-going");
  if (!button.classList.contains("is-going")) label.textContent = label.dataset["rest"] ?? "";
}

/** The moment was heard, or is none any more: the button is what it was. */
export function momentTaken(button: HTMLElement): void {
  delete button.dataset["at"];
  const label = button.querySelector<HTMLElement>("[data-rest]");
  if (label) label.dataset["rest"] = button.dataset["plain"] ?? "";
  dim();
}

function dim(): void {
  for (const sentence of document.querySelectorAll(".s.is-meant")) sentence.classList.remove("is-meant");
}

/** Shows the sentence that is said at that moment; of the end, the last one. */
async function lead(address: string, ms: number, signal: AbortSignal): Promise<void> {
  try {
    expect(address);
    const { segments, state } = await narration(address, signal);
    const text = findText();
    if (signal.aborted || state !== "ready" || !text) return;
    // What the voice adds of its own is not in the text: the sentence before it, or the first one.
    const said = segments.slice(0, segmentAt(segments, ms) + 1).reverse().find(({ id }) => text.sentences.has(id));
    const sentence = said ? text.sentences.get(said.id) : text.sentences.values().next().value;
    dim();
    sentence?.classList.add("is-meant");
    sentence?.scrollIntoView({ block: "center" });
  } catch {
    // Without its times the story can still be heard from there.
  }
}

/** Copies the address of where the voice is; tells the moment, or undefined when nothing could be copied. */
export async function copyMoment(): Promise<number | undefined> {
  const item = voice.item;
  if (!item) return undefined;
  const ms = voice.ms;
  try {
    await copy(location.origin + item.page + fragmentOf(ms));
    return ms;
  } catch {
    return undefined;
  }
}

/** The button under the story copies what the player is at, so it waits until this story is in it. */
function showShare(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-copy-moment]");
  if (button) button.disabled = voice.item?.slug !== document.querySelector<HTMLElement>("[data-read-along]")?.dataset["readAlong"];
}

export function watchMoments(): void {
  window.addEventListener("hashchange", readyMoment);
  voice.on("story", showShare);
  document.addEventListener("turbo:before-cache", dim);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy-moment]") : null;
    const label = button?.querySelector<HTMLElement>("span");
    if (!button || !label) return;
    const before = (button.dataset["label"] ??= label.textContent ?? "");
    void copyMoment().then((ms) => {
      label.textContent = ms === undefined ? (button.dataset["failed"] ?? "") : (button.dataset["copied"] ?? "").replace("%1", clock(ms));
      setTimeout(() => (label.textContent = before), SAY_FOR_MS);
    });
  });
}

/** Called for each page shown. */
export function showMoments(): void {
  readyMoment();
  showShare();
}
