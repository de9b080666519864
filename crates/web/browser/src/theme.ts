// Runs before the first paint: says that scripts work, sets the chosen colours, so that nothing flashes, and calls the main
// script. Should that fail to arrive, the page falls back to what it is without scripts.
const root = document.documentElement;
const app = document.currentScript?.dataset["app"];
root.classList.add("js");
try {
  const chosen = localStorage.getItem("crier:theme");
  if (chosen === "light" || chosen === "dark") root.dataset["theme"] = chosen;
  // Rows of a front page that come for whoever has begun or follows something: room is left for them.
  for (const row of (localStorage.getItem("crier:rows") ?? "").split(" ")) if (row) root.classList.add(`has-${row}`);
} catch {
  // Storage may be forbidden; the device's colours then hold.
}

/** By then the first picture has been decoded and painted. */
const PAINTED_MS = 150;
/** Signs that somebody wants to do something. (Browsers make up a pointerover of their own when a page appears.) */
const WANTED = ["pointermove", "pointerdown", "touchstart", "keydown"];
/** What a press means only with the main script, or with what that brings: the press is kept until it is there. */
const LATER = "[data-story], [data-programme], [data-more], [data-tool], [data-follow]";
const SENTENCE = ".s[data-segment]";
let pressed: HTMLElement | null = null;

function keep(event: MouseEvent): void {
  // Whatever is pressed on its own account (a link inside a sentence) is no press on what is around it.
  const on = event.target instanceof Element ? event.target.closest<HTMLElement>(`a, button, summary, ${LATER}, ${SENTENCE}`) : null;
  // A second click selects a word.
  pressed = on?.matches(`${LATER}, ${SENTENCE}`) && event.detail <= 1 ? on : null;
  if (pressed?.matches(LATER)) event.preventDefault();
}

// The main script waits until text and first picture are there, or until the first sign that it is wanted: on a slow line
// it would take their place.
function call(): void {
  for (const sign of WANTED) removeEventListener(sign, call);
  if (!app || document.querySelector("script[type=module]")) return;
  const script = document.createElement("script");
  script.type = "module";
  script.src = app;
  script.addEventListener("load", () => {
    document.removeEventListener("click", keep);
    pressed?.click();
  });
  script.addEventListener("error", () => {
    root.classList.remove("js");
    document.removeEventListener("click", keep);
    pressed?.click();
  });
  document.head.append(script);
}

document.addEventListener("click", keep);
for (const sign of WANTED) addEventListener(sign, call, { passive: true });
addEventListener("load", () => setTimeout(call, PAINTED_MS));
