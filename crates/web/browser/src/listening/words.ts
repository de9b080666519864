// The words of lists and tools: they stand in the page, in its language.

/** A page's words, by key, with %1, %2 … replaced. */
export function word(key: string, ...values: string[]): string {
  const words = JSON.parse(document.querySelector<HTMLElement>("[data-listening-words]")?.dataset["listeningWords"] ?? "{}") as Record<string, string>;
  return (words[key] ?? "").replace(/%(\d)/g, (_, n: string) => values[Number(n) - 1] ?? "");
}

/** For whoever does not see it happen: said once, by the page's own live region. */
export function tell(key: string, ...values: string[]): void {
  const region = document.querySelector<HTMLElement>("[data-listening-says]");
  if (region) region.textContent = word(key, ...values);
}
