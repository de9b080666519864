// Two interface languages, and stories in two.
import assert from "node:assert/strict";
import { PHONE, STORY_EN, STORY_ZH, hear, journey, sound } from "../harness.mjs";

const langOf = (page) => page.locator("html").getAttribute("lang");
const choose = async (page, lang) => {
  await page.locator(`.masthead-tools a[hreflang=${lang}]`).click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, lang);
};

journey("a visitor whose browser asks for Chinese gets it, and a choice against it is remembered", { lang: "zh-TW", ...PHONE, touch: true }, async ({ page, url }) => {
  await page.goto(url);
  assert.equal(await langOf(page), "zh-Hant");
  await page.getByRole("button", { name: "播放新聞" }).first().waitFor();
  assert.equal(await page.locator("#player").getAttribute("aria-label"), "播放器");
  await choose(page, "en");
  await page.goto(`${url}/sections/sports`);
  assert.equal(await langOf(page), "en", "the choice was forgotten");
  assert.ok(!page.url().includes("ui="));
  await choose(page, "zh-Hant");
  await page.goto(url);
  assert.equal(await langOf(page), "zh-Hant");
});

journey("the news in Chinese is heard in Chinese", { lang: "zh-TW" }, async ({ page, url }) => {
  await page.goto(url);
  await page.locator(".play-button").first().click();
  const heard = await hear(page);
  const { items } = await (await fetch(`${url}/programme.json?ui=zh-Hant`)).json();
  assert.ok(items.length >= 3);
  assert.deepEqual([...new Set(items.map(({ lang }) => lang))], ["zh-Hant"]);
  assert.ok(heard.src.endsWith(items[0].audio));
});

journey("one story in two languages: each leads to the other, with a voice of its own", async ({ page, url }) => {
  await page.goto(url + STORY_EN);
  assert.equal(await page.locator("article.story").getAttribute("lang"), "en");
  await page.locator(".listen-button").click();
  const english = await hear(page);
  await page.locator(".editions a[hreflang=zh-Hant]").click();
  await page.waitForURL(new RegExp(`${STORY_ZH}$`));
  assert.equal(await page.locator("article.story").getAttribute("lang"), "zh-Hant");
  assert.equal(await langOf(page), "en", "the interface keeps its language");
  const han = (await page.locator(".story .text").innerText()).match(/\p{Script=Han}/gu) ?? [];
  assert.ok(han.length > 300, `the Chinese text has ${han.length} Chinese characters`);
  assert.equal((await sound(page)).src, english.src, "turning the page does not change the voice");
  await page.locator(".listen-button").click();
  await page.waitForFunction((src) => document.querySelector("html > audio").currentSrc !== src, english.src);
  const chinese = await hear(page);
  assert.notEqual(chinese.src, english.src);
  const alternates = await page.locator("link[rel=alternate][hreflang]").evaluateAll((all) => all.map((link) => [link.hreflang, new URL(link.href).pathname]));
  assert.deepEqual(Object.fromEntries(alternates), { en: STORY_EN, "zh-Hant": STORY_ZH });
  await page.locator(".editions a[hreflang=en]").click();
  await page.waitForURL(new RegExp(`${STORY_EN}$`));
});
