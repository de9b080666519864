// What every journey may ask of a page: is it accessible, where is the focus, what does the voice do.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** axe finds nothing to complain of, in either theme. */
export async function assertAccessible(page, what = page.url()) {
  const found = [];
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    // Evaluated by the debugger, so that the page's own Content-Security-Policy stays as strict as it is.
    await page.evaluate(await AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, help, nodes } of violations) {
      for (const node of nodes) found.push(`${theme}: ${id} (${help}): ${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  assert.equal(found.length, 0, `${what} is not accessible:\n  ${found.join("\n  ")}`);
}

/** The element with the focus: its role-like tag, its accessible name as far as text and labels give it, and whether the focus shows. */
export const focus = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const box = at.getBoundingClientRect();
    return {
      tag: at.localName,
      id: at.id,
      name: (at.getAttribute("aria-label") ?? at.textContent ?? "").trim().replace(/\s+/g, " "),
      segment: at.dataset.segment ?? null,
      visible: at.matches(":focus-visible") && (outlined || style.boxShadow !== "none") && box.width > 0 && box.height > 0,
    };
  });

/** Presses Tab until `isThere(focus)`; fails when the focus was invisible on the way, or after `most` presses. */
export async function tabTo(page, isThere, { most = 200, backwards = false } = {}) {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
    const at = await focus(page);
    if (!at) continue;
    assert.ok(at.visible, `nobody can see that the focus is on ${at.tag} “${at.name.slice(0, 60)}”`);
    if (isThere(at)) return at;
  }
  throw new Error(`${most} presses of Tab did not get there; the focus is on ${JSON.stringify(await focus(page))}`);
}

/** What can be heard now: of the page's one playing sound. */
export const sound = (page) =>
  page.evaluate(() => {
    const audio = document.querySelector("html > audio");
    if (!audio) return null;
    return { s: audio.currentTime, paused: audio.paused, of: audio.duration, src: audio.currentSrc, rate: audio.playbackRate };
  });

/** Waits until the voice has gone on by `by` seconds from where it was when it began to be heard. */
export async function hear(page, by = 0.5) {
  await page.waitForFunction(() => {
    const audio = document.querySelector("html > audio");
    return audio && !audio.paused && audio.readyState >= 3 && audio.currentTime > 0;
  });
  const from = (await sound(page)).s;
  await page.waitForFunction((at) => document.querySelector("html > audio").currentTime >= at, from + by);
  return sound(page);
}

/** The sentence that the page marks as being spoken, by its segment id. */
export const spoken = (page) => page.evaluate(() => document.querySelector(".s.is-now")?.dataset.segment ?? null);
