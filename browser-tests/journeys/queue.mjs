// What a listener lines up, hears, saves and follows: by keyboard alone, without an account, and then on a second device with one.
import assert from "node:assert/strict";
import { LONG_STORY, PHONE, SECTION, STORY, STORY_EN, hear, hearOther, journey, nearlyThrough, openVisitor, pressByKey, showIn, sound, tooWide, until, violations, withPasskeys } from "../harness.mjs";

const lines = (page) => page.locator(".lines .line-headline").allTextContents();
const said = (page, text) => page.waitForFunction((wanted) => document.querySelector("[data-listening-says]").textContent.includes(wanted), text);

/** What the page shows, for everybody: on a desk and on a phone, in light and dark. */
async function assertForEverybody(page, name) {
  const size = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    await showIn(page, colorScheme);
    assert.deepEqual(await violations(page, `${name}, ${colorScheme}`), []);
  }
  await page.setViewportSize(PHONE);
  assert.deepEqual(await violations(page, `${name} on a phone`), []);
  assert.equal(await tooWide(page), 0, `${name} is wider than a phone`);
  await page.setViewportSize(size);
}

/** On to a card's "more", and there to what is wanted. */
async function withStory(page, headline, tool) {
  await pressByKey(page, `More with: ${headline}`);
  await pressByKey(page, tool);
}

journey("three stories are lined up, moved, taken out and put back, and heard one after another, by keyboard", { within: 150_000 }, async ({ page, url }) => {
  await page.goto(`${url}/queue`);
  await page.locator("[data-part=empty]").waitFor();
  await assertForEverybody(page, "the empty queue");

  await page.goto(url + SECTION);
  const headlines = (await page.locator(".card:has(.more) .card-headline").allTextContents()).slice(0, 3);
  const [a, b, c] = headlines;
  await withStory(page, a, "Add to queue");
  await said(page, `Added to the queue: ${a}`);
  await withStory(page, b, "Add to queue");
  await withStory(page, c, "Play next");
  await assertForEverybody(page, "a section with its stories' tools");

  await page.goto(`${url}/queue`);
  await page.locator(".line").nth(2).waitFor();
  assert.deepEqual(await lines(page), [c, a, b]);
  await assertForEverybody(page, "the queue");

  // By its button, then by the arrow keys; the focus stays where it is.
  await pressByKey(page, `Move up: ${b}`);
  await said(page, `${b} is now number 2 of 3`);
  assert.deepEqual(await lines(page), [c, b, a]);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), `Move up: ${b}`);
  await page.keyboard.press("Alt+ArrowDown");
  await said(page, `${b} is now number 3 of 3`);
  await page.keyboard.press("Alt+ArrowDown");
  await said(page, `${b} is the last already`);
  assert.deepEqual(await lines(page), [c, a, b]);

  // Taken out, and put back where it was.
  await pressByKey(page, `Remove: ${b}`);
  assert.deepEqual(await lines(page), [c, a]);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Put it back");
  await page.keyboard.press("Enter");
  await said(page, "It is back.");
  assert.deepEqual(await lines(page), [c, a, b]);

  // It outlives the page, and plays to its end without another press.
  await page.reload();
  await page.locator(".line").nth(2).waitFor();
  await pressByKey(page, "Play the queue");
  const order = [c, a, b];
  let heard = await hear(page, 0.5);
  for (const [n, headline] of order.entries()) {
    assert.equal(await page.locator(".player-headline").textContent(), headline);
    assert.deepEqual(await lines(page), order.slice(n + 1), "whose turn has come stands in the queue no more");
    if (n === 2) break;
    await nearlyThrough(page);
    heard = await hearOther(page, heard.src, 0.5);
  }
  await page.locator("[data-part=empty]").waitFor();
  await page.keyboard.press("k");

  await page.goto(`${url}/history`);
  await page.locator(".line").nth(2).waitFor();
  assert.deepEqual(await lines(page), [b, a, c], "the last one first");
  assert.match(await page.locator(".line-heard").first().textContent(), /% heard · of \d+:\d\d/);
  await assertForEverybody(page, "the history");
  await pressByKey(page, `Remove: ${a}`);
  assert.deepEqual(await lines(page), [b, c]);
  await pressByKey(page, "Clear the history …");
  await pressByKey(page, "Forget all of it");
  await page.locator("[data-part=empty]").waitFor();
});

