// The voice goes on while the listener walks about: by links, back, the language switch, over an error page.
import assert from "node:assert/strict";
import { hear, journey, sound } from "./harness.mjs";

/** Writes down, from before any script of the page runs, whatever would be heard as a gap. */
async function listenForGaps(page) {
  await page.addInitScript(() => {
    globalThis.gaps = [];
    const began = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function play() {
      if (!this.watched) {
        this.watched = true;
        let last = 0;
        for (const event of ["pause", "emptied", "seeking", "waiting"]) this.addEventListener(event, () => globalThis.gaps.push(`${event} at ${this.currentTime.toFixed(2)} s`));
        this.addEventListener("timeupdate", () => {
          if (this.currentTime < last) globalThis.gaps.push(`from ${last} s back to ${this.currentTime} s`);
          last = this.currentTime;
        });
      }
      return began.call(this);
    };
  });
}

const click = (selector) => (page) => page.locator(selector).first().click();

/** Ways to another page, and what the address is like there. */
const WALK = [
  ["the nameplate leads to the front page", click(".nameplate a"), /\/$/],
  ["a section", click("nav.sections a >> nth=1"), /\/sections\//],
  ["a story of that section", click("main .card-headline a >> nth=1"), /\/articles\//],
  ["a tag of that story", click("nav.tags a"), /\/tags\//],
  ["back", (page) => page.goBack(), /\/articles\//],
  ["back again", (page) => page.goBack(), /\/sections\//],
  ["the other language", click(".masthead-tools a[hreflang]"), /ui=zh-Hant/],
  ["a page that is not there", (page) => page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "/articles/nobody-wrote-this";
    link.textContent = "an old link";
    document.querySelector("main").prepend(link);
    link.click();
  }), /nobody-wrote-this/],
  ["from the error page to the front page", click(".nameplate a"), /\/(\?|$)/],
  ["a publication", click("footer nav a >> nth=0"), /\/publications\//],
  ["about the voice", click(".footer-about a[href]"), /\/about\/voice/],
  ["back to the publication", (page) => page.goBack(), /\/publications\//],
];

journey("over a dozen pages the voice neither stops nor falls back", { timeout: 180_000, expects: /404/ }, async ({ page, url }) => {
  await listenForGaps(page);
  // As from a search engine: the first page seen is a story.
  await page.goto(`${url}/articles/tram-fare-vote`, { referer: `${url}/` });
  await page.locator(".listen-button").click();
  let before = await hear(page, 0.5);
  await page.evaluate(() => (globalThis.gaps.length = 0)); // waiting for the first bytes is no gap
  for (const [what, go, address] of WALK) {
    await page.evaluate(() => (globalThis.sameDocument = true));
    await go(page);
    await page.waitForURL(address);
    assert.ok(await page.evaluate(() => globalThis.sameDocument), `${what}: the page was loaded anew`);
    assert.equal((await sound(page)).paused, false, `${what}: the voice stopped`);
    const now = await hear(page, 0.4); // on the new page, too
    assert.equal(now.src, before.src, `${what}: another story is playing`);
    assert.ok(now.s > before.s, `${what}: ${before.s} s, then ${now.s} s`);
    assert.deepEqual(await page.evaluate(() => globalThis.gaps), [], what);
    before = now;
  }
});

journey("a listener who comes back goes on where they left", async ({ page, url }) => {
  await page.goto(`${url}/articles/tram-fare-vote`);
  await page.locator(".listen-button").click();
  await hear(page, 0.5);
  await page.evaluate(() => {
    document.querySelector("html > audio").currentTime = 60;
  });
  await hear(page, 1);
  await page.goto("about:blank");
  await page.goto(`${url}/articles/tram-fare-vote`);
  await page.locator(".listen-button").click();
  const again = await hear(page, 0.3);
  assert.ok(again.s > 45 && again.s < 75, `it went on at ${again.s} s`);
});
