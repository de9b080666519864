// Lengths of time, to see and to say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, spoken } from "../src/player/clock.ts";

test("lengths are written as on a clock", () => {
  assert.equal(clock(0), "0:00");
  assert.equal(clock(7_900), "0:07");
  assert.equal(clock(187_000), "3:07");
  assert.equal(clock(3_729_000), "1:02:09");
});

test("a length not known yet, or a negative one, is nought", () => {
  assert.equal(clock(Number.NaN), "0:00");
  assert.equal(clock(Infinity), "0:00");
  assert.equal(clock(-500), "0:00");
});

test("a screen reader hears minutes and seconds, not a time of day", () => {
  const say = (ms: number) => spoken(ms, (n) => `${n} min`, (n) => `${n} s`);
  assert.equal(say(187_000), "3 min 7 s");
  assert.equal(say(9_000), "9 s");
});
