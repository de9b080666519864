import assert from "node:assert/strict";
import { test } from "node:test";
import { Hearing, STRETCHES_AT_MOST } from "../src/coins/hearing.ts";

const END = () => 600_000;

/** Plays from a place for so many ms at a speed, looked at every 250 ms. */
function play(hearing: Hearing, narration: string, fromMs: number, forMs: number, rate = 1, clock = 0): void {
  for (let t = 0; t <= forMs; t += 250) hearing.at(narration, fromMs + t * rate, rate, clock + t);
}

test("what is played without a break is one stretch", () => {
  const hearing = new Hearing();
  play(hearing, "a", 0, 15_000);
  assert.deepEqual(hearing.take(END), [{ narration: "a", from_ms: 0, to_ms: 15_000 }]);
  assert.ok(hearing.isEmpty);
});

test("telling in the middle loses nothing and tells nothing twice", () => {
  const hearing = new Hearing();
  play(hearing, "a", 0, 15_000);
  hearing.take(END);
  play(hearing, "a", 15_000, 5_000, 1, 15_000);
  assert.deepEqual(hearing.take(END), [{ narration: "a", from_ms: 15_000, to_ms: 20_000 }]);
});

test("a jump ahead is not heard, and neither is one back", () => {
  const hearing = new Hearing();
  play(hearing, "a", 0, 5_000);
  play(hearing, "a", 60_000, 5_000, 1, 5_000);
  play(hearing, "a", 2_000, 1_000, 1, 10_000);
  assert.deepEqual(hearing.take(END), [
    { narration: "a", from_ms: 0, to_ms: 5_000 },
    { narration: "a", from_ms: 60_000, to_ms: 65_000 },
    { narration: "a", from_ms: 2_000, to_ms: 3_000 },
  ]);
});

test("at double speed twice as much is heard in the same time", () => {
  const hearing = new Hearing();
  play(hearing, "a", 0, 10_000, 2);
  assert.deepEqual(hearing.take(END), [{ narration: "a", from_ms: 0, to_ms: 20_000 }]);
});

test("a hidden page that is looked at once a minute loses nothing", () => {
  const hearing = new Hearing();
  hearing.at("a", 0, 1, 0);
  hearing.at("a", 60_000, 1, 60_000);
  assert.deepEqual(hearing.take(END), [{ narration: "a", from_ms: 0, to_ms: 60_000 }]);
});

test("a machine that slept while the voice stood still heard nothing meanwhile", () => {
  const hearing = new Hearing();
  play(hearing, "a", 0, 5_000);
  hearing.at("a", 5_000, 1, 3_600_000);
  hearing.at("a", 5_250, 1, 3_600_250);
  assert.deepEqual(hearing.take(END), [{ narration: "a", from_ms: 0, to_ms: 5_250 }]);
});

test("nothing is told beyond a narration's end, nor of one whose end is not known", () => {
  const hearing = new Hearing();
  play(hearing, "a", 0, 10_000);
  hearing.rest();
  play(hearing, "b", 0, 5_000, 1, 20_000);
  hearing.rest();
  assert.deepEqual(hearing.take((id) => (id === "a" ? 9_400 : undefined)), [{ narration: "a", from_ms: 0, to_ms: 9_400 }]);
  assert.deepEqual(hearing.all, [{ narration: "b", from_ms: 0, to_ms: 5_000 }]);
});

test("what waits for the line is bounded, and the oldest goes first", () => {
  const hearing = new Hearing();
  for (let i = 0; i < STRETCHES_AT_MOST + 5; i++) hearing.add({ narration: `n${i}`, from_ms: 0, to_ms: 1_000 });
  assert.equal(hearing.all.length, STRETCHES_AT_MOST);
  assert.equal(hearing.all[0]?.narration, "n5");
});

test("what was heard before its narration had a name is told under it, without a break", () => {
  const hearing = new Hearing();
  play(hearing, "story:ferry", 0, 5_000);
  hearing.rename("story:ferry", "n1");
  play(hearing, "n1", 5_000, 3_000, 1, 5_000);
  assert.deepEqual(hearing.take(END), [{ narration: "n1", from_ms: 0, to_ms: 8_000 }]);
});

test("of a story that is gone nothing waits to be told, and of the others all", () => {
  const hearing = new Hearing();
  play(hearing, "gone", 0, 5_000);
  hearing.rest();
  play(hearing, "a", 0, 5_000, 1, 20_000);
  hearing.forget("gone");
  assert.deepEqual(hearing.all, [{ narration: "a", from_ms: 0, to_ms: 5_000 }]);
  hearing.forget("a");
  assert.deepEqual(hearing.all, []);
});