journey("what is lined up comes between two stories of a programme, and the programme goes on after it", async ({ page, url }) => {
  await page.goto(url);
  const { items } = await (await fetch(`${url}/programme.json`)).json();
  await page.locator(".play-button").first().click();
  const first = await hear(page, 0.3);
  // The fourth story of the programme comes next by the listener's wish.
  const wanted = items[3];
  await page.goto(url + wanted.page);
  await pressByKey(page, "Play next");
  await page.keyboard.press("k");
  await hear(page, 0.2);
  await nearlyThrough(page);
  const second = await hearOther(page, first.src);
  assert.ok(second.src.endsWith(wanted.audio));
  await nearlyThrough(page);
  const third = await hearOther(page, second.src);
  assert.ok(third.src.endsWith(items[1].audio), "then the programme goes on");
});

/** A story of one's own, of half a minute, which may be corrected and taken back. */
const OWN = { slug: "lamp-lighter", headline: "Lamp lighter finds the last gas lamp", other: "Lamp lighter finds the last two gas lamps" };
const SENTENCES = [
  "The lamp stood behind the fish market and nobody had seen it burn since the war.",
  "A boy who was looking for his cat found it on Sunday under a heap of nets.",
  "It has a number on its foot and a small door for the match.",
  "The gas works closed when his grandmother was at school.",
  "On Monday the lamp lighter came with a ladder and a bottle of gas.",
  "It burned until the rain came in from the harbour.",
];
const ADDED = "The harbour board has asked us to say that nobody should climb a lamp, however old it is, without a ladder of their own.";
const markdown = (headline, sentences) =>
  `---\nheadline: ${headline}\nslug: ${OWN.slug}\nlang: en\npublication: larkhaven-bell\nsection: community\n---\n${sentences.join(" ")}\n`;

