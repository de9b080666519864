// Chromium, started anew for each journey, with its own empty profile.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
/** Sound may start without anybody having pressed anything: only where a test says so. */
const AUTOPLAY = "--autoplay-policy=no-user-gesture-required";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** The browser to drive: CRIER_CHROMIUM, or the first one found. */
export function findBrowser() {
  const named = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [process.env.CRIER_CHROMIUM, ...named, ...PLACES].find((path) => path && existsSync(path));
  if (!found) throw new Error("no Chromium found; install it (Debian: apt-get install chromium) or set CRIER_CHROMIUM");
  return found;
}

/**
 * Opens a browser with one page. `sound`: may play without a gesture. `javaScript`: false for a reader without scripts.
 * `width`, `height` in CSS px; `theme` "light" or "dark"; `lang` the visitor's language.
 */
export async function openBrowser({ sound = false, javaScript = true, width = 1280, height = 900, theme = "light", lang = "en-GB", touch = false } = {}) {
  const profile = await mkdtemp(join(tmpdir(), "crier-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless: true,
    args: sound ? [...FLAGS, AUTOPLAY] : FLAGS,
    javaScriptEnabled: javaScript,
    viewport: { width, height },
    colorScheme: theme,
    locale: lang,
    hasTouch: touch,
  });
  context.setDefaultTimeout(15_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, page, close };
}
