// What can be heard: the page's one sound, which sentence it is in, and whether it ever stopped.
import assert from "node:assert/strict";

/** A moment of the sound: where it is and how long it is in seconds, which file, how fast, how loud. */
export const sound = (page) =>
  page.evaluate(() => {
    const audio = document.querySelector("html > audio");
    if (!audio) return null;
    const { currentTime: s, duration: of, paused, currentSrc: src, playbackRate: rate, volume, muted } = audio;
    return { s, of, paused, src, rate, volume, muted };
  });

/** Waits until the voice is really heard (not muted, past what it was) for `by` more seconds. */
export async function hear(page, by = 0.5) {
  await page.waitForFunction(() => {
    const audio = document.querySelector("html > audio");
    return audio && !audio.paused && !audio.muted && audio.volume > 0 && audio.readyState >= 3 && audio.currentTime > 0;
  });
  const from = (await sound(page)).s;
  await page.waitForFunction((at) => document.querySelector("html > audio").currentTime >= at, from + by);
  return sound(page);
}

/** Waits until another file than `src` is heard. */
export async function hearOther(page, src, by = 0.3) {
  await page.waitForFunction((before) => {
    const audio = document.querySelector("html > audio");
    return audio.currentSrc !== before && !audio.paused;
  }, src);
  return hear(page, by);
}

/** Waits until nothing is heard. */
export const silence = (page) => page.waitForFunction(() => document.querySelector("html > audio").paused);

/** To the last moment of the file, as a listener gets there in time. */
export const nearlyThrough = (page, left = 0.6) =>
  page.evaluate((seconds) => {
    const audio = document.querySelector("html > audio");
    audio.currentTime = audio.duration - seconds;
  }, left);

/** The sentence that the page marks as being said, by its segment id. */
export const spoken = (page) => page.evaluate(() => document.querySelector(".s.is-now")?.dataset.segment ?? null);

/** The sentences of the story on this page that can be heard, by their segment ids, in order of the text. */
export const sentences = (page) => page.evaluate(() => [...document.querySelectorAll(".story .text .s[data-segment]")].map((s) => s.dataset.segment));

/** The times of a story's sentences: a function from segment id to { from, to } in seconds. */
export async function timesOf(url, story) {
  const table = await (await fetch(`${url}${story}/narration.json`)).json();
  return (segment) => {
    const found = table.segments.find(({ id }) => id === segment);
    assert.ok(found, `the narration does not have the sentence ${segment}`);
    return { from: found.start_ms / 1000, to: found.end_ms / 1000 };
  };
}

/** Waits until the sentence is being said, and marked. */
export const hearSentence = (page, segment, { from, to }) =>
  page.waitForFunction(
    ([id, start, end]) => {
      const audio = document.querySelector("html > audio");
      const marked = document.querySelector(".s.is-now")?.dataset.segment;
      return audio && !audio.paused && !audio.muted && marked === id && audio.currentTime >= start && audio.currentTime <= end;
    },
    [segment, from, to],
  );

/** From now on notes every interruption of the voice; the function it gives tells them, and whether the page was ever loaded anew. */
export async function watchVoice(page) {
  await page.evaluate(() => {
    const audio = document.querySelector("html > audio");
    const noted = (globalThis.interruptions = []);
    const note = (what) => noted.push(`${what} at ${audio.currentTime.toFixed(2)} s on ${location.pathname}`);
    for (const name of ["pause", "emptied", "abort", "error", "ended", "seeking"]) audio.addEventListener(name, () => note(name));
    let last = audio.currentTime;
    const look = () => {
      if (audio.currentTime < last) note(`fell from ${last.toFixed(2)} s`);
      last = audio.currentTime;
    };
    audio.addEventListener("timeupdate", look);
    setInterval(look, 25);
  });
  return () => page.evaluate(() => globalThis.interruptions ?? ["the page was loaded anew"]);
}
