// Reading along.
import assert from "node:assert/strict";
import { LONG_STORY, STORY, atRest, hear, hearSentence, journey, sentences, silence, sound, spoken, timesOf } from "../harness.mjs";

const sentence = (page, segment) => page.locator(`[data-segment="${segment}"]`);
const inView = (page) => page.evaluate(() => {
  const { top, bottom } = document.querySelector(".s.is-now").getBoundingClientRect();
  return top >= 0 && bottom <= document.querySelector("#player").getBoundingClientRect().top;
});

journey("a click on a sentence is heard from there, and the marks follow the voice", async ({ page, url }) => {
  await page.goto(url + STORY);
  const times = await timesOf(url, STORY);
  const all = await sentences(page);
  await sentence(page, all[4]).click();
  await hearSentence(page, all[4], times(all[4]));
  await page.locator("[data-speed]").selectOption("3");
  await hearSentence(page, all[5], times(all[5]));
  // Between two words there is a moment without a mark.
  const marked = await page.waitForFunction(() => CSS.highlights.has("word") && [...CSS.highlights.get("word")].map(String).join());
  const word = await marked.jsonValue();
  assert.match(word, /^\S+$/, `“${word}” is not one word`);
  // Another sentence while it plays, further up.
  await sentence(page, all[1]).click();
  await hearSentence(page, all[1], times(all[1]));
  // The keyboard's ways of going by sentences.
  await page.keyboard.press("ArrowRight");
  await hearSentence(page, all[2], times(all[2]));
});

journey("selecting text and following a link do not start the voice", async ({ page, url }) => {
  await page.goto(url + STORY);
  const all = await sentences(page);
  await page.locator(".listen-button").click();
  await hear(page, 0.3);
  await page.keyboard.press("k");
  await silence(page);
  const before = await sound(page);
  await sentence(page, all[6]).dblclick();
  assert.ok((await page.evaluate(() => getSelection().toString())).length > 0);
  // Longer than the player waits for a second click.
  await page.waitForTimeout(500);
  const now = await sound(page);
  assert.ok(now.paused && now.s === before.s, "a double click was taken for a wish to hear");
});

journey("whoever scrolls away is left alone, and comes back to the voice with one press", async ({ page, url }) => {
  await page.goto(url + LONG_STORY);
  const all = await sentences(page);
  await sentence(page, all[0]).click();
  const times = await timesOf(url, LONG_STORY);
  await hearSentence(page, all[0], times(all[0]));
  const back = page.locator("[data-do=follow]");
  assert.equal(await back.isVisible(), false);
  const followed = await atRest(page);
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 3000);
  await back.waitFor({ state: "visible" });
  const there = await atRest(page);
  assert.ok(there > followed + 1000, `the wheel led from ${followed} to ${there} px`);
  await page.locator("[data-speed]").selectOption("3");
  await hearSentence(page, all[1], times(all[1]));
  assert.equal(await page.evaluate(() => scrollY), there, "the page was torn from the reader's place");
  await back.click();
  await page.waitForFunction(() => {
    const box = document.querySelector(".s.is-now")?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom < innerHeight;
  });
  await back.waitFor({ state: "hidden" });
  // And from then on the text follows by itself, to its end.
  const last = all.at(-1);
  await page.evaluate((s) => (document.querySelector("html > audio").currentTime = s), times(last).from + 0.05);
  await page.waitForFunction((id) => document.querySelector(".s.is-now")?.dataset.segment === id, last);
  await page.waitForFunction(() => {
    const box = document.querySelector(".s.is-now")?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom < innerHeight;
  });
});

for (const calm of [true, false]) {
  journey(calm ? "with reduced motion the text jumps, and nothing glides" : "without it, the text glides to the voice", { calm }, async ({ page, url }) => {
    await page.goto(url + LONG_STORY);
    const all = await sentences(page);
    await sentence(page, all[0]).click();
    const times = await timesOf(url, LONG_STORY);
    await hearSentence(page, all[0], times(all[0]));
    await page.keyboard.press("End");
    await page.locator("[data-do=follow]").waitFor({ state: "visible" });
    await atRest(page);
    await page.evaluate(() => document.querySelector("[data-do=follow]").click());
    assert.equal(await inView(page), calm, calm ? "the text glided" : "the text jumped");
    assert.notEqual(await spoken(page), null);
    const moving = await page.evaluate(() => document.getAnimations().filter((a) => a.playState === "running" && a.effect.getComputedTiming().duration > 50).length);
    if (calm) assert.equal(moving, 0, "something moves on the page");
  });
}
