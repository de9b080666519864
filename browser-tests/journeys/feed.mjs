// The podcast, as an app takes it.
import assert from "node:assert/strict";
import { PUBLICATION_ZH, SECTION, journey } from "../harness.mjs";

const attribute = (xml, name) => xml.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1];

for (const [what, address] of [["the site's", "/podcast.xml"], ["a section's", `${SECTION}/podcast.xml`], ["a publication's", `${PUBLICATION_ZH}/podcast.xml`]]) {
  journey(`the newest episode of ${what} podcast plays`, async ({ page, url }) => {
    const feed = await (await fetch(url + address)).text();
    const enclosure = feed.match(/<enclosure [^>]*>/)[0];
    const audio = attribute(enclosure, "url");
    const length = Number(attribute(enclosure, "length"));
    assert.match(audio, /\.mp3$/);
    assert.equal(attribute(enclosure, "type"), "audio/mpeg");

    const head = await fetch(audio, { method: "HEAD", redirect: "error" });
    assert.equal(head.status, 200);
    assert.equal(Number(head.headers.get("content-length")), length, "the length in the feed is the length of the file");
    assert.equal(head.headers.get("accept-ranges"), "bytes");
    const part = await fetch(audio, { headers: { Range: "bytes=1000-1999" }, redirect: "error" });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get("content-range"), `bytes 1000-1999/${length}`);
    const whole = new Uint8Array(await (await fetch(audio)).arrayBuffer());
    assert.deepEqual(new Uint8Array(await part.arrayBuffer()), whole.slice(1000, 2000));
    const again = await fetch(audio, { headers: { "If-None-Match": head.headers.get("etag") } });
    assert.equal(again.status, 304);

    await page.goto(url);
    await page.evaluate((src) => {
      const app = document.createElement("audio");
      app.id = "app";
      app.controls = true;
      app.src = src;
      document.querySelector("main").prepend(app);
    }, audio);
    await page.locator("#app").click({ position: { x: 28, y: 27 } });
    await page.waitForFunction(() => document.querySelector("#app").currentTime > 0.5);
    // To an unheard place in the middle, which asks the server for a range.
    await page.evaluate(() => (document.querySelector("#app").currentTime = document.querySelector("#app").duration / 2));
    await page.waitForFunction(() => document.querySelector("#app").currentTime > document.querySelector("#app").duration / 2 + 0.3);
  });
}
