// The newsroom's own page, by keyboard alone.
import assert from "node:assert/strict";
import { PATIENCE_MS, hear, journey, pressByKey, tabTo } from "../harness.mjs";

const DRAFT = `---
headline: Ferry timetable printed upside down
standfirst: Four hundred copies went out before anybody turned one round.
publication: larkhaven-bell
section: community
slug: ferry-timetable
lang: en
---
The winter timetable of the harbour ferry was printed upside down on Thursday. Four hundred copies had gone out by noon.

The printer has apologised. A new edition is due on Saturday.
`;
const LATER = DRAFT.replace("slug: ferry-timetable", "slug: ferry-poster").replace("Ferry timetable printed", "Ferry poster hung");
const WRONG = "Four hundred copies had gone out by noon.";
const RIGHT = "Four thousand copies had gone out by noon.";
const NOTE = "An earlier version of this story gave the number of copies as four hundred.";
const RETRACTION = "The timetable was not upside down. Our reporter was.";

/** How long a sentence's voice may take on a busy machine. */
const VOICED_WITHIN_MS = 30_000;

const done = (page, words) => page.locator(".notice", { hasText: words }).waitFor();

/** Fills a field that Tab reaches, with the keys of the keyboard. */
async function write(page, field, text) {
  await tabTo(page, (at) => at.field === field);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

/** Asks until the narration of a story is as it should be; events of the server do not reach a test. */
async function narration(page, story, fits) {
  const deadline = Date.now() + VOICED_WITHIN_MS;
  for (;;) {
    const answer = await page.request.get(`${story}/narration.json`);
    const found = answer.ok() ? await answer.json() : {};
    if (found.state === "ready" && fits(found)) return found;
    if (Date.now() > deadline) throw new Error(`the voice was not ready in time: ${JSON.stringify(found).slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

journey("the desk by keyboard alone: hear a draft, publish, correct, retract", { within: 120_000, expects: /410/ }, async ({ page, url, newsroom }) => {
  const story = `${url}/articles/ferry-timetable`;
  await newsroom.take("draft", DRAFT);
  assert.equal((await fetch(story)).status, 404, "nobody outside can read a draft");

  await page.goto(await newsroom.invite());
  await pressByKey(page, "Sign in");
  await page.waitForSelector(".desk-list");
  await pressByKey(page, /Ferry timetable/);
  await page.waitForSelector(".desk-columns");
  await pressByKey(page, "Make the voice");
  await done(page, "The voice is being made");
  // Hear, or hear it while it is made: whichever it is by now.
  await pressByKey(page, /^Hear/);
  const heard = await hear(page);
  assert.equal((await fetch(heard.src)).status, 404, "nobody outside can hear a draft");

  await pressByKey(page, "Publish now");
  await done(page, "Published");
  const published = await fetch(story);
  assert.equal(published.status, 200);
  // What was heard while it was made leads to its file now.
  const readable = await fetch(heard.src);
  assert.equal(readable.status, 200, "what staff heard is what readers hear, and nothing is made twice");

  await tabTo(page, (at) => at.tag === "summary" && at.name === "Correct");
  while (!(await page.evaluate((wrong) => document.activeElement.closest("li")?.textContent.includes(wrong), WRONG))) {
    await tabTo(page, (at) => at.tag === "summary" && at.name === "Correct");
  }
  await page.keyboard.press("Enter");
  await write(page, "text", RIGHT);
  await write(page, "note", NOTE);
  await pressByKey(page, "Correct and say again");
  await done(page, "Corrected");
  const transcript = async () => (await (await fetch(`${story}/transcript.vtt`)).text()).replaceAll("\n", " ");
  const before = readable.url;
  const after = await narration(page, story, ({ audio }) => !before.endsWith(audio));
  assert.ok((await transcript()).includes("Four thousand copies"), "the new narration says what is right");
  assert.ok((await transcript()).includes("gave the number of copies"), "the new narration says what was wrong");
  assert.ok(!(await transcript()).includes("Four hundred copies had gone"), "the old words are still said");
  const reader = await page.context().newPage();
  await reader.goto(story);
  assert.match(await reader.locator(".correction").innerText(), new RegExp(NOTE));
  assert.match(await reader.locator(".text").innerText(), new RegExp(RIGHT));

  await page.bringToFront();
  await pressByKey(page, /^Withdraw this story/);
  await write(page, "note", RETRACTION);
  await pressByKey(page, "Retract story and voice");
  await done(page, "Retracted");
  assert.equal((await fetch(url + after.audio)).status, 404, "the sound of a withdrawn story can still be heard");
  assert.equal((await fetch(story)).status, 410);
  assert.ok(!(await (await fetch(`${url}/podcast.xml`)).text()).includes("upside down"), "the podcast still has it");
  await reader.reload();
  assert.match(await reader.locator("main").innerText(), new RegExp(RETRACTION));
});

journey("the desk by keyboard alone: schedule, then publish at once after all", { within: 90_000 }, async ({ page, url, newsroom }) => {
  await newsroom.take("later", LATER);
  await newsroom.signIn(page);
  await page.goto(`${url}/desk/articles/ferry-poster`);
  const year = new Date().getFullYear() + 1;
  await tabTo(page, (at) => at.field === "at");
  // In which order the field wants its digits depends on the browser's language.
  await page.locator("[name=at]").fill(`${year}-03-15T07:30`);
  await pressByKey(page, "Schedule");
  await done(page, "Scheduled");
  assert.match(await page.locator(".page-head").innerText(), new RegExp(`Scheduled 15 March ${year}, 07:30`, "i"));
  assert.equal((await fetch(`${url}/articles/ferry-poster`)).status, 404);
  await pressByKey(page, "Publish now");
  await done(page, "Published");
  assert.equal((await fetch(`${url}/articles/ferry-poster`)).status, 200);
  await newsroom.run("article", "retract", "ferry-poster", "--note", "A test.");
});

journey("a used sign-in link opens nothing, and a form without its guard changes nothing", { expects: /403/ }, async ({ page, url, newsroom }) => {
  const link = await newsroom.signIn(page);
  await page.goto(`${url}/desk`);
  assert.equal(await page.locator("h1").innerText(), "Desk");
  const stranger = await page.context().browser().newContext();
  try {
    const other = await stranger.newPage();
    other.setDefaultTimeout(PATIENCE_MS);
    await other.goto(link);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByText("This link has been used already.").waitFor();
    const answer = await page.request.post(`${url}/desk/articles/night-clinic/retraction`, {
      form: { guard: "forged", note: "Nothing." },
      headers: { Origin: url },
    });
    assert.equal(answer.status(), 403);
    assert.equal((await fetch(`${url}/articles/night-clinic`)).status, 200);
  } finally {
    await stranger.close();
  }
});
