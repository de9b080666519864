// For whoever has no JavaScript: an old phone, a text browser, a strict policy.
import assert from "node:assert/strict";
import { PATIENCE_MS, PHONE, PUBLICATION, RETRACTED, STORY, STORY_ZH, journey, tooWide } from "../harness.mjs";

journey("without scripts a story is found, read whole, and heard by the browser's own controls", { javaScript: false }, async ({ page, url }) => {
  await page.goto(url);
  await page.locator("main .play-button").click();
  await page.waitForURL(/\/articles\/.*#listen$/);
  assert.ok((await page.locator(".story .text").innerText()).length > 500);
  const audio = page.locator(".story audio[controls]");
  assert.ok(await audio.isVisible());
  // The play button stands at the left end of the controls in every Chromium.
  await audio.click({ position: { x: 28, y: 27 } });
  // Waiting inside the page would need scripts.
  const heard = () => audio.evaluate(({ paused, currentTime }) => !paused && currentTime > 0.5);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await heard())) assert.ok(Date.now() < deadline, "the browser's own controls start nothing");
  for (const hidden of ["#player", ".listen-button", "[data-theme-switch]"]) {
    assert.equal(await page.locator(hidden).isVisible(), false, `${hidden} does nothing without scripts`);
  }
});

journey("without scripts every link and the language switch work", { javaScript: false, ...PHONE }, async ({ page, url }) => {
  await page.goto(url + STORY);
  await page.locator(".masthead-tools a[hreflang=zh-Hant]").click();
  await page.waitForURL(`${url}${STORY}?ui=zh-Hant`);
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hant");
  await page.locator(`.footer a[href^="${PUBLICATION}"]`).click();
  await page.waitForURL(new RegExp(`${PUBLICATION}\\?ui=zh-Hant$`));
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hant", "the language is kept from page to page");
  await page.locator(".nameplate a").click();
  await page.waitForURL(/\/\?ui=zh-Hant$/);
  assert.equal(await tooWide(page), 0);
  await page.goto(url + STORY_ZH);
  await page.locator(".editions a").click();
  await page.waitForURL(/flood-barrier-test(\?|$)/);
  assert.ok(await page.locator(".share a[href*='line.me']").isVisible(), "sharing needs no scripts");
});

journey("without scripts a withdrawn story says so", { javaScript: false, expects: /410/ }, async ({ page, url }) => {
  const answer = await page.goto(url + RETRACTED);
  assert.equal(answer.status(), 410);
  assert.match(await page.locator("main").innerText(), /school play/);
  assert.equal(await page.locator("audio").count(), 0);
});
