import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentOf, momentIn } from "../src/story/moment-time.ts";

test("a moment is read as the standard writes it and as people do", () => {
  const moments: [string, number | undefined][] = [
    ["#t=83", 83_000],
    ["#t=1:23", 83_000],
    ["#t=01:23", 83_000],
    ["#t=1:02:03", 3_723_000],
    ["#t=12.5", 12_500],
    ["#t=npt:83", 83_000],
    ["#t=83,90", 83_000],
    ["#t=0", 0],
    ["#s-12", undefined],
    ["", undefined],
    ["#t=", undefined],
    ["#t=soon", undefined],
    ["#t=-5", undefined],
    ["#t=1:75", undefined],
    ["#t=1:2:3:4", undefined],
  ];
  for (const [fragment, ms] of moments) assert.equal(momentIn(fragment), ms, fragment);
});

test("what is copied is read again, to the second", () => {
  assert.equal(fragmentOf(83_999), "#t=83");
  assert.equal(momentIn(fragmentOf(3_723_400)), 3_723_000);
});
