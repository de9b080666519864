// One story after another, where one of them is not there any more.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../src/player/types.ts";

/** An element that plays: it plays nothing, and keeps what it was given. */
class FakeAudio extends EventTarget {
  #src = "";
  currentTime = 0;
  duration = NaN;
  paused = true;
  ended = false;
  error = null;
  readyState = 0;
  playbackRate = 1;
  volume = 1;
  muted = false;
  set src(src: string) {
    this.#src = src;
  }
  async play(): Promise<void> {
    this.paused = false;
  }
  pause(): void {
    this.paused = true;
  }
  load(): void {}
  hasAttribute(): boolean {
    return !!this.#src;
  }
  removeAttribute(): void {
    this.#src = "";
  }
}

const story = (slug: string): Item => ({
  slug, headline: `The ${slug}`, page: `/articles/${slug}`, publication: "The Bell", lang: "en", narration: `/articles/${slug}/narration.json`, audio: `/audio/${slug}.mp3`,
});

/** A voice, three stories to be heard one after another, and a newsroom that has taken some of them back. */
async function scene(without: string[]) {
  const audio = new FakeAudio();
  const document = { hidden: false, querySelector: () => null, createElement: () => audio, documentElement: { append: () => {} }, addEventListener: () => {} };
  const window = { addEventListener: () => {}, setTimeout: () => 0 };
  Object.assign(globalThis, { window, document });
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  globalThis.fetch = (async (path: string) => {
    const slug = path.split("/")[2]!;
    if (without.includes(slug)) return new Response("{}", { status: 404 });
    return new Response(JSON.stringify({ ...story(slug), state: "ready", segments: [] }));
  }) as typeof fetch;
  const { Voice } = await import("../src/player/voice.ts");
  const voice = new Voice();
  let line = ["second", "third"];
  const [gone, said] = [[] as string[], [] as string[]];
  voice.gone = ({ slug }) => void gone.push(slug);
  voice.lined = () => line.filter((slug) => !gone.includes(slug)).map(story)[0];
  voice.on("story", () => void (line = line.filter((slug) => slug !== voice.item?.slug)));
  voice.on("said", () => void said.push(voice.saying.join(" ")));
  const answered = () => new Promise((resolve) => setTimeout(resolve, 5));
  const report = async (what: string) => {
    audio.dispatchEvent(new Event(what));
    await answered();
  };
  voice.playStory(story("first"));
  await answered();
  return { voice, gone, said, report };
}

test("a story of the queue that was taken back is left out, and the next one is heard", async () => {
  const { voice, gone, said, report } = await scene(["second"]);
  await report("ended");
  assert.deepEqual([voice.item?.slug, voice.wants, voice.sound.url], ["third", true, "/audio/third.mp3"]);
  assert.deepEqual(gone, ["second"]);
  assert.equal(said.at(-1), "gone The second");
});

test("one that is taken back in the middle is left out when its sound breaks", async () => {
  const without: string[] = [];
  const { voice, report } = await scene(without);
  await report("ended");
  assert.equal(voice.item?.slug, "second");
  without.push("second");
  // The sound is asked for again, and with it what the newsroom knows of it.
  Object.assign(globalThis.window, { setTimeout: (then: () => void) => (then(), 0) });
  await report("error");
  assert.equal(voice.item?.slug, "third");
});

test("where the last one was taken back the voice has come to its end", async () => {
  const { voice, said, report } = await scene(["second", "third"]);
  await report("ended");
  assert.deepEqual([voice.state, voice.sound.url, voice.wants], ["paused", "", false]);
  assert.equal(said.at(-1), "ended");
});

test("a story that a listener chose is not left out for another", async () => {
  const { voice, gone } = await scene(["first"]);
  assert.equal(voice.item?.slug, "first");
  assert.deepEqual(gone, ["first"], "but no list offers it any more");
});
