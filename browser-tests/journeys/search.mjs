// From a word to the sentence in which it is said.
import assert from "node:assert/strict";
import { hear, hearSentence, journey, timesOf } from "../harness.mjs";

journey("a word is looked for by keyboard, and its sentence is heard", async ({ page, url }) => {
  await page.goto(url + "/");
  await page.getByRole("link", { name: "Search" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search");
  await page.waitForFunction(() => document.activeElement?.id === "q");
  await page.keyboard.type("toothache");
  await page.keyboard.press("Enter");
  const hit = page.locator(".hit").first();
  await hit.waitFor();
  assert.match(await hit.locator("mark").first().innerText(), /toothache/i);
  const offer = hit.locator(".hear");
  const segment = await offer.getAttribute("data-from");
  const story = new URL(await hit.locator("h2 a").getAttribute("href"), url).pathname;
  const times = await timesOf(url, story);
  await offer.focus();
  await page.keyboard.press("Enter");
  const at = await hear(page, 0.1);
  assert.ok(at.s >= times(segment).from - 0.1, `heard at ${at.s} s, its sentence begins at ${times(segment).from} s`);
  // The headline leads to the sentence, which is marked while it is heard.
  await hit.locator("h2 a").click();
  await page.waitForURL(`**${story}#s-${segment}`);
  await hearSentence(page, segment, times(segment));
});
