// Where in the text a moment of the sound is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { segmentAt, sentenceAfter, sentenceBefore, startOf, wordAt } from "../src/player/cues.ts";
import type { Segment, Word } from "../src/player/types.ts";

const segment = (id: string, start_ms: number, end_ms: number): Segment => ({ id, start_ms, end_ms, role: "body", words: [] });
const three = [segment("a", 120, 2000), segment("b", 2400, 5000), segment("c", 5600, 9000)];

test("before the first sentence none is being said", () => {
  assert.equal(segmentAt(three, 0), -1);
  assert.equal(segmentAt([], 500), -1);
});

test("a sentence stays lit through the pause after it", () => {
  assert.equal(segmentAt(three, 120), 0);
  assert.equal(segmentAt(three, 2399), 0);
  assert.equal(segmentAt(three, 2400), 1);
  assert.equal(segmentAt(three, 60_000), 2);
});

test("every moment of a long story finds its sentence", () => {
  const many = Array.from({ length: 500 }, (_, i) => segment(String(i), i * 1000, i * 1000 + 900));
  for (let i = 0; i < 500; i++) {
    assert.equal(segmentAt(many, i * 1000), i);
    assert.equal(segmentAt(many, i * 1000 + 999), i);
  }
});

test("previous sentence repeats the one well begun, and leaves the one just begun", () => {
  assert.equal(sentenceBefore(three, 4500), 2400);
  assert.equal(sentenceBefore(three, 2900), 120);
  assert.equal(sentenceBefore(three, 200), 120);
  assert.equal(sentenceBefore(three, 0), 0);
});

test("next sentence goes on, until there is none", () => {
  assert.equal(sentenceAfter(three, 0), 120);
  assert.equal(sentenceAfter(three, 2399), 2400);
  assert.equal(sentenceAfter(three, 7000), undefined);
});

test("pressing next again and again visits each sentence once", () => {
  const visited: number[] = [];
  for (let at: number | undefined = 0; (at = sentenceAfter(three, at + 20)) !== undefined; ) visited.push(at);
  assert.deepEqual(visited, [120, 2400, 5600]);
});

test("a word stays lit in the gap before the next and goes out after the last", () => {
  const words: Word[] = [[0, 3, 100, 300], [4, 9, 450, 800]];
  assert.equal(wordAt(words, 50), undefined);
  assert.deepEqual(wordAt(words, 100), words[0]);
  assert.deepEqual(wordAt(words, 400), words[0]);
  assert.deepEqual(wordAt(words, 450), words[1]);
  assert.equal(wordAt(words, 5000), undefined);
  assert.equal(wordAt([], 100), undefined);
});

test("a sentence that a correction removed has no time", () => {
  assert.equal(startOf(three, "b"), 2400);
  assert.equal(startOf(three, "gone"), undefined);
});
