// The voice goes on while its listener goes about.
import assert from "node:assert/strict";
import { MISSING, PUBLICATION, RETRACTED, SECTION, STORY, TAG, hear, journey, sound, watchVoice } from "../harness.mjs";

/** How much of the voice must be heard on each page before the next one is asked for. */
const HEARD_S = 0.4;

journey("the voice goes on through every way of changing the page, without a gap", { expects: /404|410/ }, async ({ page, url }) => {
  // As a search engine sends somebody: a first full load, with its mark in the address.
  await page.goto(`${url}${STORY}?utm_source=search`);
  await page.locator(".listen-button").click();
  await hear(page);
  const interruptions = await watchVoice(page);
  const began = await sound(page);

  const links = (href) => page.evaluate((to) => {
    const link = Object.assign(document.createElement("a"), { href: to, textContent: "go" });
    document.querySelector("main").prepend(link);
    link.click();
  }, href);
  const first = (selector) => page.locator(selector).first().click();
  const ways = [
    ["a section in the masthead", () => first(`nav.sections a[href="${SECTION}"]`), /\/sections\/sports$/, "section"],
    ["back", () => page.goBack(), /night-clinic\?utm_source=search$/, "article"],
    ["forward", () => page.goForward(), /\/sections\/sports$/, "section"],
    ["a story in the list", () => first("main .card-headline a"), /\/articles\//, "article"],
    ["a tag", () => links(TAG), /\/tags\/sport$/, "tag"],
    ["the language", () => first(".masthead-tools a[hreflang=zh-Hant]"), /\/tags\/sport\?ui=zh-Hant$/, "tag"],
    ["the language back", () => first(".masthead-tools a[hreflang=en]"), /\/tags\/sport$/, "tag"],
    ["a page that is not there", () => links(MISSING), /\/never-written$/, "problem"],
    ["from there to the front page", () => first(".problem .button"), /:\d+\/$/, "front"],
    ["a story that was withdrawn", () => links(RETRACTED), /bells-by-telegraph$/, "problem"],
    ["a publication in the footer", () => first(`.footer a[href="${PUBLICATION}"]`), /weir-and-works$/, "publication"],
    ["the sign-in", () => links("/desk"), /\/desk\/sign-in$/, "desk"],
    ["how the voices are made", () => first('.footer a[href="/about/voice"]'), /\/about\/voice$/, "about"],
  ];
  assert.ok(ways.length >= 10);
  for (const [way, go, address, kind] of ways) {
    const before = await sound(page);
    await go();
    await page.waitForURL(address);
    await page.waitForSelector(`body.is-${kind}`);
    const now = await hear(page, HEARD_S);
    assert.ok(now.s >= before.s + HEARD_S, `after ${way} the voice is at ${now.s} s, and was at ${before.s} s`);
    assert.equal(now.src, began.src, `after ${way} something else is heard`);
  }
  assert.deepEqual(await interruptions(), []);
  // The player speaks the language of the page it is on, and leads back to its story.
  assert.equal(await page.locator("#player").getAttribute("aria-label"), "Player");
  await page.locator(".player-headline").click();
  await page.waitForURL(/night-clinic/);
  await page.waitForSelector(".s.is-now");
  assert.deepEqual(await interruptions(), []);
});

journey("without a connection the page stays, says so, and the voice goes on", { expects: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ }, async ({ page, context, url }) => {
  await page.goto(`${url}${STORY}`);
  await page.locator(".listen-button").click();
  await hear(page, 1);
  // What has been loaded is heard; nothing new arrives.
  await context.setOffline(true);
  await page.locator(".nameplate a").click();
  await page.locator("#offline").waitFor();
  assert.match(page.url(), /night-clinic$/);
  await hear(page);
  await context.setOffline(false);
});
