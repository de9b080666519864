// The button in the masthead: as the device has it → light → dark.
import { store } from "../player/store.ts";

const ORDER = ["auto", "light", "dark"] as const;
type Theme = (typeof ORDER)[number];

function chosen(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "auto";
}

export function showTheme(): void {
  const theme = chosen();
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-switch]")) {
    button.setAttribute("aria-label", button.dataset[theme] ?? "");
    button.title = button.dataset[theme] ?? "";
  }
}

export function watchThemeSwitch(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-theme-switch]")) return;
    const theme = ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]!;
    if (theme === "auto") {
      delete document.documentElement.dataset["theme"];
      store.removeItem("crier:theme");
    } else {
      document.documentElement.dataset["theme"] = theme;
      try {
        store.setItem("crier:theme", theme);
      } catch {
        // Then it lasts until the next load.
      }
    }
    showTheme();
  });
}
