// What a journey may ask of any page: is it accessible, where is the focus, does it fit, does it hold still.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** Scrolling that has made no step for so long has come to its end. */
const STILL_MS = 300;

const AXE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds to complain of on this page as it stands, a line each. */
export async function violations(page, what) {
  // Evaluated by the debugger, so that the page's own Content-Security-Policy stays as strict as it is.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await AXE);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${what}: ${id} (${node.any[0]?.message ?? help}): ${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`),
  );
}

/** Shows a page in a theme, without motion, and waits until its colours have changed. */
export async function showIn(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(() => {
    const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.allSettled(changing.map((animation) => animation.finished));
  });
}

/** The element with the focus: its tag, its name as far as text and labels give it, and whether one can see that it has it. */
export const focus = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const box = at.getBoundingClientRect();
    // The parts inside a date field show the focus themselves.
    const shown = at.matches("input[type=datetime-local]") || (at.matches(":focus-visible") && (outlined || style.boxShadow !== "none"));
    return {
      tag: at.localName,
      id: at.id,
      name: (at.getAttribute("aria-label") ?? at.textContent ?? "").trim().replace(/\s+/g, " "),
      field: at.getAttribute("name"),
      segment: at.dataset.segment ?? null,
      visible: shown && box.width > 0 && box.height > 0,
    };
  });

/** Presses Tab until `isThere(focus)`; fails when the focus could not be seen on the way, or after `most` presses. */
export async function tabTo(page, isThere, { most = 150 } = {}) {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await focus(page);
    if (!at) continue;
    assert.ok(at.visible, `nobody can see that the focus is on ${at.tag} “${at.name.slice(0, 60)}”`);
    if (isThere(at)) return at;
  }
  throw new Error(`${most} presses of Tab did not get there; the focus is on ${JSON.stringify(await focus(page))}`);
}

/** Tabs to the button, link or summary whose name fits, and presses Enter on it. */
export async function pressByKey(page, name) {
  const fits = name instanceof RegExp ? (text) => name.test(text) : (text) => text === name;
  const at = await tabTo(page, (candidate) => ["a", "button", "summary"].includes(candidate.tag) && fits(candidate.name));
  await page.keyboard.press("Enter");
  return at;
}

/** How far a page reaches beyond the window, in px; 0 when nobody has to scroll sideways. */
export const tooWide = (page) => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** Waits until the page has not scrolled for a while; gives where it stands, in px from its top. */
export const atRest = (page) =>
  page.evaluate(
    (still) =>
      new Promise((resolve) => {
        let timer;
        const wait = () => {
          clearTimeout(timer);
          timer = setTimeout(() => (removeEventListener("scroll", wait), resolve(scrollY)), still);
        };
        addEventListener("scroll", wait);
        wait();
      }),
    STILL_MS,
  );

/** Waits until every picture of the page has been loaded (those further down are loaded when one comes near), and gives those that do not show. */
export async function brokenPictures(page) {
  const pictures = page.locator("main img");
  for (const picture of await pictures.all()) if (await picture.isVisible()) await picture.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.querySelectorAll("main img")].every((image) => image.complete || !image.checkVisibility()));
  return page.evaluate(() => [...document.querySelectorAll("main img")].filter((i) => i.checkVisibility() && !i.naturalWidth).map((i) => i.src));
}

/** From now on sums up how much the page's parts jump about, whoever caused it; the function it gives says how much, and what. */
export async function watchShifts(page) {
  await page.evaluate(() => {
    const shifts = (globalThis.shifts = []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const what = entry.sources.map(({ node }) => node?.parentElement?.className || node?.nodeName).join(", ");
        shifts.push([entry.value, what]);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => ({ sum: globalThis.shifts.reduce((sum, [value]) => sum + value, 0), what: globalThis.shifts }));
}
