import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kept } from "../src/offline/names.ts";
import { BYTES_AT_MOST, STORIES_AT_MOST, against, fits, oldest, onlyOf, size, sizeFor, sum } from "../src/offline/plan.ts";

function story(slug: string, { bytes = 1_000, kept_at_ms = 0, files = [`/articles/${slug}`] } = {}): Kept {
  return { slug, page: `/articles/${slug}`, headline: slug, publication: "", lang: "en", narration: "", audio: "", bytes, kept_at_ms, files };
}

test("there is room until one limit is reached, and it is said which", () => {
  const nearly = Array.from({ length: STORIES_AT_MOST - 1 }, (_, n) => story(`s${n}`));
  assert.equal(against(nearly, 1_000), undefined);
  assert.equal(against([...nearly, story("last")], 1_000), "count");
  assert.equal(against([story("long", { bytes: BYTES_AT_MOST - 500 })], 501), "bytes");
  assert.equal(against([story("long", { bytes: BYTES_AT_MOST - 500 })], 500), undefined);
});

test("the story that was kept first is offered, wherever it stands in the list", () => {
  const kept = [story("b", { kept_at_ms: 2 }), story("a", { kept_at_ms: 1 }), story("c", { kept_at_ms: 3 })];
  assert.equal(oldest(kept)?.slug, "a");
  assert.equal(oldest([]), undefined);
  assert.equal(sum(kept), 3_000);
});

test("a device that has little room left refuses, one that does not say does not", () => {
  assert.ok(fits(1_000, { quota: 10_000, usage: 2_000 }));
  assert.ok(!fits(1_000, { quota: 10_000, usage: 9_000 }));
  assert.ok(fits(1_000, {}));
});

test("a picture is kept as wide as the window shows it", () => {
  const srcset = "/pictures/a-480.webp 480w, /pictures/a-800.webp 800w, /pictures/a-1600.webp 1600w";
  assert.equal(sizeFor(srcset, "/x", 390), "/pictures/a-480.webp");
  assert.equal(sizeFor(srcset, "/x", 780), "/pictures/a-800.webp");
  // A larger one than the limit is taken only when there is none between.
  assert.equal(sizeFor(srcset, "/x", 4_000), "/pictures/a-1600.webp");
  assert.equal(sizeFor("/pictures/a-480.webp 480w", "/x", 2_000), "/pictures/a-480.webp");
  assert.equal(sizeFor("", "/x", 390), "/x");
});

test("what two stories share stays with the one that stays", () => {
  const [a, b] = [story("a", { files: ["/articles/a", "/pictures/both"] }), story("b", { files: ["/articles/b", "/pictures/both"] })];
  assert.deepEqual(onlyOf(a, [a, b]), ["/articles/a"]);
  assert.deepEqual(onlyOf(a, [a]), ["/articles/a", "/pictures/both"]);
});

test("sizes are written as the language writes numbers", () => {
  assert.equal(size(4_404_019, "en"), "4.2 MB");
  assert.equal(size(4_404_019, "de"), "4,2 MB");
  assert.equal(size(400 * 1024 * 1024, "en"), "400 MB");
  assert.equal(size(10_245 * 1024 * 1024, "en"), "10 GB");
});
