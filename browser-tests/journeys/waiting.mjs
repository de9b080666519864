// Voices that are not there yet, and sound that does not arrive.
import assert from "node:assert/strict";
import { SECTION, STORY, hear, hearSentence, journey, sentences, sound, startNewsroom, startWorker, timesOf, watchVoice } from "../harness.mjs";

const MARKDOWN = `---
headline: Bell foundry lights its furnace again
lang: en
---
The furnace in Tanner Street was lit at six on Monday, for the first time in eleven years. By noon the bronze had reached 1,100 degrees.

“You never forget the smell,” said the founder, who is 71. The first bell is for the fish market.
`;

journey("a story is heard while its voice is made, and then read along and sought in like any other", { alone: true }, async ({ page }) => {
  const newsroom = await startNewsroom({ empty: true });
  let worker;
  try {
    await newsroom.run("publication", "add", "gazette", "--name", "The Gazette", "--lang", "en");
    await newsroom.take("bell-foundry", MARKDOWN, "--publication", "gazette", "--publish");
    const story = newsroom.url + (await storyOf(newsroom));
    await page.goto(story);
    assert.match(await page.locator(".story .text").innerText(), /1,100 degrees/, "the text is there before the voice");
    await page.getByRole("button", { name: /Hear it while its voice is made/ }).click();
    await page.waitForFunction(() => document.querySelector("#player").dataset.state === "waiting");
    assert.match(await page.locator(".player-from").innerText(), /waiting its turn|Making the voice/);
    assert.equal((await sound(page)).s, 0);
    worker = await startWorker(newsroom);
    const heard = await hear(page);
    assert.match(heard.src, /\/live\.mp3$/, "it waited for the file");
    assert.equal(await page.locator("#player").getAttribute("data-state"), "playing");
    await page.waitForFunction(() => document.querySelector(".s.is-now"));
    const interruptions = await watchVoice(page);
    await hear(page, 1);
    assert.deepEqual(await interruptions(), [], "becoming ready was heard as a gap");
    const at = await timesOf(newsroom.url, await storyOf(newsroom));
    const last = (await sentences(page)).at(-1);
    await page.locator(`[data-segment="${last}"]`).click();
    await hearSentence(page, last, at(last));
    assert.match((await sound(page)).src, /\/audio\/[0-9a-f]{64}\.mp3$/, "the finished file is not taken");
  } finally {
    await worker?.stop();
    await newsroom.stop();
  }
});

async function storyOf({ url }) {
  const sitemap = await (await fetch(`${url}/sitemap.xml`)).text();
  return sitemap.match(/\/articles\/[^<]+/)[0];
}

journey("sound that fails to arrive is asked for again, and then told in words", { expects: /ERR_FAILED/ }, async ({ page, url }) => {
  let asked = 0;
  await page.route("**/audio/**", (route) => (++asked <= 2 ? route.abort() : route.continue()));
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page);
  assert.ok(asked >= 3, "it was not asked for again");
});

journey("without the times of the sentences the story can still be heard", { expects: /\b500\b/ }, async ({ page, url }) => {
  await page.route("**/narration.json", (route) => route.fulfill({ status: 500, contentType: "application/json", body: "{}" }));
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page);
});

/** Holds the main script, or another, back until `release` is called. */
async function holdScripts(page, name = "app") {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(`**/assets/${name}-*.js`, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

journey("a press on Play the news before the scripts have arrived is kept", async ({ page, url }) => {
  const release = await holdScripts(page);
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await page.locator(".play-button").first().click();
  assert.equal(await page.locator("html > audio").count(), 0, "the scripts are here already");
  release();
  await hear(page);
  assert.equal(new URL(page.url()).pathname, "/");
});

journey("a click on a sentence before the scripts have arrived is kept", async ({ page, url }) => {
  const release = await holdScripts(page);
  await page.goto(url + STORY, { waitUntil: "domcontentloaded" });
  const [times, all] = [await timesOf(url, STORY), await sentences(page)];
  await page.locator(`[data-segment="${all[4]}"]`).click();
  assert.equal(await page.locator("html > audio").count(), 0, "the scripts are here already");
  release();
  await hearSentence(page, all[4], times(all[4]));
});

for (const script of ["app", "listening"]) {
  journey(`a press on a card’s “more” before the script “${script}” has arrived is kept`, async ({ page, url }) => {
    const release = await holdScripts(page, script);
    await page.goto(url + SECTION, { waitUntil: "domcontentloaded" });
    await page.locator(".card .more").first().click();
    assert.equal(await page.locator(".card .story-tools").count(), 0, "the scripts are here already");
    release();
    await page.locator(".card .story-tools").waitFor();
    assert.equal(await page.locator(".card .more").first().getAttribute("aria-expanded"), "true");
  });
}

journey("when the scripts do not arrive at all, the page is what it is without them", { expects: /ERR_FAILED/ }, async ({ page, url }) => {
  await page.route("**/assets/app-*.js", (route) => route.abort());
  await page.goto(url);
  await page.waitForFunction(() => !document.documentElement.classList.contains("js"));
  await page.locator(".play-button").first().click();
  await page.waitForURL(/\/articles\/.*#listen$/);
  await page.locator(".story audio[controls]").waitFor();
});
