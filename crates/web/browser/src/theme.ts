// Runs before the first paint: says that scripts work, and sets the chosen colours, so that nothing flashes.
// Should the main script fail to arrive, the page falls back to what it is without scripts.
const root = document.documentElement;
root.classList.add("js");
try {
  const chosen = localStorage.getItem("crier:theme");
  if (chosen === "light" || chosen === "dark") root.dataset["theme"] = chosen;
} catch {
  // Storage may be forbidden; the device's colours then hold.
}
addEventListener("error", (event) => {
  if (event.target instanceof HTMLScriptElement) root.classList.remove("js");
}, true);
