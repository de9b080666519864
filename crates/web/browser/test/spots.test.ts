import assert from "node:assert/strict";
import { test } from "node:test";
import { enough, had, handedBack, today } from "../src/spots/counts.ts";
import type { Counts } from "../src/spots/counts.ts";
import { Played, reached } from "../src/spots/played.ts";

const HOUR = 60 * 60_000;
const NOW = 1_772_438_400_000;
const NONE: Counts = { endsMs: 0, had: {} };

test("a campaign is enough when it came as often as its cap says, and not before", () => {
  let counts = NONE;
  for (const times of [1, 2, 3]) {
    assert.deepEqual(enough(counts), [], `after ${times - 1}`);
    counts = had(counts, NOW, "tea", 3, 5 * HOUR);
  }
  assert.deepEqual(enough(counts), ["tea"]);
  assert.deepEqual(enough(had(counts, NOW, "boots", null, 5 * HOUR)), ["tea"], "one without a cap is never enough");
});

test("what was not seen after all is handed back, and no more than that", () => {
  let counts = had(NONE, NOW, "tea", 1, HOUR);
  assert.deepEqual(enough(counts), ["tea"]);
  counts = handedBack(counts, "tea");
  assert.deepEqual(enough(counts), []);
  assert.deepEqual(handedBack(counts, "tea"), counts);
  assert.deepEqual(handedBack(counts, "boots"), counts);
});

test("another day of the newsroom begins with nothing", () => {
  const counts = had(NONE, NOW, "tea", 1, 5 * HOUR);
  assert.deepEqual(today(counts, NOW + 5 * HOUR - 1), counts);
  assert.deepEqual(today(counts, NOW + 5 * HOUR), NONE);
});

test("a clock that was set back does not keep yesterday for ever, and what is damaged counts as nothing", () => {
  const counts = had(NONE, NOW, "tea", 1, 5 * HOUR);
  assert.deepEqual(today(counts, NOW - 40 * HOUR), NONE);
  assert.deepEqual(today(null, NOW), NONE);
  assert.deepEqual(today({ endsMs: NOW + HOUR }, NOW), NONE);
});

/** A device over some days, whatever it is given and hands back: on none of them is a cap passed. */
test("however spots come and go, no cap is passed on any day", () => {
  let seed = 7;
  // Mulberry32: the same numbers each time.
  const chance = (below: number) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const caps: Record<string, number> = { tea: 1, boots: 2, ferry: 5 };
  let kept: Counts = NONE;
  const seen = new Map<string, number>();
  let most = 0;
  for (let minute = 0; minute < 6 * 24 * 60; minute += 1 + chance(9)) {
    const nowMs = minute * 60_000;
    const day = Math.floor(minute / (24 * 60));
    kept = today(kept, nowMs);
    const open = Object.keys(caps).filter((campaign) => !enough(kept).includes(campaign));
    const campaign = open[chance(open.length || 1)];
    if (!campaign) continue;
    kept = had(kept, nowMs, campaign, caps[campaign]!, (day + 1) * 24 * HOUR - nowMs);
    if (chance(4) === 0) kept = handedBack(kept, campaign);
    else {
      const times = (seen.get(`${campaign} ${day}`) ?? 0) + 1;
      seen.set(`${campaign} ${day}`, times);
      assert.ok(times <= caps[campaign]!, `${campaign} came ${times} times on day ${day}`);
      most = Math.max(most, times);
    }
  }
  assert.equal(most, 5, "caps are reached");
  assert.equal(seen.size, 3 * 6, "each comes on each day");
});

test("what was played is what the clock allows, and a jump is nothing", () => {
  const played = new Played();
  played.at(0, 1, 0);
  assert.equal(played.at(250, 1, 250), 250);
  assert.equal(played.at(9_000, 1, 500), 250, "a jump ahead");
  assert.equal(played.at(9_250, 1, 750), 500);
  assert.equal(played.at(100, 1, 1_000), 500, "and back");
  assert.equal(played.at(800, 2, 1_250), 1_200, "at twice the speed");
  played.rest();
  assert.equal(played.at(1_500, 1, 9_000), 1_200, "muted, or paused");
  assert.equal(played.at(1_750, 1, 9_250), 1_450);
});

test("it is told of after a second, at each quarter and at the end", () => {
  assert.deepEqual([0, 999, 1_000, 4_999, 5_000, 10_000, 15_000, 19_999, 20_000].map((ms) => reached(ms, 20_000)), [0, 0, 1, 1, 2, 3, 4, 4, 5]);
});
