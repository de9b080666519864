// What is written down of listening, how it is made short, and what a browser knows of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Did, Entry } from "../src/listening/entries.ts";
import { fold } from "../src/listening/fold.ts";
import type { Numbered } from "../src/listening/fold.ts";
import { give } from "../src/listening/given.ts";
import type { Given } from "../src/listening/given.ts";
import { memoryLog } from "../src/listening/log.ts";
import { covered, msOf, partsOf, placeOf, with_ } from "../src/listening/parts.ts";
import type { Spans } from "../src/listening/parts.ts";
import { between, inOrder, put } from "../src/listening/rank.ts";
import type { Ranked } from "../src/listening/rank.ts";
import { adopt, asked, goesOnAt, heard, isDone, moved, nothing, read, share, underWay, write } from "../src/listening/view.ts";
import type { Answer } from "../src/listening/view.ts";
import { segmentAt } from "../src/player/cues.ts";

give({ segmentAt } as Given);

const SEGMENTS = [
  { id: "s1", start_ms: 0, end_ms: 2_000, role: "headline", words: [] },
  { id: "s2", start_ms: 2_500, end_ms: 6_500, role: "body", words: [] },
];

/** Chance that comes again the same (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function store(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) };
}

const entry = (did: Did, who: string | null = null): Entry => ({ ...did, at: { boot: "b", mono_ms: 0, wall_ms: 0 }, who });
const hears = (story: string, from: number, to: number): Did => ({ did: "heard", story, parts: [["s1", from, to]], place: ["s1", to] });

test("a stretch is parts of its sentences, and two that meet lose nothing", () => {
  assert.deepEqual(partsOf(SEGMENTS, 1_000, 3_500), [["s1", 500, 1000], ["s2", 0, 250]]);
  for (const cut of [1, 999, 1_777, 2_200, 4_001]) {
    const spans = new Map<string, Spans>();
    for (const [segment, from, to] of [...partsOf(SEGMENTS, 0, cut), ...partsOf(SEGMENTS, cut, 6_500)]) {
      spans.set(segment, with_(spans.get(segment) ?? [], from, to));
    }
    assert.deepEqual([...spans], [["s1", [[0, 1000]]], ["s2", [[0, 1000]]]], `cut at ${cut}`);
  }
});

test("a place in a pause is the end of what was just said", () => {
  assert.deepEqual(placeOf(SEGMENTS, 2_200), ["s1", 1000]);
  assert.deepEqual(placeOf(SEGMENTS, 4_500), ["s2", 500]);
  assert.deepEqual(placeOf(SEGMENTS, -5), ["s1", 0]);
  assert.equal(placeOf([], 0), undefined);
});

test("a place has its time in every voice", () => {
  for (const ms of [0, 1_999, 2_500, 4_502]) assert.ok(Math.abs(msOf(SEGMENTS, placeOf(SEGMENTS, ms)!)! - ms) <= 4, `at ${ms}`);
  assert.equal(msOf(SEGMENTS, ["s9", 10]), undefined);
});

test("between any two places there is another, and the ends have room", () => {
  const next = chance(5);
  let places: string[] = [];
  for (let n = 0; n < 2_000; n += 1) {
    const at = next(3) === 0 ? (next(2) ? 0 : places.length) : next(places.length + 1);
    const place = between(places[at - 1], places[at]);
    assert.ok((places[at - 1] ?? "") < place && (places[at] === undefined || place < places[at]), `${places[at - 1]} < ${place} < ${places[at]}`);
    assert.doesNotMatch(place, /0$/, "a place with a nought at its end has nothing right before it");
    places = [...places.slice(0, at), place, ...places.slice(at)];
  }
  let last: string | undefined;
  for (let n = 0; n < 200; n += 1) last = between(last, undefined);
  assert.ok(last!.length <= 6, `two hundred at the end make ${last}`);
});

test("a story is put where it is wanted, and one move changes one place", () => {
  let queue: Ranked[] = [];
  const apply = (changes: Ranked[]) => (queue = [...queue.filter(([target]) => !changes.some(([other]) => other === target)), ...changes]);
  for (const story of ["a", "b", "c", "d"]) apply(put(queue, story, 99));
  const names = () => inOrder(queue).map(([target]) => target).join("");
  assert.equal(names(), "abcd");
  const moves = put(queue, "d", 1);
  assert.equal(moves.length, 1);
  apply(moves);
  assert.equal(names(), "adbc");
  apply(put(queue, "c", 0));
  assert.equal(names(), "cadb");
  // Two devices chose one place: there is no room between, and all are given new ones.
  queue = [["a", "V"], ["b", "V"]];
  apply(put(queue, "c", 1));
  assert.equal(names(), "acb");
});

test("a long log says the same when it is short", () => {
  const next = chance(11);
  const log: Numbered[] = [];
  for (let seq = 1; seq <= 600; seq += 1) {
    const story = `story ${next(4)}`;
    const from = next(900);
    log.push([seq, entry(next(40) === 0 ? { did: "forgot", story } : hears(story, from, from + 1 + next(100)))]);
  }
  const says = (entries: readonly Numbered[]) => {
    const known = new Map<string, { spans: Spans; place: unknown }>();
    for (const [, one] of entries) {
      if (one.did === "forgot") known.delete(one.story);
      if (one.did !== "heard") continue;
      let { spans } = known.get(one.story) ?? { spans: [] as Spans };
      for (const [, from, to] of one.parts) spans = with_(spans, from, to);
      known.set(one.story, { spans, place: one.place });
    }
    return [...known].sort();
  };
  const short = fold(log, 100);
  assert.ok(short.length <= 12, `${short.length} entries are left`);
  assert.deepEqual(says(short), says(log));
  assert.deepEqual(fold(short, 100), short);
  assert.equal(fold(log, 2).length, 2, "and it has an end");
});

test("what belongs to one listener is never mixed with another's", () => {
  const log: Numbered[] = [[1, entry(hears("a", 0, 100), "mina")], [2, entry(hears("a", 200, 300), "ken")], [3, entry({ did: "cleared" }, "ken")]];
  assert.deepEqual(fold(log, 100).map(([seq]) => seq), [1, 3]);
});

test("of a mark the last that was done is told, with its last place", () => {
  const kind = "queued" as const;
  const log: Numbered[] = [
    [1, entry({ did: "added", kind, target: "a", rank: "V" })],
    [2, entry({ did: "ranked", target: "a", rank: "K" })],
    [3, entry({ did: "ranked", target: "a", rank: "L" })],
    [4, entry({ did: "added", kind, target: "b", rank: "W" })],
    [5, entry({ did: "removed", kind, target: "b" })],
  ];
  assert.deepEqual(fold(log, 100).map(([seq]) => seq), [1, 3, 5]);
});

test("where a browser forbids to keep anything, the log lasts as long as the page", async () => {
  const log = memoryLog();
  for (let n = 0; n < 3; n += 1) await log.append(entry(hears("a", n * 10, n * 10 + 5)));
  await log.drop([1, 2]);
  await log.append(entry(hears("b", 0, 5)));
  assert.deepEqual((await log.all()).map(([seq]) => seq), [3, 4], "no number comes twice");
  assert.match(await log.device(), /^[0-9a-f]{32}$/);
});

const answer = (more: Partial<Answer>): Answer => ({ who: "mina", now_ms: 0, taken: null, version: 1, more: false, cleared_at_ms: 0, stories: [], marks: [], ...more });

test("what was heard here is known at once, and how much of it", () => {
  const view = nothing();
  heard(view, "a", 0, 30_000, 120_000, 5);
  heard(view, "a", 20_000, 60_000, 120_000, 6);
  assert.deepEqual(view.stories["a"], { ms: 60_000, place: null, of: 120_000, at: 6, heard: [[0, 500]] });
  assert.equal(share(view.stories["a"]!), 0.5);
  moved(view, "a", 0, 120_000, 7);
  assert.deepEqual(underWay(view), [], "at its beginning it is not under way");
  heard(view, "a", 60_000, 115_000, 120_000, 8);
  assert.ok(isDone(view.stories["a"]!));
  assert.deepEqual(underWay(view), []);
  assert.equal(covered(view.stories["a"]!.heard), 958);
});

test("another device's place is taken over, but not over what is still to be told", () => {
  const view = nothing();
  heard(view, "a", 0, 30_000, 100_000, 50);
  heard(view, "b", 0, 30_000, 100_000, 50);
  const stories = ["a", "b", "c"].map((slug) => ({ slug, at_ms: 40, ms: 5_000, length_ms: 100_000, heard: [[0, 50]] as [number, number][] }));
  const adopted = adopt(view, answer({ stories }), (about) => about === "story a");
  assert.deepEqual(adopted, { moved: ["b", "c"], passedOver: true });
  assert.equal(view.version, 0, "what was passed over is asked for again");
  assert.equal(view.stories["a"]?.ms, 30_000);
  assert.equal(view.stories["b"]?.ms, 5_000);
  adopt(view, answer({ stories: [{ ...stories[1]!, at_ms: null }] }), () => false);
  assert.ok(!("b" in view.stories), "forgotten elsewhere");
  adopt(view, answer({ cleared_at_ms: 60 }), (about) => about === "story a");
  assert.deepEqual(Object.keys(view.stories), ["a"]);
});

test("after another voice a story goes on in the sentence in which it was left", () => {
  const view = nothing();
  heard(view, "a", 0, 4_500, 6_500, 5, ["s2", 500]);
  const begun = view.stories["a"]!;
  assert.equal(goesOnAt(begun, SEGMENTS, 4_500), undefined, "by the same voice it is right as it is");
  const slower = SEGMENTS.map((segment) => ({ ...segment, start_ms: segment.start_ms * 3, end_ms: segment.end_ms * 3 }));
  assert.equal(goesOnAt(begun, slower, 4_500), 13_500);
  assert.equal(goesOnAt(begun, slower, 5_100), 14_100, "what was said meanwhile is not said again");
  assert.equal(goesOnAt(begun, slower, 30_000), undefined, "whoever has gone elsewhere stays there");
  assert.equal(goesOnAt(begun, slower.slice(0, 1), 4_500), undefined, "the sentence was corrected away");
  const pausing = SEGMENTS.map((segment) => ({ ...segment, start_ms: segment.start_ms + (segment.id === "s1" ? 0 : 4_000) }));
  heard(view, "b", 0, 4_500, 6_500, 5, placeOf(pausing, 4_500)!);
  assert.equal(goesOnAt(view.stories["b"]!, pausing, 4_500), undefined, "nor is anybody sent back out of a long pause");
  adopt(view, answer({ stories: [{ slug: "a", at_ms: 9, ms: 2_000, place: ["s1", 1000], length_ms: 6_500, heard: [] }] }), () => false);
  assert.deepEqual(view.stories["a"]?.place, ["s1", 1000]);
});

test("what this device told itself comes back to it, and moves nobody", () => {
  const view = nothing();
  moved(view, "a", 120_000, 600_000, 50);
  const story = { slug: "a", at_ms: 50, ms: 119_960, length_ms: 600_000, heard: [] };
  assert.deepEqual(adopt(view, answer({ stories: [story] }), () => false).moved, []);
  assert.deepEqual(adopt(view, answer({ stories: [{ ...story, at_ms: 60, ms: 540_000 }] }), () => false).moved, ["a"]);
  assert.deepEqual(adopt(view, answer({ stories: [{ ...story, at_ms: null, ms: null }] }), () => false).moved, ["a"]);
});

test("marks come and go with the newsroom, and another listener finds none of the last one's", () => {
  const view = nothing();
  asked(view, { did: "added", kind: "saved", target: "a" }, 3);
  asked(view, { did: "added", kind: "queued", target: "b", rank: "V" }, 3);
  asked(view, { did: "ranked", target: "b", rank: "W" }, 4);
  asked(view, { did: "ranked", target: "gone", rank: "W" }, 4);
  assert.deepEqual([view.saved, view.queued], [{ a: 3 }, { b: "W" }]);
  const mark = { added_at_ms: 9, rank: "K", there: true };
  adopt(view, answer({ marks: [{ kind: "queued", target: "c", ...mark }, { kind: "saved", target: "a", ...mark, there: false }] }), () => false);
  assert.deepEqual([view.saved, view.queued, view.who], [{}, { b: "W", c: "K" }, "mina"]);
  adopt(view, answer({ who: "ken", version: 7 }), () => false);
  assert.deepEqual([view.queued, view.version, view.who], [{}, 7, "ken"]);
});

test("a view outlives the page, and a broken one costs the memory only", () => {
  const s = store();
  const view = nothing();
  for (let n = 0; n < 600; n += 1) heard(view, `story-${n}`, 0, 10_000, 60_000, n);
  write(s, view);
  const again = read(s);
  assert.equal(Object.keys(again.stories).length, 500);
  assert.ok(!("story-0" in again.stories) && "story-599" in again.stories, "the oldest are forgotten first");
  s.setItem("crier:listening", "{not json");
  assert.deepEqual(read(s), nothing());
});