/** Asks until a story can be heard. */
async function voiced(url, slug) {
  const end = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${url}/articles/${slug}/narration.json`);
    if (answer.ok && (await answer.json()).state === "ready") return;
    assert.ok(Date.now() < end, `${slug} had no voice within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

journey("a corrected story has its new headline in every list, and one that is taken back is left out where its turn comes", { within: 180_000, expects: /\b(404|410)\b/ }, async ({ page, url, newsroom }) => {
  await newsroom.take(OWN.slug, markdown(OWN.headline, SENTENCES), "--publish");
  await voiced(url, OWN.slug);
  await page.goto(`${url}/articles/${OWN.slug}`);
  await page.locator(".listen-button").click();
  await hear(page, 12);
  await page.keyboard.press("k");
  const stopped = (await sound(page)).s;
  await page.goto(`${url}/history`);
  await page.locator(".line").waitFor();
  assert.deepEqual(await lines(page), [OWN.headline]);

  // Corrected: the lists know it on the first look, though they remember the old one.
  await newsroom.take(OWN.slug, markdown(OWN.other, [ADDED, ...SENTENCES]));
  const shows = (headline) => [...document.querySelectorAll(".lines .line-headline")].some(({ textContent }) => textContent === headline);
  await page.goto(`${url}/history`);
  await until(page, shows, OWN.other);
  await page.goto(url);
  await until(page, (headline) => [...document.querySelectorAll("[data-row=continue] .line-headline")].some(({ textContent }) => textContent === headline), OWN.other);
  await voiced(url, OWN.slug);

  // It goes on in the sentence in which it was left, which comes later now.
  await page.goto(`${url}/articles/${OWN.slug}`);
  const pressed = Date.now();
  await page.locator(".listen-button").click();
  await page.waitForFunction((s) => document.querySelector("html > audio").currentTime > s, stopped + 5);
  const { s } = await hear(page, 0.3);
  const ahead = s - stopped - (Date.now() - pressed) / 1000;
  assert.ok(ahead > 2 && ahead < 15, `goes on ${ahead} s from where it was left, and a sentence was put in before it`);
  await page.keyboard.press("k");

  // Lined up before another, while a third is heard; then it is taken back.
  for (const story of [`/articles/${OWN.slug}`, STORY_EN]) {
    await page.goto(url + story);
    await pressByKey(page, "Add to queue");
  }
  const last = await page.locator("h1").textContent();
  await page.goto(url + LONG_STORY);
  await page.locator(".listen-button").click();
  await hear(page, 1);
  await newsroom.run("article", "retract", OWN.slug, "--note", "The lamp was electric.");
  await nearlyThrough(page);
  await page.waitForFunction((headline) => document.querySelector(".player-headline").textContent === headline, last);
  await hear(page, 0.5);
  await page.keyboard.press("k");

  await page.goto(url);
  await page.locator("[data-row=continue] .line").first().waitFor();
  await until(page, (headline) => ![...document.querySelectorAll("[data-row=continue] .line-headline")].some(({ textContent }) => textContent === headline), OWN.other);
  await page.goto(`${url}/history`);
  await page.locator(".line.is-gone").waitFor();
  assert.ok(!(await lines(page)).includes(OWN.other));
});

journey("progress, saved stories and what is followed are on the second device, which takes nobody back", { within: 200_000 }, async ({ page, context, url }) => {
  // Without an account first: saved, followed, begun.
  await page.goto(url + STORY);
  const headline = await page.locator("h1").textContent();
  await pressByKey(page, "Save for later");
  await said(page, `Saved for later: ${headline}`);
  await page.goto(url + SECTION);
  await pressByKey(page, "Follow Sports");
  await said(page, "You follow Sports");
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page, 0.3);
  await page.evaluate(() => (document.querySelector("html > audio").currentTime = 20));
  await hear(page, 4);
  await page.keyboard.press("k");
  const stopped = (await sound(page)).s;
  for (const [name, path] of [["saved stories", "/saved"], ["what is followed", "/following"]]) {
    await page.goto(url + path);
    await page.locator(".line").first().waitFor();
    await assertForEverybody(page, name);
  }
  await page.goto(url);
  await page.locator("[data-row=continue] .line").waitFor();
  await page.locator("[data-row=follow] .line").first().waitFor();
  assert.equal(await page.locator("[data-row=continue] .line-headline").textContent(), headline);
  await assertForEverybody(page, "a front page with rows of one's own");

  // Signing in joins what this browser knew to the account.
  await withPasskeys(page);
  await page.goto(`${url}/account/sign-in`);
  await pressByKey(page, "New here: make a passkey");
  await page.waitForURL("**/account");
  const known = async () => (await (await fetch("/progress?after=0")).json()).stories.length === 1;
  await until(page, known);

  const second = await openVisitor({ ...PHONE });
  try {
    await second.context.addCookies(await context.cookies());
    await second.page.goto(url);
    // Nothing pushes in while somebody reads: what was just learnt has room on the next page.
    await second.page.waitForFunction(() => localStorage["crier:rows"] === "continue follow");
    await second.page.reload();
    await second.page.locator("[data-row=continue] .line").waitFor();
    await second.page.goto(`${url}/saved`);
    await second.page.locator(".line").first().waitFor();
    assert.deepEqual(await lines(second.page), [headline]);
    await second.page.goto(url + STORY);
    await second.page.locator(".listen-button").click();
    const on = await hear(second.page, 3);
    assert.ok(on.s >= stopped - 0.5 && on.s < stopped + 12, `goes on at ${on.s} s, and the first stopped at ${stopped} s`);
    await second.page.locator("[data-do=toggle]").click();
    const further = (await sound(second.page)).s;

    // Back on the first: on from where the second stopped, without a reload.
    await until(page, async (ms) => (await (await fetch("/progress?after=0")).json()).stories[0].ms >= ms, further * 1000 - 1_500);
    await page.goto(url + STORY);
    await page.waitForFunction((ms) => Object.values(JSON.parse(localStorage["crier:listening"]).stories)[0].ms >= ms, further * 1000 - 1_500);
    await page.locator(".listen-button").click();
    const back = await hear(page, 0.3);
    assert.ok(back.s >= further - 1.5, `taken back to ${back.s} s from ${further} s`);
  } finally {
    await second.close();
  }

  // Signing out leaves nothing of it in this browser.
  await page.goto(`${url}/account`);
  await page.locator(".desk-head button").click();
  await page.waitForURL((at) => at.pathname === "/");
  await page.goto(`${url}/saved`);
  await page.locator("[data-part=empty]").waitFor();
});

journey("a device that is signed out from elsewhere shows nothing of its listener any more", { expects: /\b401\b/ }, async ({ page, context, url }) => {
  await withPasskeys(page);
  await page.goto(`${url}/account/sign-in`);
  await pressByKey(page, "New here: make a passkey");
  await page.waitForURL("**/account");
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page, 4);
  await page.keyboard.press("k");
  await until(page, async () => (await (await fetch("/progress?after=0")).json()).stories.length === 1);
  await page.goto(`${url}/history`);
  await page.locator(".line").waitFor();
  await page.waitForFunction(() => "crier:programme" in localStorage);

  // Another device ends the session; this one learns it by its next question.
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const ended = await fetch(`${url}/account/session/end`, { method: "POST", redirect: "manual", headers: { cookie, origin: url } });
  assert.equal(ended.status, 303);
  await page.goto(`${url}/history`);
  await page.locator("[data-part=empty]").waitFor();
  await page.waitForFunction(() => !document.cookie.includes("crier-signed-in"));
  const kept = await page.evaluate(() => ["crier:programme", "crier:positions", "crier:stories"].filter((key) => key in localStorage));
  assert.deepEqual(kept, []);
  assert.equal(await page.locator("#player").getAttribute("data-state"), "idle", "the next person finds the last one's programme");
});
