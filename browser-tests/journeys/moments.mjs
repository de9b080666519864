// A link to a moment of a story.
import assert from "node:assert/strict";
import { LONG_STORY, STORY, hear, hearSentence, journey, pressByKey, sentences, sound, timesOf } from "../harness.mjs";

/** A whole second inside a sentence. */
const inside = ({ from, to }) => {
  const second = Math.ceil(from);
  assert.ok(second < to, "the sentence is too short for this journey");
  return second;
};

const clock = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;

for (const written of [(s) => `#t=${s}`, (s) => `#t=${clock(s)}`]) {
  journey(`a link to a moment (${written(83)}) leads to its sentence, and one press hears it from there`, async ({ page, url }) => {
    const times = await timesOf(url, LONG_STORY);
    await page.goto(url + LONG_STORY);
    const segment = (await sentences(page)).at(-3);
    const second = inside(times(segment));
    // As from a message: the page is opened by its link.
    await page.goto("about:blank");
    await page.goto(url + LONG_STORY + written(second));
    await page.locator(`[data-segment="${segment}"].is-meant`).waitFor();
    await page.waitForFunction((id) => {
      const { top, bottom } = document.querySelector(`[data-segment="${id}"]`).getBoundingClientRect();
      return top >= 0 && bottom <= document.querySelector("#player").getBoundingClientRect().top;
    }, segment);
    assert.ok((await sound(page)).paused, "the page began to speak by itself");
    await pressByKey(page, new RegExp(`^Play from ${clock(second)}`));
    await hearSentence(page, segment, { from: second - 0.1, to: times(segment).to });
  });
}

journey("another moment of the story that is open is one press away, too", async ({ page, url }) => {
  const times = await timesOf(url, LONG_STORY);
  await page.goto(url + LONG_STORY);
  const all = await sentences(page);
  const [first, second] = [inside(times(all.at(-3))), inside(times(all[6]))];
  await page.evaluate((s) => (location.hash = `#t=${s}`), first);
  await page.getByRole("button", { name: `Play from ${clock(first)}` }).click();
  await hearSentence(page, all.at(-3), times(all.at(-3)));
  await page.evaluate((s) => (location.hash = `#t=${s}`), second);
  await page.locator(`[data-segment="${all[6]}"].is-meant`).waitFor();
  await page.locator("main .listen-button").click();
  await hearSentence(page, all[6], times(all[6]));
});

journey("a link to this moment is copied by a key, from the player, and below the story", async ({ page, context, url }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.goto(url + STORY);
  const share = page.getByRole("button", { name: "Copy link to this moment" }).and(page.locator("[data-copy-moment]"));
  assert.ok(await share.isDisabled(), "there is no moment yet");
  await page.locator(".listen-button").click();
  await hear(page, 1.2);
  await page.keyboard.press("k");
  await page.keyboard.press("c");
  await page.waitForFunction(() => /^Link to 0:0\d copied$/.test(document.querySelector("[data-says]").textContent));
  const { s } = await sound(page);
  assert.equal(await copied(), `${url}${STORY}#t=${Math.floor(s)}`);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.locator("[data-do=moment]").click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes("#t="));
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await share.click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes("#t="));
});
