// The newsroom as an app: installed, kept for the road, renewed under a voice that goes on.
import assert from "node:assert/strict";
import { PHONE, SECTION, STORY, STORY_EN, hear, hearSentence, journey, openLine, sentences, showIn, silence, sound, timesOf, violations, watchVoice } from "../harness.mjs";

/** What the browser writes down when there is no line. */
const NO_LINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/;

/** Waits until the worker answers for this page. */
const worked = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

const keepButton = (page) => page.locator("[data-keep-do]");
const inState = (page, state) => page.locator(`.keep[data-state="${state}"]`).waitFor();
const rows = (page) => page.locator(".kept-row");

async function keep(page, address) {
  await page.goto(address);
  await worked(page);
  await keepButton(page).click();
  await inState(page, "kept");
}

/** Addresses of what is kept, as paths. */
const kept = (page) => page.evaluate(async () => (await (await caches.open("crier-kept")).keys()).map(({ url }) => new URL(url).pathname));

for (const lang of ["en-GB", "zh-TW"]) {
  journey(`the newsroom can be installed (${lang})`, { worker: true, lang }, async ({ page, context, url }) => {
    await page.goto(url);
    await worked(page);
    const devtools = await context.newCDPSession(page);
    const { url: address, errors, data } = await devtools.send("Page.getAppManifest");
    assert.match(address, /\/app\.webmanifest/);
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data).lang, lang === "en-GB" ? "en" : "zh-Hant");
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    // Visitors of the journeys leave nothing behind, as in a private window.
    const others = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
    assert.deepEqual(others, []);
  });
}

journey("a story kept for the road is read, heard and sought in without a connection", { worker: true, expects: NO_LINE }, async ({ page, context, url }) => {
  await keep(page, url + STORY);
  const times = await timesOf(url, STORY);
  const all = await sentences(page);
  await context.setOffline(true);
  // As when the app is opened on a train: a full load.
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page);
  assert.equal(await page.locator(".hero img").evaluate((image) => image.complete && image.naturalWidth > 0), true, "its picture does not show");
  const late = all.at(-2);
  await page.locator(`[data-segment="${late}"]`).click();
  await hearSentence(page, late, times(late));
  const early = all[1];
  await page.locator(`[data-segment="${early}"]`).click();
  await hearSentence(page, early, times(early));
  const went = await sound(page);

  // A page that is not here says so; from the same window nothing that is heard ends.
  const interruptions = await watchVoice(page);
  await page.locator(`nav.sections a[href="${SECTION}"]`).first().click();
  await page.locator("#offline").waitFor();
  await hear(page, 0.3);
  assert.deepEqual(await interruptions(), []);
  // And opened anew it is a page of the paper, with what can be heard.
  await page.goto(url + SECTION);
  await page.waitForSelector("body.is-offline");
  assert.equal(await page.locator("h1").textContent(), "No connection");
  await rows(page).first().waitFor();
  for (const theme of ["light", "dark"]) {
    await showIn(page, theme);
    assert.deepEqual(await violations(page, `offline page, ${theme}`), []);
  }
  await rows(page).locator(".hear").first().click();
  const again = await hear(page);
  assert.ok(again.s >= went.s, `the place in the story was forgotten: ${again.s} s after ${went.s} s`);

  await context.setOffline(false);
  await page.goto(url + SECTION);
  await page.waitForSelector("body.is-section");
});

journey("downloads play one after the other, and one is removed by keyboard", { worker: true, expects: NO_LINE, ...PHONE }, async ({ page, context, url }) => {
  await keep(page, url + STORY);
  await keep(page, url + STORY_EN);
  await context.setOffline(true);
  await page.goto(`${url}/downloads`);
  await page.waitForFunction(() => document.querySelectorAll(".kept-row").length === 2);
  assert.match(await page.locator("[data-sum]").textContent(), /^2 of at most 50 stories · [\d.]+ MB of at most 400 MB$/);
  assert.deepEqual(await violations(page, "downloads"), []);
  await page.locator(".kept .play-button").click();
  const first = await hear(page);
  await page.locator(".player-transport [data-do=next]").click();
  await page.waitForFunction((src) => document.querySelector("html > audio").currentSrc !== src, first.src);
  await hear(page);
  await page.keyboard.press("k");
  await silence(page);
  const remove = rows(page).first().getByRole("button", { name: /^Remove/ });
  await remove.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".kept-row").length === 1);
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^Remove/, "the focus was lost");
  await page.keyboard.press("Enter");
  await page.locator(".kept-none").waitFor({ state: "visible" });
  const left = (await kept(page)).filter((path) => path !== "/downloads/programme.json");
  assert.deepEqual(left, [], "files of removed stories stay");
});

journey("a story that the newsroom takes back goes from this device, with a word", { worker: true, within: 120_000, expects: /\b(404|410)\b/ }, async ({ page, url, newsroom }) => {
  const slug = "bell-sold-to-a-circus";
  await newsroom.take(slug, `---\nheadline: Bell sold to a circus\nslug: ${slug}\nlang: en\npublication: larkhaven-bell\nsection: community\n---\nThe old bell was sold on Monday.\n`, "--publish");
  const address = `${url}/articles/${slug}`;
  await page.goto(url);
  await page.waitForFunction(async (at) => (await (await fetch(at)).json()).state === "ready", `/articles/${slug}/narration.json`);
  await keep(page, address);
  await newsroom.run("article", "retract", slug, "--note", "It was lent.");
  await page.goto(`${url}/downloads`);
  await page.locator("[data-taken-back]").waitFor({ state: "visible" });
  assert.match(await page.locator("[data-taken-back]").innerText(), /taken “Bell sold to a circus” back/);
  assert.equal(await rows(page).count(), 0);
  await page.getByRole("button", { name: "I have read this" }).click();
  await page.locator("[data-taken-back]").waitFor({ state: "hidden" });
});

