// A programme and the place in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { at, current, filled, find, learned, next, previous, single } from "../src/player/queue.ts";
import type { Queue } from "../src/player/queue.ts";
import type { Item } from "../src/player/types.ts";

const story = (slug: string, audio: string | null = `/audio/${slug}.mp3`): Item => ({
  slug, page: `/articles/${slug}`, headline: slug, publication: "Bell", lang: "en", narration: `/articles/${slug}/narration.json`, audio,
});
const queue = (index: number, ...slugs: string[]): Queue => ({ source: "/programme.json", title: "Front", items: slugs.map((s) => story(s)), index });

test("a single story has nothing before or after it", () => {
  const one = single(story("a"));
  assert.equal(current(one)?.slug, "a");
  assert.equal(next(one), undefined);
  assert.equal(previous(one), undefined);
});

test("stories follow one another and the programme ends", () => {
  const two = next(queue(0, "a", "b"));
  assert.equal(current(two ?? null)?.slug, "b");
  assert.equal(two && next(two), undefined);
  assert.equal(two && current(previous(two) ?? null)?.slug, "a");
});

test("a place that does not exist is not gone to", () => {
  assert.equal(at(queue(0, "a"), 5), undefined);
  assert.equal(at(queue(0, "a"), -1), undefined);
});

test("when the programme arrives, the story that plays goes on where it stands in it", () => {
  const playing = { ...single(story("b")), source: "/programme.json" };
  const whole = filled(playing, "Front", [story("a"), story("b"), story("c")]);
  assert.equal(whole.index, 1);
  assert.equal(current(whole)?.slug, "b");
  assert.equal(whole.items.length, 3);
});

test("a story that is no longer in the programme still finishes, and the programme follows it", () => {
  const whole = filled(single(story("old")), "Front", [story("a"), story("b")]);
  assert.deepEqual(whole.items.map((item) => item.slug), ["old", "a", "b"]);
  assert.equal(whole.index, 0);
});

test("a story named twice is heard once", () => {
  const whole = filled(single(story("a")), "Front", [story("a"), story("b"), story("a")]);
  assert.deepEqual(whole.items.map((item) => item.slug), ["a", "b"]);
});

test("an empty programme keeps what plays", () => {
  assert.deepEqual(filled(single(story("a")), "Front", []).items.map((item) => item.slug), ["a"]);
});

test("a programme that starts without a story begins at the first", () => {
  assert.equal(current(filled({ source: "s", title: "", items: [], index: 0 }, "Front", [story("a")]))?.slug, "a");
});

test("a voice that has become ready is known from then on", () => {
  const before: Queue = { ...queue(0), items: [story("a", null), story("b")] };
  assert.equal(learned(before, "a", { audio: "/audio/new.mp3" }).items[0]?.audio, "/audio/new.mp3");
  assert.equal(before.items[0]?.audio, null);
});

test("a story is found by its name, and one that is not there is not", () => {
  assert.equal(find(queue(0, "a", "b"), "b"), 1);
  assert.equal(find(queue(0, "a", "b"), "z"), undefined);
  assert.equal(find(null, "a"), undefined);
});
