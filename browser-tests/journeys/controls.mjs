// The player's handles, and what the system is told of it.
import assert from "node:assert/strict";
import { STORY, hear, hearOther, journey, silence, sound } from "../harness.mjs";

/** How near a jump has to land, in seconds; the voice goes on meanwhile. */
const NEAR_S = 1.5;

const near = (value, wanted, what) => assert.ok(Math.abs(value - wanted) < NEAR_S, `${what}: ${value} s and not about ${wanted} s`);

journey("speed, volume and fifteen seconds either way", async ({ page, url }) => {
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page);

  await page.locator("[data-do=forward]").click();
  near((await sound(page)).s, 15.5, "after 15 s forward");
  await page.locator("[data-do=forward]").click();
  await page.locator("[data-do=back]").click();
  near((await sound(page)).s, 15.5, "after forward and back");
  await hear(page, 0.2);

  await page.locator("[data-speed]").selectOption("2");
  const from = await sound(page);
  assert.equal(from.rate, 2);
  const began = Date.now();
  await hear(page, 3);
  const took = (Date.now() - began) / 1000;
  assert.ok(took < 2.7, `3 s of the voice at double speed took ${took} s`);
  assert.ok(await page.evaluate(() => document.querySelector("html > audio").preservesPitch), "a fast voice must not squeak");

  const volume = page.locator("[data-volume]");
  await volume.focus();
  await page.keyboard.press("Home");
  assert.equal((await sound(page)).volume, 0);
  await page.keyboard.press("End");
  assert.equal((await sound(page)).volume, 1);
  await page.locator("[data-do=mute]").click();
  assert.equal((await sound(page)).muted, true);
  assert.equal(await page.locator("[data-do=mute]").getAttribute("aria-label"), "Sound on");
  await page.locator("[data-do=mute]").click();

  const seek = page.locator("[data-seek]");
  const { of } = await sound(page);
  await seek.focus();
  await page.keyboard.press("PageUp");
  assert.match(await seek.getAttribute("aria-valuetext"), /^(\d+ min )?\d+ s of \d+ min \d+ s$/);
  assert.match(await page.locator(".player-time").innerText(), /\d:\d\d \/ \d:\d\d/);
  const total = await page.locator("[data-total]").textContent();
  const [minutes, seconds] = total.split(":").map(Number);
  near(minutes * 60 + seconds, of, "the total that is shown");
});

journey("speed, loudness and place are remembered when the page is loaded anew", async ({ page, url }) => {
  await page.goto(url + STORY);
  await page.locator(".listen-button").click();
  await hear(page);
  await page.locator("[data-speed]").selectOption("1.25");
  await page.evaluate(() => (document.querySelector("html > audio").currentTime = 60));
  await hear(page, 0.3);
  await page.keyboard.press("k");
  await silence(page);
  const left = await sound(page);

  await page.reload();
  await page.waitForFunction(() => document.querySelector("[data-elapsed]").textContent.startsWith("1:"));
  assert.equal(await page.locator("[data-speed]").inputValue(), "1.25");
  await page.locator(".listen-button").click();
  const now = await hear(page, 0.2);
  near(now.s, left.s, "after loading anew");
  assert.ok(now.s >= left.s, "nothing is said twice");
  assert.equal(now.rate, 1.25);
});

journey("the lock screen knows the story and its place, and its buttons work", async ({ page, context, url }) => {
  // The browser tells nobody which handlers it was given, so they are noted on their way in.
  await context.addInitScript(() => {
    const session = navigator.mediaSession;
    globalThis.handlers = {};
    globalThis.places = [];
    const { setActionHandler, setPositionState } = MediaSession.prototype;
    MediaSession.prototype.setActionHandler = function (name, handler) {
      globalThis.handlers[name] = handler;
      return setActionHandler.call(session, name, handler);
    };
    MediaSession.prototype.setPositionState = function (place) {
      globalThis.places.push(place);
      return setPositionState.call(session, place);
    };
  });
  await page.goto(url);
  const { items } = await (await fetch(`${url}/programme.json`)).json();
  await page.locator(".play-button").first().click();
  const first = await hear(page, 1.2);
  const told = () =>
    page.evaluate(() => {
      const { metadata, playbackState } = navigator.mediaSession;
      return { state: playbackState, title: metadata.title, artist: metadata.artist, artwork: metadata.artwork.map(({ src }) => src) };
    });
  const about = await told();
  assert.deepEqual([about.state, about.title, about.artist], ["playing", items[0].headline, items[0].publication]);
  assert.equal((await fetch(about.artwork[0])).status, 200, "the picture for the lock screen is there");

  const place = await page.evaluate(() => globalThis.places.at(-1));
  near(place.position, (await sound(page)).s, "the place that the system was told");
  near(place.duration, first.of, "the length that the system was told");
  assert.equal(place.playbackRate, 1);

  const press = (name, details = {}) => page.evaluate(([action, more]) => globalThis.handlers[action]({ action, ...more }), [name, details]);
  await press("pause");
  await silence(page);
  assert.equal((await told()).state, "paused");
  await press("play");
  await hear(page, 0.2);
  await press("seekto", { seekTime: 20 });
  near((await sound(page)).s, 20, "after a drag on the lock screen");
  await press("seekforward", { seekOffset: 5 });
  near((await sound(page)).s, 25, "after a jump of the system's own length");
  await press("seekbackward");
  near((await sound(page)).s, 10, "after a jump back");
  await press("nexttrack");
  const second = await hearOther(page, first.src);
  assert.equal((await told()).title, items[1].headline);
  await press("previoustrack");
  await hearOther(page, second.src);
  assert.equal((await told()).title, items[0].headline);
});

journey("the list of keys opens, and the keys can be switched off", async ({ page, url }) => {
  await page.goto(url + STORY);
  await page.locator("#player").waitFor();
  await page.keyboard.press("k");
  await hear(page, 0.2);
  await page.keyboard.press("?");
  const help = page.locator("dialog.help");
  await help.waitFor({ state: "visible" });
  await page.locator("[data-keys]").uncheck();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("k");
  await hear(page, 0.3);
  await page.locator("[data-do=toggle]").click();
  await silence(page);
});