journey("keeping can be called off, breaks off in words, and leaves nothing half kept", { worker: true, expects: /ERR_|Failed to fetch/ }, async ({ page, url }) => {
  const line = await openLine(url);
  try {
    await page.goto(line.url + STORY);
    await worked(page);
    line.holds = /^\/audio\//;
    await keepButton(page).click();
    await inState(page, "keeping");
    const begun = () => page.waitForFunction(() => /Keeping, [1-9]\d? %/.test(document.querySelector("[data-keep-label]").textContent));
    await begun();
    await keepButton(page).click();
    await inState(page, "none");
    await keepButton(page).click();
    // A line that is cut before anything went over it is only a new line for what comes then.
    await begun();
    line.cut();
    await inState(page, "failed");
    assert.match(await keepButton(page).innerText(), /could not be fetched whole/);
    assert.equal((await kept(page)).filter((path) => path.startsWith("/downloads/stories/")).length, 0);
    line.holds = null;
    line.cut();
    await keepButton(page).click();
    await inState(page, "kept");
  } finally {
    await line.close();
  }
});

journey("where no more can be kept, the listener chooses", { worker: true }, async ({ page, url }) => {
  await page.goto(url + STORY);
  await worked(page);
  await page.evaluate(async () => {
    const cache = await caches.open("crier-kept");
    for (let n = 1; n <= 50; n += 1) {
      const story = { slug: `old-${n}`, page: `/articles/old-${n}`, headline: `Old story ${n}`, publication: "", lang: "en", narration: "", audio: "", bytes: 1_000_000, kept_at_ms: n, files: [] };
      await cache.put(`/downloads/stories/old-${n}`, Response.json(story));
    }
  });
  await keepButton(page).click();
  const dialog = page.locator("dialog.ask");
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /50 stories are kept.*“Old story 1” \(1 MB\)/s);
  assert.deepEqual(await violations(page, "question"), []);
  await page.keyboard.press("Escape");
  await inState(page, "none");
  assert.ok((await kept(page)).includes("/downloads/stories/old-1"), "a story was removed unasked");
  await keepButton(page).click();
  await dialog.getByRole("button", { name: "Remove it and keep this one" }).click();
  await inState(page, "kept");
  const now = await kept(page);
  assert.ok(!now.includes("/downloads/stories/old-1") && now.includes("/downloads/stories/old-2"));
});

journey("another build arrives while a story is heard: the voice goes on, and the next pause takes it over", { worker: true }, async ({ page, url }) => {
  const line = await openLine(url);
  try {
    await page.goto(line.url + STORY);
    await worked(page);
    await page.locator(".listen-button").click();
    await hear(page);
    const interruptions = await watchVoice(page);
    line.worker = "\n// another build";
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null);
    await page.locator(`nav.sections a[href="${SECTION}"]`).first().click();
    await page.waitForSelector("body.is-section");
    await hear(page, 1);
    assert.deepEqual(await interruptions(), [], "the new build was heard");
    assert.ok(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null), "it took over under the voice");
    const before = await sound(page);
    await page.evaluate(() => {
      globalThis.sameWindow = true;
      navigator.serviceWorker.addEventListener("controllerchange", () => (globalThis.tookOver = true));
    });
    await page.keyboard.press("k");
    await page.waitForFunction(() => globalThis.tookOver);
    await page.keyboard.press("k");
    // What has barely begun is not remembered.
    const after = await hear(page, 5);
    assert.ok(after.s >= before.s && (await page.evaluate(() => globalThis.sameWindow)), "the page was loaded anew");
    // With nothing to be heard the next way is a whole load, which brings the new scripts, and the place is remembered.
    await page.keyboard.press("k");
    await silence(page);
    await page.locator(".nameplate a").click();
    await page.waitForSelector("body.is-front");
    assert.equal(await page.evaluate(() => globalThis.sameWindow), undefined, "the old scripts went on");
    await page.waitForFunction(() => customElements.get("crier-player") && document.querySelector("html > audio"));
    await page.keyboard.press("k");
    const later = await hear(page);
    assert.ok(later.s >= after.s - 1, `the place was forgotten: ${later.s} s after ${after.s} s`);
  } finally {
    await line.close();
  }
});

journey("whoever signs out leaves no pages behind; what was kept stays", { worker: true, expects: /\b401\b/ }, async ({ page, context, url }) => {
  await keep(page, url + STORY);
  await context.addCookies([{ name: "crier-signed-in", value: "1", url }]);
  await page.goto(url + SECTION);
  await page.waitForFunction(async () => JSON.parse(localStorage.getItem("crier:was-signed-in") ?? "{}").in === true);
  await page.waitForFunction(async (path) => !!(await (await caches.open("crier-pages")).match(path)), SECTION);
  await context.clearCookies({ name: "crier-signed-in" });
  await page.goto(`${url}/about/voice`);
  await page.waitForFunction(async () => JSON.parse(localStorage.getItem("crier:was-signed-in") ?? "{}").in === false);
  await page.waitForFunction(async () => !(await (await caches.open("crier-pages")).keys()).some(({ url: at }) => at.includes("/sections/")));
  assert.ok((await kept(page)).includes(STORY), "a kept story is gone");
});
