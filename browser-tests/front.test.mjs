// The front page: what a stranger sees, hears with one press, and reaches by keyboard alone.
import assert from "node:assert/strict";
import { assertAccessible, focus, hear, journey, sound, spoken, tabTo } from "./harness.mjs";

journey("the front page shows the news of all sections and can be read by everybody", async ({ page, url }) => {
  await page.goto(url);
  assert.ok((await page.locator("main .card").count()) >= 15, "the front page is nearly empty");
  const sections = await page.locator("nav.sections a").allTextContents();
  assert.equal(sections.length, 5);
  const pictures = page.locator("main .card img");
  for (let n = 0; n < (await pictures.count()); n += 1) await pictures.nth(n).scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.images].every((image) => image.hidden || !image.currentSrc || image.complete));
  const broken = await page.evaluate(() => [...document.querySelectorAll("main img")].filter((i) => !i.naturalWidth).map((i) => i.src));
  assert.deepEqual(broken, [], "pictures that do not show");
  await assertAccessible(page);
});

journey("one press on Play the news, and one story follows the other", async ({ page, url }) => {
  await page.goto(url);
  await page.locator(".play-button").first().click();
  const first = await hear(page, 1);
  assert.ok(first.of > 30, `the first story is ${first.of} s long`);
  // To its last second, as a listener would get there in time.
  await page.evaluate(() => {
    const audio = document.querySelector("html > audio");
    audio.currentTime = audio.duration - 0.8;
  });
  await page.waitForFunction((src) => {
    const audio = document.querySelector("html > audio");
    return audio.currentSrc !== src && !audio.paused && audio.currentTime > 0.3;
  }, first.src);
});

journey("by keyboard alone from the front page to hearing the third sentence of a story", async ({ page, url }) => {
  await page.goto(url);
  await page.keyboard.press("Tab");
  assert.match((await focus(page)).name, /skip to the text/i, "the first stop leads past the masthead");
  await page.keyboard.press("Enter");
  const headline = await page.locator("main .card-headline a").first().textContent();
  await tabTo(page, (at) => at.tag === "a" && at.name === headline.trim());
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/articles\//);
  await page.waitForFunction(() => document.querySelector(".story .text .s[tabindex='0']"));
  await tabTo(page, (at) => at.segment !== null);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const third = await page.evaluate(() => document.querySelectorAll(".story .text .s[data-segment]")[2].dataset.segment);
  assert.equal((await focus(page)).segment, third);
  await page.keyboard.press("Enter");
  const heard = await hear(page, 0.3);
  assert.equal(await spoken(page), third, "the page marks another sentence than the one that was asked for");
  const table = await (await fetch(page.url().replace(/[?#].*$/, "") + "/narration.json")).json();
  const { start_ms, end_ms } = table.segments.find((segment) => segment.id === third);
  assert.ok(heard.s * 1000 >= start_ms && heard.s * 1000 < end_ms + 500, `${heard.s} s is not in ${start_ms}–${end_ms} ms`);
  await page.keyboard.press("k");
  assert.equal((await sound(page)).paused, true, "the key k pauses");
  await assertAccessible(page);
});

journey("without scripts every story can be read and heard", { javaScript: false }, async ({ page, url }) => {
  await page.goto(url);
  await page.locator("main .card-headline a").first().click();
  assert.ok((await page.locator(".story .text").textContent()).length > 500);
  const audio = page.locator(".story audio[controls]");
  assert.ok(await audio.isVisible());
  const answer = await fetch(new URL(await audio.getAttribute("src"), url), { headers: { Range: "bytes=0-65535" } });
  assert.equal(answer.status, 206);
  assert.equal(answer.headers.get("content-type"), "audio/mpeg");
});

journey("in Traditional Chinese, on a phone, in the dark", { lang: "zh-TW", theme: "dark", width: 390, height: 844, touch: true }, async ({ page, url }) => {
  await page.goto(url);
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hant");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the phone`);
  await assertAccessible(page);
});
