// The stories on this device, as a list: heard, opened, removed; on the downloads page and on the page that stands in for one
// that could not be fetched.
import type { link } from "../page/link.ts";
import { forgetTakenBack, takenBack } from "./checking.ts";
import type { Store } from "./checking.ts";
import { onChange, remove } from "./keeping.ts";
import { itemOf } from "./names.ts";
import type { Kept } from "./names.ts";
import { BYTES_AT_MOST, STORIES_AT_MOST, size, sum } from "./plan.ts";
import * as shelf from "./shelf.ts";

export interface Hands extends Store {
  /** Makes the buttons that were put into the page work like the others. */
  showOffers: () => void;
  clock: (ms: number) => string;
  link: typeof link;
}

let hands: Hands;

const lang = () => document.documentElement.lang;
const fill = (words: string | undefined, ...values: string[]) => (words ?? "").replace(/%(\d)/g, (_, n: string) => values[Number(n) - 1] ?? "");

/** Begins, once, to keep the lists up to date. */
export function watchList(given: Hands): void {
  hands = given;
  onChange((phase) => phase.state !== "keeping" && void showList());
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const button = at?.closest<HTMLElement>("[data-take]");
    if (button) void remove(button.dataset["take"] ?? "").then(showList);
    if (at?.closest("[data-words-read]")) {
      forgetTakenBack(hands);
      void showList();
    }
    if (at?.closest("[data-last]")) void navigator.storage.persist().then(() => showList());
    if (at?.closest("[data-again]")) location.reload();
  });
}

const slugOf = (row: Element | undefined) => row?.querySelector<HTMLElement>("[data-take]")?.dataset["take"];
const controls = (row: Element | undefined) => [...(row?.querySelectorAll<HTMLElement>("a, button") ?? [])];

/** Whoever stood in a row stands there again at once, or in the row that took its place, or before the list. */
function replaceRows(list: HTMLElement, rows: HTMLElement[]): void {
  const at = [...list.children].findIndex((old) => old.contains(document.activeElement));
  const stood = list.children[at];
  const control = controls(stood).indexOf(document.activeElement as HTMLElement);
  list.replaceChildren(...rows);
  if (!stood) return;
  const same = rows.find((drawn) => slugOf(drawn) === slugOf(stood)) ?? rows[Math.min(at, rows.length - 1)];
  (controls(same)[control] ?? document.querySelector<HTMLElement>("[data-kept] h2, main h1"))?.focus();
}

/** Called for each page shown. */
export async function showList(): Promise<void> {
  const block = document.querySelector<HTMLElement>("[data-kept]");
  if (!block) return;
  if (!shelf.canKeep()) return void (block.dataset["state"] = "cannot");
  const words = JSON.parse(block.dataset["words"] ?? "{}") as Record<string, string>;
  const kept = await shelf.all();
  await shelf.writeProgramme(words["title"] ?? "");
  block.dataset["state"] = kept.length ? "some" : "none";
  const play = block.querySelector<HTMLElement>("[data-programme]");
  if (play && kept[0]) play.dataset["first"] = JSON.stringify(itemOf(kept[0]));
  const list = block.querySelector<HTMLElement>("[data-rows]")!;
  const drawn = kept.map(({ slug, audio }) => slug + audio).join(" ");
  if (list.dataset["drawn"] !== drawn) {
    list.dataset["drawn"] = drawn;
    replaceRows(list, kept.map((story) => row(block, story, words)));
  }
  const put = (selector: string, text: string) => {
    const place = block.querySelector<HTMLElement>(selector);
    if (place && place.textContent !== text) place.textContent = text;
  };
  put("[data-sum]", fill(words["sum"], String(kept.length), String(STORIES_AT_MOST), size(sum(kept), lang()), size(BYTES_AT_MOST, lang())));
  await showRoom(block, words, put);
  showTakenBack(block, words);
  hands.showOffers();
}

function row(block: HTMLElement, story: Kept, words: Record<string, string>): HTMLElement {
  const drawn = block.querySelector<HTMLTemplateElement>("template")!.content.cloneNode(true) as DocumentFragment;
  const part = <E extends HTMLElement>(selector: string) => drawn.querySelector<E>(selector)!;
  const hear = part<HTMLAnchorElement>("[data-story]");
  hear.dataset["story"] = JSON.stringify(itemOf(story));
  hear.href = `${hands.link(story.page)}#listen`;
  hear.setAttribute("aria-label", fill(words["hear"], story.headline));
  const headline = part<HTMLAnchorElement>("[data-headline]");
  headline.textContent = story.headline;
  headline.href = hands.link(story.page);
  headline.lang = story.lang;
  headline.dir = story.dir ?? "auto";
  const when = new Intl.DateTimeFormat(lang(), { dateStyle: "medium" }).format(story.kept_at_ms);
  part("[data-facts]").textContent = [story.publication, hands.clock(story.duration_ms ?? 0), size(story.bytes, lang()), fill(words["since"], when)].join(" · ");
  const take = part("[data-take]");
  take.dataset["take"] = story.slug;
  take.setAttribute("aria-label", fill(words["remove"], story.headline));
  return drawn.firstElementChild as HTMLElement;
}

async function showRoom(block: HTMLElement, words: Record<string, string>, put: (selector: string, text: string) => void): Promise<void> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  put("[data-room]", quota ? fill(words["room"], size(usage ?? 0, lang()), size(quota, lang())) : "");
  const lasts = await navigator.storage?.persisted?.();
  const ask = block.querySelector<HTMLElement>("[data-lasting]");
  if (ask) ask.hidden = lasts !== false || block.dataset["state"] !== "some";
}

function showTakenBack(block: HTMLElement, words: Record<string, string>): void {
  const notice = block.querySelector<HTMLElement>("[data-taken-back]");
  if (!notice) return;
  const gone = takenBack(hands);
  notice.hidden = !gone.length;
  const items = gone.map(({ headline, lang: language }) => {
    const item = document.createElement("li");
    const [before = "", after = ""] = (words["takenBack"] ?? "%1").split("%1");
    const name = document.createElement("b");
    name.textContent = headline;
    name.lang = language;
    item.append(before, name, after);
    return item;
  });
  notice.querySelector("ul")?.replaceChildren(...items);
}
