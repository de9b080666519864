// The player's words. They stand in the page's markup, so a page in another language brings its own; the player that stays takes them over.

let words: Record<string, string> = {};

export function learn(player: Element): void {
  try {
    words = JSON.parse(player.getAttribute("data-words") ?? "{}") as Record<string, string>;
  } catch {
    words = {};
  }
}

/** The words for `key`, with %1, %2 … replaced. */
export function say(key: string, ...values: string[]): string {
  return (words[key] ?? "").replace(/%(\d)/g, (_, n: string) => values[Number(n) - 1] ?? "");
}

/** Carries labels and texts from the player of a page about to be shown into the one that stays. */
export function relabel(staying: Element, coming: Element): void {
  for (const name of ["data-words", "aria-label"]) {
    const value = coming.getAttribute(name);
    if (value !== null) staying.setAttribute(name, value);
  }
  for (const fresh of coming.querySelectorAll("[data-word]")) {
    const old = staying.querySelector(`[data-word="${fresh.getAttribute("data-word")}"]`);
    if (!old) continue;
    for (const name of ["aria-label", "title", "href"]) {
      const value = fresh.getAttribute(name);
      if (value !== null) old.setAttribute(name, value);
    }
    if (!fresh.firstElementChild && fresh.textContent) old.textContent = fresh.textContent;
  }
  learn(staying);
}
