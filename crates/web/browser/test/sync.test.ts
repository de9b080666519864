// What is told to the newsroom, by whom, and what happens to it when the line fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readClocks } from "../src/listening/entries.ts";
import type { Did } from "../src/listening/entries.ts";
import { give } from "../src/listening/given.ts";
import type { Given } from "../src/listening/given.ts";
import { memoryLog } from "../src/listening/log.ts";
import { Sync } from "../src/listening/sync.ts";
import { asked, left, nothing } from "../src/listening/view.ts";
import type { Answer, View } from "../src/listening/view.ts";
import { segmentAt } from "../src/player/cues.ts";

give({ segmentAt } as Given);

interface Told {
  after: number;
  told: { server_ms: number } | null;
  entries: (Did & { seq: number; who?: string })[];
}

/** A newsroom of a few lines, and a browser before it. */
function scene(who = "mina") {
  const log = memoryLog();
  let view: View = nothing();
  const newsroom = { who, taken: 0, version: 0, tellings: [] as Told[], loses: 0, fails: 0, asked: [] as string[], stories: [] as Answer["stories"] };
  const answer = (taken: number | null): Answer => ({
    who: newsroom.who, now_ms: 1_000_000, taken, version: newsroom.version, more: false, cleared_at_ms: 0, stories: newsroom.stories, marks: [],
  });
  const fakeFetch = (async (path: string, how?: RequestInit) => {
    newsroom.asked.push(path);
    if (newsroom.fails-- > 0) throw new TypeError("no line");
    if (path.endsWith("narration.json")) return new Response(JSON.stringify({ segments: [{ id: "s1", start_ms: 0, end_ms: 1_000, role: "body", words: [] }] }));
    if (!how?.body) return new Response(JSON.stringify(answer(null)));
    const told = JSON.parse(String(how.body)) as Told;
    newsroom.tellings.push(told);
    newsroom.taken = Math.max(newsroom.taken, ...told.entries.map(({ seq }) => seq));
    newsroom.version += 1;
    if (newsroom.loses-- > 0) throw new TypeError("the answer is lost");
    return new Response(JSON.stringify(answer(newsroom.taken)));
  }) as typeof fetch;
  const moved: string[] = [];
  const signedIn = { is: true };
  const sync = new Sync({
    log,
    isSignedIn: () => signedIn.is,
    view: () => view,
    change: (how) => how(view),
    left: () => void (view = left(view)),
    moved: (slugs) => void moved.push(...slugs),
    fetch: fakeFetch,
  });
  const write = (did: Did, of: string | null = null) => log.append({ ...did, at: readClocks(), who: of });
  return { log, newsroom, sync, write, moved, signedIn, view: () => view };
}

const saved = (target: string): Did => ({ did: "added", kind: "saved", target });

test("what waits is told once, in its order, and then the time is remembered", async () => {
  const { log, newsroom, sync, write, view } = scene();
  for (const story of ["a", "b", "c"]) await write(saved(story));
  await sync.now();
  assert.deepEqual(newsroom.tellings.map(({ entries }) => entries.map(({ seq }) => seq)), [[1, 2, 3]]);
  assert.ok(newsroom.tellings[0]!.entries.every((entry) => !("who" in entry)), "whose it is, the newsroom knows better");
  assert.deepEqual(await log.all(), []);
  assert.equal(view().told?.server_ms, 1_000_000);
  await write(saved("d"));
  await sync.now();
  assert.equal(newsroom.tellings[1]!.told?.server_ms, 1_000_000);
  assert.deepEqual(newsroom.asked, ["/progress?after=0", "/progress", "/progress"], "who is signed in is asked once a page");
});

test("when the answer is lost the same is told again", async () => {
  const { log, newsroom, sync, write } = scene();
  await write(saved("a"));
  newsroom.loses = 1;
  await sync.now();
  assert.equal((await log.all()).length, 1);
  await sync.now();
  assert.deepEqual(newsroom.tellings.map(({ entries }) => entries[0]!.seq), [1, 1]);
  assert.deepEqual(await log.all(), []);
});

test("more than the newsroom takes at once is told in pieces", async () => {
  const { log, newsroom, sync, write } = scene();
  for (let n = 0; n < 250; n += 1) await write(saved(`story ${n}`));
  await sync.now();
  assert.deepEqual(newsroom.tellings.map(({ entries }) => entries.length), [100, 100, 50]);
  assert.ok(newsroom.tellings.every(({ told }) => told === null), "the time was not told while something waited");
  assert.deepEqual(await log.all(), []);
});

test("what another listener wrote down here waits for them", async () => {
  const { log, newsroom, sync, write } = scene("ken");
  await write(saved("a"), "mina");
  await write(saved("b"), null);
  await write(saved("c"), "ken");
  await sync.now();
  assert.deepEqual(newsroom.tellings[0]!.entries.map((entry) => (entry as { target: string }).target), ["b", "c"]);
  assert.deepEqual((await log.all()).map(([, { who }]) => who), ["mina"]);
});

test("whoever else signs in finds nothing of the one before, and all of their own", async () => {
  const { newsroom, sync, view } = scene();
  await sync.now();
  asked(view(), saved("a"), 5);
  newsroom.version = 7;
  newsroom.who = "ken";
  newsroom.asked.length = 0;
  view().version = 7;
  await sync.now();
  assert.deepEqual(newsroom.asked, ["/progress?after=7", "/progress?after=0"]);
  assert.deepEqual([view().who, view().saved], ["ken", {}]);
});

test("without an account nothing is told, and nothing is lost", async () => {
  const { log, newsroom, sync, write, signedIn } = scene();
  signedIn.is = false;
  await write(saved("a"));
  await sync.now();
  assert.deepEqual([newsroom.asked, (await log.all()).length], [[], 1]);
  signedIn.is = true;
  await sync.now();
  assert.equal(newsroom.tellings.length, 1);
});

test("what was heard while the voice was made is told by its sentences", async () => {
  const { newsroom, sync, write } = scene();
  await write({ did: "played", story: "a", from_ms: 0, to_ms: 500 });
  await sync.now();
  assert.deepEqual(newsroom.tellings[0]!.entries.map(({ seq: _, ...entry }) => ({ ...entry, at: undefined })), [
    { did: "heard", story: "a", parts: [["s1", 0, 500]], place: ["s1", 500], at: undefined },
  ]);
});

test("a story that another device moved is handed on, but not one of which something waits", async () => {
  const { newsroom, sync, write, moved, view } = scene();
  newsroom.stories = ["a", "b"].map((slug) => ({ slug, at_ms: 9, ms: 4_000, length_ms: 9_000, heard: [[0, 400]] as [number, number][] }));
  await write({ did: "moved", story: "a", place: ["s1", 0] });
  newsroom.loses = 1;
  await sync.now();
  assert.deepEqual([moved, Object.keys(view().stories)], [["b"], ["b"]]);
});
