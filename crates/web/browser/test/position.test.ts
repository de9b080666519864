// Where a listener stopped.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forget, recall, remember } from "../src/player/position.ts";
import type { Store } from "../src/player/position.ts";

function store(full = false): Store & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error("QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  };
}

test("a story goes on where it was left", () => {
  const s = store();
  remember(s, "a", 61_234, 180_000, 1);
  remember(s, "b", 20_000, 180_000, 2);
  assert.equal(recall(s, "a"), 61_234);
  assert.equal(recall(s, "b"), 20_000);
});

test("a story never begun starts at its beginning", () => {
  assert.equal(recall(store(), "a"), 0);
});

test("a story heard to its end starts anew", () => {
  const s = store();
  remember(s, "a", 60_000, 180_000, 1);
  remember(s, "a", 176_000, 180_000, 2);
  assert.equal(recall(s, "a"), 0);
  remember(s, "a", 60_000, 180_000, 3);
  forget(s, "a");
  assert.equal(recall(s, "a"), 0);
});

test("a second or two is not worth going on from", () => {
  const s = store();
  remember(s, "a", 2_000, 180_000, 1);
  assert.equal(recall(s, "a"), 0);
});

test("the oldest stories are forgotten first", () => {
  const s = store();
  for (let i = 0; i < 250; i++) remember(s, `story-${i}`, 30_000, 180_000, i);
  assert.equal(recall(s, "story-0"), 0);
  assert.equal(recall(s, "story-249"), 30_000);
});

test("a broken or full store costs the memory, never the sound", () => {
  const s = store();
  s.kept.set("crier:positions", "{not json");
  assert.equal(recall(s, "a"), 0);
  remember(s, "a", 30_000, 180_000, 1);
  assert.equal(recall(s, "a"), 30_000);
  s.kept.set("crier:positions", "[1,2]");
  assert.equal(recall(s, "a"), 0);
  assert.doesNotThrow(() => remember(store(true), "a", 30_000, 180_000, 1));
});
