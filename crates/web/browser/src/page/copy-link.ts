// "Copy link": says that it did, then goes back to its own words.
const SAY_FOR_MS = 2_500;

export async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Pages served without TLS on a local network have no clipboard object.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

export function watchCopyLinks(): void {
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    const label = button?.querySelector("span");
    if (!button || !label) return;
    const before = (button.dataset["label"] ??= label.textContent ?? "");
    try {
      await copy(button.dataset["copy"] ?? location.href);
      label.textContent = button.dataset["copied"] ?? "";
    } catch {
      label.textContent = button.dataset["failed"] ?? "";
    }
    setTimeout(() => (label.textContent = before), SAY_FOR_MS);
  });
}
