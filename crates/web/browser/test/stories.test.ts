// Which stories are asked for, in how long an address, and what becomes of those that are gone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { give } from "../src/listening/given.ts";
import type { Given } from "../src/listening/given.ts";
import { findStories, forgetStories, isGone, keep, lose, storyNamed } from "../src/listening/stories.ts";
import type { Item } from "../src/player/types.ts";

const story = (slug: string, headline = slug): Item => ({ slug, headline, page: `/articles/${slug}`, publication: "The Bell", lang: "en", narration: `/articles/${slug}/narration.json` });

const saved = new Map<string, unknown>();
give({ load: () => null, save: (key: string, value: unknown) => void saved.set(key, value), store: { removeItem: (key: string) => void saved.delete(key) } } as unknown as Given);

/** A newsroom that has all stories but some, and writes down what it was asked. */
function newsroom(without: string[] = []): { asked: string[] } {
  const asked: string[] = [];
  globalThis.fetch = (async (path: string) => {
    asked.push(path);
    const slugs = decodeURIComponent(path.split("slugs=")[1] ?? "").split(",");
    const items = slugs.filter((slug) => !without.includes(slug)).map((slug) => story(slug, `${slug}, corrected`));
    return new Response(JSON.stringify({ items }));
  }) as typeof fetch;
  return { asked };
}

test("a long list of stories with Chinese addresses is asked for in addresses that a web server takes", async () => {
  const slugs = Array.from({ length: 60 }, (_, n) => `港務局公布渡輪翻覆調查報告書全文${n}`);
  const { asked } = newsroom();
  await findStories(slugs);
  assert.ok(asked.every((path) => path.length < 4_200), `${Math.max(...asked.map((path) => path.length))} letters`);
  assert.ok(slugs.every((slug) => storyNamed(slug)), "and all of them are there");
});

test("short addresses are asked for sixty at once, and one that is too long by itself is asked for all the same", async () => {
  const { asked } = newsroom();
  await findStories(Array.from({ length: 61 }, (_, n) => `story-${n}`));
  assert.deepEqual(asked.map((path) => path.split(",").length), [60, 1]);
  await findStories(["長".repeat(600), "short"]);
  assert.equal(asked.length, 4);
});

test("what this browser remembers is asked for anew once, and what is gone is remembered no more", async () => {
  keep([story("here"), story("taken-back")]);
  const { asked } = newsroom(["taken-back"]);
  await findStories(["here", "taken-back"]);
  assert.deepEqual(asked, [], "both are known");
  await findStories(["here", "taken-back"], true);
  assert.deepEqual([storyNamed("here")?.headline, storyNamed("taken-back"), isGone("taken-back")], ["here, corrected", undefined, true]);
  assert.ok(!("taken-back" in (saved.get("crier:stories") as object)), "the next page asks for it again");
  await findStories(["here", "taken-back"], true);
  assert.equal(asked.length, 1);
});

test("a story whose sound turned out to be gone is offered no more", () => {
  keep([story("played")]);
  lose("played");
  assert.deepEqual([storyNamed("played"), isGone("played"), "played" in (saved.get("crier:stories") as object)], [undefined, true, false]);
});

test("the stories of whoever has gone are not kept for the next one", async () => {
  keep([story("theirs")]);
  await findStories(["theirs"], true);
  forgetStories();
  assert.ok(!saved.has("crier:stories"));
  keep([story("mine")]);
  assert.deepEqual(Object.keys(saved.get("crier:stories") as object), ["mine"]);
  const { asked } = newsroom();
  await findStories(["theirs"], true);
  assert.equal(asked.length, 1, "asked for like any other");
  const asking = findStories(["late"]);
  forgetStories();
  await asking;
  assert.ok(!saved.has("crier:stories"), "nor what they asked for and was answered after they had gone");
});
