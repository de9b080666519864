// From what is hot to all that was told of it.
import assert from "node:assert/strict";
import { TOPIC } from "../demo.mjs";
import { hear, journey } from "../harness.mjs";

journey("a hot topic is opened from the front page by keyboard, and its stories are heard", async ({ page, url }) => {
  await page.goto(url + "/");
  const topic = page.locator(`.hot a[href="${TOPIC}"]`);
  await topic.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${TOPIC}`);
  const days = await page.locator(".time-line-day time").evaluateAll((all) => all.map((at) => at.dateTime));
  assert.deepEqual(days, [...days].sort().reverse(), "the newest day comes first");
  const stories = await page.locator(".time-line .card-headline a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.ok(stories.length >= 3, `only ${stories.length} stories`);
  await page.locator(".play-button").first().focus();
  await page.keyboard.press("Enter");
  await hear(page, 0.5);
  // The story itself leads back.
  await page.locator(`.time-line a[href="${stories[0]}"]`).last().click();
  await page.waitForURL(`**${stories[0]}`);
  await page.locator(`.of-topic a[href="${TOPIC}"]`).waitFor();
});
