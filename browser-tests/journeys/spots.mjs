// A spot between two stories: labelled, skipped by one press, and in the report what was heard; and one below a story.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PHONE, hear, hearOther, journey, nearlyThrough, sound, startNewsroom, violations } from "../harness.mjs";

/** A spot is asked for half a minute before a story ends; from here on there is time enough, and little to wait for. */
const BEFORE_THE_END_S = 8;

/** Reports of all campaigns, summed up. */
async function counted(newsroom) {
  const sums = { showings: 0, hearings: 0, completions: 0, heard_ms: 0 };
  for (const line of (await newsroom.run("spots", "list")).trim().split("\n")) {
    const [head, ...rows] = (await newsroom.run("spots", "report", line.split("\t")[0])).trim().split("\n").map((row) => row.split(","));
    for (const row of rows) for (const name of Object.keys(sums)) sums[name] += Number(row[head.indexOf(name)]);
  }
  return sums;
}

async function until(newsroom, fits, what) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const now = await counted(newsroom);
    if (fits(now)) return now;
    assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The voices of spots may be made a moment after those of the stories. */
const spoken = async (url) => {
  while (!(await (await fetch(url)).text()).includes("data-spots=")) await new Promise((resolve) => setTimeout(resolve, 250));
};

journey("a spot between two stories is labelled, can be skipped, and counts as what was heard", { within: 180_000, alone: true }, async ({ page }) => {
  const newsroom = await startNewsroom({ settings: "minutes_between_spots = 0\n" });
  try {
    const { url } = newsroom;
    const asked = [];
    page.on("request", (request) => {
      if (new URL(request.url()).pathname.startsWith("/spots/")) asked.push(request);
    });
    await spoken(url);
    await page.goto(url);
    const { items } = await (await fetch(`${url}/programme.json`)).json();
    await page.locator(".play-button").first().click();
    const first = await hear(page, 0.5);
    assert.ok(first.src.endsWith(items[0].audio), "no spot comes before the first story");
    await nearlyThrough(page, BEFORE_THE_END_S);
    const spot = await hearOther(page, first.src, 1.5);
    assert.ok(!items.some((item) => spot.src.endsWith(item.audio)), "a spot is heard");
    const said = await page.locator(".player-from").textContent();
    assert.match(said, /^(Advertisement · .+|From this newsroom)$/);
    assert.ok(await page.locator("[data-seek]").isDisabled(), "it is heard as it is, or skipped");
    assert.deepEqual(await violations(page, "a spot in the player"), []);
    const { width, height } = page.viewportSize();
    await page.setViewportSize(PHONE);
    assert.deepEqual(await violations(page, "a spot in the player of a phone"), []);
    await page.setViewportSize({ width, height });
    await page.keyboard.press("l");
    assert.ok((await sound(page)).s < 8, "nobody can be made to jump about in it");
    const until_s = (await sound(page)).s;
    await page.getByRole("button", { name: "Skip" }).click();
    const second = await hearOther(page, spot.src);
    assert.ok(second.src.endsWith(items[1].audio), "the next story follows");
    assert.equal(await page.locator(".player-skip").isVisible(), false);
    assert.equal(await page.locator(".player-headline").textContent(), items[1].headline);
    const once = await until(newsroom, ({ hearings, heard_ms }) => hearings === 1 && heard_ms >= 1_400, "one hearing");
    assert.equal(once.completions, 0);
    assert.ok(once.heard_ms <= (until_s + 2) * 1000, `${once.heard_ms} ms are told of ${until_s} s`);

    // The second one is heard to its end, and the news goes on by itself.
    await nearlyThrough(page, BEFORE_THE_END_S);
    const other = await hearOther(page, second.src, 0.5);
    const third = await hearOther(page, other.src);
    assert.ok(third.src.endsWith(items[2].audio));
    const twice = await until(newsroom, ({ completions }) => completions === 1, "one heard to its end");
    assert.equal(twice.hearings, 2);
    await page.locator("[data-do=toggle]").click();
    for (const request of asked) assert.equal((await request.allHeaders()).cookie, undefined, "nothing says who asks");
  } finally {
    await newsroom.stop();
  }
});

journey("a spot below a story has its room before it comes, and counts when it was seen", { within: 120_000, alone: true }, async ({ page }) => {
  const newsroom = await startNewsroom({ settings: "minutes_between_spots = 0\n" });
  try {
    await page.goto(`${newsroom.url}/articles/night-clinic`);
    const slot = page.locator("[data-spot-slot]");
    const room = await slot.evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(room > 100, `${room} px are kept free`);
    assert.equal(await slot.locator(".spot-headline:visible").count(), 0, "it comes when somebody comes near");
    assert.equal((await counted(newsroom)).showings, 0);
    await slot.scrollIntoViewIfNeeded();
    await slot.locator(".spot-headline:visible").waitFor();
    assert.equal(await slot.evaluate((element) => element.getBoundingClientRect().height), room, "and moves nothing");
    assert.match(await slot.locator(".spot-label").textContent(), /^(Advertisement|From this newsroom)/);
    await until(newsroom, ({ showings }) => showings === 1, "one showing");
    assert.deepEqual(await violations(page, "a spot below a story"), []);
    await page.setViewportSize(PHONE);
    assert.deepEqual(await violations(page, "a spot on a phone"), []);
    await newsroom.signIn(page);
    for (const path of ["/desk/spots", "/desk/spots/new"]) {
      await page.goto(newsroom.url + path);
      assert.deepEqual(await violations(page, path), []);
    }
    await page.goto(`${newsroom.url}/desk/spots`);
    await page.locator(".spot-list h2 a").first().click();
    await page.waitForURL("**/desk/spots/*");
    assert.deepEqual(await violations(page, "a spot at the desk"), []);
    await page.goto(`${newsroom.url}/desk/spots`);
    await page.locator(".spot-list ul a").first().click();
    await page.waitForURL("**/desk/campaigns/*");
    assert.deepEqual(await violations(page, "a campaign at the desk"), []);
  } finally {
    await newsroom.stop();
  }
});
