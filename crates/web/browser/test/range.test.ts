import assert from "node:assert/strict";
import { test } from "node:test";
import { answerWith, partOf } from "../src/worker/range.ts";

test("a range is read as the newsroom reads it", () => {
  const cases: [string | null, ReturnType<typeof partOf>][] = [
    [null, "whole"],
    ["bytes=0-", { from: 0, to: 100 }],
    ["bytes=0-0", { from: 0, to: 1 }],
    ["bytes=10-19", { from: 10, to: 20 }],
    ["bytes=90-500", { from: 90, to: 100 }],
    ["bytes=-7", { from: 93, to: 100 }],
    ["bytes=-500", { from: 0, to: 100 }],
    ["bytes=-0", "none"],
    ["bytes=100-", "none"],
    ["bytes=20-10", "whole"],
    ["bytes=0-1,5-6", "whole"],
    ["lines=1-2", "whole"],
    ["bytes=-", "whole"],
  ];
  for (const [header, part] of cases) assert.deepEqual(partOf(header, 100), part, String(header));
});

const sound = new Blob([Uint8Array.from({ length: 100 }, (_, byte) => byte)]);

test("Safari's first question, two bytes, is answered with two bytes and the length of all", async () => {
  const answer = answerWith(sound, "audio/mpeg", "bytes=0-1");
  assert.equal(answer.status, 206);
  assert.equal(answer.headers.get("content-range"), "bytes 0-1/100");
  assert.equal(answer.headers.get("content-length"), "2");
  assert.equal(answer.headers.get("accept-ranges"), "bytes");
  assert.deepEqual([...new Uint8Array(await answer.arrayBuffer())], [0, 1]);
});

test("without a range the sound comes whole, and past its end nothing does", async () => {
  const whole = answerWith(sound, "audio/mpeg", null);
  assert.deepEqual([whole.status, (await whole.arrayBuffer()).byteLength], [200, 100]);
  const none = answerWith(sound, "audio/mpeg", "bytes=100-");
  assert.deepEqual([none.status, none.headers.get("content-range")], [416, "bytes */100"]);
});
