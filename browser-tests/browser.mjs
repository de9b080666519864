// Chromium: one process for all journeys, a fresh profile in memory for each.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** Nothing on a page of ours takes longer, even on a busy machine with two cores. */
export const PATIENCE_MS = 20_000;
/** What the pages were drawn for: a phone, a tablet, a desk. */
export const PHONE = { width: 390, height: 844 };
export const TABLET = { width: 820, height: 1180 };
export const DESK = { width: 1440, height: 900 };

/** The browser to drive: CRIER_CHROMIUM, or the first one found. */
export function findBrowser() {
  const named = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [process.env.CRIER_CHROMIUM, ...named, ...PLACES].find((path) => path && existsSync(path));
  if (!found) throw new Error("no Chromium found; install it (Debian: apt-get install chromium) or set CRIER_CHROMIUM");
  return found;
}

let running = null;

export async function closeBrowser() {
  const browser = await running;
  running = null;
  await browser?.close();
}

/**
 * A visitor with a browser of their own: nothing kept, one empty page. Sound starts by a gesture only, as for everybody.
 * `width`, `height` in CSS px; `theme` "light" or "dark"; `lang` as in Accept-Language; `javaScript` false: without scripts;
 * `calm` true: the system asks for reduced motion. `worker` true: with the worker beside the pages; without it every request is the
 * page's own, and a journey may answer it in the newsroom's place.
 */
export async function openVisitor({ width = 1280, height = 900, theme = "light", lang = "en-GB", javaScript = true, touch = false, calm = false, worker = false } = {}) {
  running ??= chromium.launch({ executablePath: findBrowser(), headless: true, args: FLAGS });
  const context = await (await running).newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: calm ? "reduce" : "no-preference",
    locale: lang,
    javaScriptEnabled: javaScript,
    hasTouch: touch,
    serviceWorkers: worker ? "allow" : "block",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return { context, page: await context.newPage(), close: () => context.close() };
}
