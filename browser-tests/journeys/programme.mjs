// One story after another.
import assert from "node:assert/strict";
import { PUBLICATION, SECTION, hear, hearOther, journey, nearlyThrough, silence, sound } from "../harness.mjs";

/** Between two stories nobody should think that it is over. */
const GAP_MS = 2_500;

const headline = (page) => page.locator(".player-headline").textContent();

journey("Play the news goes from story to story without another tap", async ({ page, url }) => {
  await page.goto(url);
  const { items } = await (await fetch(`${url}/programme.json`)).json();
  assert.ok(items.length >= 15, `the programme has ${items.length} stories`);
  await page.locator(".play-button").first().click();
  let heard = await hear(page, 0.5);
  assert.ok(heard.of > 30, `the first story is ${heard.of} s long`);
  for (const item of items.slice(0, 3)) {
    assert.equal(await headline(page), item.headline);
    assert.ok(heard.src.endsWith(item.audio), "another story is heard than the player says");
    await nearlyThrough(page);
    const before = Date.now();
    heard = await hearOther(page, heard.src, 0.1);
    assert.ok(Date.now() - before < GAP_MS, `${Date.now() - before} ms from nearly the end of one story to the next`);
  }
});

for (const [what, address] of [["section", SECTION], ["publication", PUBLICATION]]) {
  journey(`a ${what} plays its own stories, and the last one ends in silence`, async ({ page, url }) => {
    await page.goto(url + address);
    const { items } = await (await fetch(`${url}/programme.json?${what}=${address.split("/").at(-1)}`)).json();
    await page.locator(".play-button").first().click();
    await hear(page, 0.2);
    await page.locator("[data-do=panel]").click();
    const queue = page.locator(".player-queue button");
    await page.waitForFunction((count) => document.querySelectorAll(".player-queue button").length === count, items.length);
    assert.deepEqual(await queue.locator("b").allTextContents(), items.map((item) => item.headline));
    const { src } = await sound(page);
    await queue.last().click();
    await hearOther(page, src);
    assert.equal(await queue.last().getAttribute("aria-current"), "true");
    assert.ok(await page.locator("[data-do=next]").isDisabled(), "nothing follows the last story");
    await nearlyThrough(page);
    await silence(page);
    await page.waitForFunction(() => document.querySelector("[data-says]").textContent === "The programme has ended.");
    assert.equal(await headline(page), items.at(-1).headline);
  });
}

journey("next and previous, by button and by the queue", async ({ page, url }) => {
  await page.goto(url);
  const { items } = await (await fetch(`${url}/programme.json`)).json();
  await page.locator(".play-button").first().click();
  const first = await hear(page, 0.3);
  await page.locator("[data-do=next]").click();
  const second = await hearOther(page, first.src);
  assert.ok(second.src.endsWith(items[1].audio));
  await page.locator("[data-do=previous]").click();
  const again = await hearOther(page, second.src);
  assert.equal(again.src, first.src);
  await page.locator("[data-do=panel]").click();
  assert.equal(await page.locator("[data-do=panel]").getAttribute("aria-expanded"), "true");
  await page.locator(".player-queue button").nth(3).click();
  const fourth = await hearOther(page, again.src);
  assert.ok(fourth.src.endsWith(items[3].audio));
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".player-panel").isVisible(), false, "Escape closes the queue");
  assert.equal(await headline(page), items[3].headline);
});

journey("one story at a time: the news starts in a second window, and the first one falls silent", async ({ page, context, url }) => {
  await page.goto(url);
  await page.locator(".play-button").first().click();
  await hear(page);
  const second = await context.newPage();
  await second.goto(url + SECTION);
  await second.locator(".play-button").first().click();
  await hear(second);
  await silence(page);
});
