// Nothing jumps about.
import assert from "node:assert/strict";
import { DESK, PHONE, STORY, hear, journey, watchShifts } from "../harness.mjs";

/** The sum of layout shifts that nobody sees; a good page has less than 0.1. */
const UNSEEN = 0.005;

for (const [what, size] of [["a phone", PHONE], ["a desk", DESK]]) {
  journey(`on ${what} nothing moves when the page is loaded, the player appears, or the queue opens`, size, async ({ page, url }) => {
    for (const [address, button] of [["/", ".play-button"], [STORY, ".listen-button"]]) {
      await page.goto(url + address);
      const shifts = await watchShifts(page);
      const text = await page.locator("main h1, main h2").first().boundingBox();
      await page.locator(button).first().click();
      await hear(page);
      const { sum, what: moved } = await shifts();
      assert.ok(sum < UNSEEN, `${address} moved by ${sum}: ${JSON.stringify(moved)}`);
      // The queue opens over the page.
      await page.locator("[data-do=panel]").click();
      await page.locator(".player-panel").waitFor({ state: "visible" });
      assert.deepEqual(await page.locator("main h1, main h2").first().boundingBox(), text);
    }
  });
}

journey("the player never covers the end of the page", PHONE, async ({ page, url }) => {
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page, 0.2);
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
  await page.waitForFunction(() => innerHeight + scrollY >= document.documentElement.scrollHeight - 2);
  const last = await page.locator(".footer a").last().boundingBox();
  const player = await page.locator("#player").boundingBox();
  assert.ok(last.y + last.height <= player.y, "the last link lies under the player");
});
