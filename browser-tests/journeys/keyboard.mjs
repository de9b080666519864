// By keyboard alone.
import assert from "node:assert/strict";
import { focus, hear, hearSentence, journey, pressByKey, sentences, silence, sound, tabTo, timesOf } from "../harness.mjs";

journey("by keyboard alone: Play the news on the front page is heard", async ({ page, url }) => {
  await page.goto(url);
  await pressByKey(page, /^Play the news/);
  await hear(page, 1);
  assert.match((await focus(page)).name, /^Pause/, "the button now says what it does");
  await page.keyboard.press(" ");
  await silence(page);
});

journey("by keyboard alone: from the front page to hearing the third sentence of a story", async ({ page, url }) => {
  await page.goto(url);
  await page.keyboard.press("Tab");
  assert.match((await focus(page)).name, /skip to the text/i, "the first stop leads past the masthead");
  await page.keyboard.press("Enter");
  const headline = (await page.locator("main .card-headline a").first().textContent()).trim();
  await tabTo(page, (at) => at.tag === "a" && at.name === headline);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/articles\//);
  await page.waitForSelector(".story .text .s[tabindex='0']");
  await tabTo(page, (at) => at.segment !== null);
  const third = (await sentences(page))[2];
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal((await focus(page)).segment, third);
  assert.ok(await page.locator("#sentence-hint").isVisible(), "the page says what Enter does here");
  await page.keyboard.press("Enter");
  const times = await timesOf(url, new URL(page.url()).pathname);
  await hearSentence(page, third, times(third));
  assert.equal((await focus(page)).segment, third, "the focus stays where the reader is");
  await page.keyboard.press("k");
  await silence(page);
  assert.ok((await sound(page)).s >= times(third).from);
});
