// What is written down of where a listener goes while the voice rests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Hearing } from "../src/coins/hearing.ts";
import { Diary } from "../src/listening/diary.ts";
import { give } from "../src/listening/given.ts";
import type { Given } from "../src/listening/given.ts";
import { segmentAt } from "../src/player/cues.ts";
import type { Voice } from "../src/player/voice.ts";

/** A voice that rests in a story of ten minutes, and a clock that is wound by hand. */
function scene() {
  let due: (() => void) | null = null;
  Object.assign(globalThis, {
    window: { addEventListener: () => {}, setTimeout: (then: () => void) => ((due = then), 1) },
    document: { addEventListener: () => {} },
  });
  give({ segmentAt, hearing: new Hearing() } as unknown as Given);
  const listeners: [string, () => void][] = [];
  const segments = [{ id: "s1", start_ms: 0, end_ms: 600_000, role: "body", words: [] }];
  const voice = {
    on: (change: string, then: () => void) => listeners.push([change, then]),
    item: { slug: "a" }, narration: { slug: "a", segments }, ms: 120_000, state: "paused", wants: false, sound: { rate: 1 },
  };
  const moved: [string, number][] = [];
  const diary = new Diary(voice as unknown as Voice, { heard: () => {}, moved: (_, slug, ms) => void moved.push([slug, ms]), paused: () => {} });
  const tell = (change: string) => listeners.forEach(([wanted, then]) => wanted === change && then());
  const go = (ms: number) => {
    voice.ms = ms;
    tell("time");
  };
  const settle = () => {
    due?.();
    due = null;
  };
  return { voice, diary, moved, go, tell, settle };
}

test("whoever goes elsewhere is on the way until that is written down", () => {
  const { diary, moved, go, settle } = scene();
  assert.equal(diary.isOnTheWay("a"), false);
  go(200_000);
  go(300_000);
  assert.deepEqual([diary.isOnTheWay("a"), diary.isOnTheWay("b"), moved], [true, false, []]);
  settle();
  assert.deepEqual([diary.isOnTheWay("a"), moved], [false, [["a", 300_000]]]);
});

test("where another device puts the voice nobody here is on the way, and pressing play ends a way", () => {
  const { voice, diary, go } = scene();
  diary.placed("a", 400_000);
  go(400_000);
  assert.equal(diary.isOnTheWay("a"), false);
  go(100_000);
  assert.equal(diary.isOnTheWay("a"), true);
  voice.state = "playing";
  go(100_200);
  assert.equal(diary.isOnTheWay("a"), false);
});

test("another story is another way", () => {
  const { voice, diary, go, tell, settle, moved } = scene();
  go(300_000);
  voice.item = { slug: "b" };
  tell("story");
  assert.equal(diary.isOnTheWay("b"), false);
  settle();
  assert.deepEqual(moved, []);
});
