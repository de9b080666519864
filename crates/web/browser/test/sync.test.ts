// What is told to the newsroom, by whom, and what happens to it when the line fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readClocks } from "../src/listening/entries.ts";
import type { Did, Reading } from "../src/listening/entries.ts";
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
  entries: (Did & { seq: number; at: Reading; who?: string })[];
}

/** Of a story, in the newsroom: the latest place, and the version that brought it. */
interface Known {
  at_ms: number;
  ms: number;
  version: number;
}

/** A newsroom of a few lines, and a browser before it. Its stories have one sentence, of a thousand seconds. */
function scene(who = "mina") {
  const log = memoryLog();
  let view: View = nothing();
  const newsroom = {
    who, taken: 0, version: 0, tellings: [] as Told[], loses: 0, fails: 0, refuses: false, asked: [] as string[], stories: new Map<string, Known>(), storiesAtOnce: 200, isMade: true,
  };
  const learn = (slug: string, ms: number, at_ms: number) => {
    if (at_ms >= (newsroom.stories.get(slug)?.at_ms ?? 0)) newsroom.stories.set(slug, { at_ms, ms, version: newsroom.version });
  };
  /** What changed after a version, as far as one answer has room for it. */
  const answer = (after: number, taken: number | null): Answer => {
    const changed = [...newsroom.stories].filter(([, { version }]) => version > after).sort(([, a], [, b]) => a.version - b.version);
    const version = (changed[newsroom.storiesAtOnce]?.[1].version ?? newsroom.version + 1) - 1;
    const stories = changed.filter(([, known]) => known.version <= version);
    return {
      who: newsroom.who, now_ms: 1_000_000, taken, version, more: version < newsroom.version, cleared_at_ms: 0, marks: [],
      stories: stories.map(([slug, { at_ms, ms }]) => ({ slug, at_ms, ms, length_ms: 1_000_000, heard: [[0, ms / 1000]] })),
    };
  };
  const fakeFetch = (async (path: string, how?: RequestInit) => {
    newsroom.asked.push(path);
    if (newsroom.fails-- > 0) throw new TypeError("no line");
    if (path.endsWith("narration.json")) {
      const segments = [{ id: "s1", start_ms: 0, end_ms: 1_000, role: "body", words: [] }];
      return new Response(JSON.stringify({ segments: newsroom.isMade ? segments : [] }));
    }
    if (newsroom.refuses) return new Response("{}", { status: 401 });
    if (!how?.body) return new Response(JSON.stringify(answer(Number(new URLSearchParams(path.split("?")[1]).get("after")), null)));
    const told = JSON.parse(String(how.body)) as Told;
    newsroom.tellings.push(told);
    const fresh = told.entries.filter(({ seq }) => seq > newsroom.taken);
    // What was told before changes nothing, nor does it raise the version.
    if (fresh.length) {
      newsroom.version += 1;
      newsroom.taken = Math.max(...fresh.map(({ seq }) => seq));
      for (const entry of fresh) if (entry.did === "heard" || entry.did === "moved") learn(entry.story, entry.place[1] * 1000, entry.at.wall_ms);
    }
    if (newsroom.loses-- > 0) throw new TypeError("the answer is lost");
    return new Response(JSON.stringify(answer(told.after, newsroom.taken)));
  }) as typeof fetch;
  /** Another device was in a story, at a time of the newsroom's own. */
  const elsewhere = (slug: string, ms: number, at_ms = Date.now() + 60_000) => {
    newsroom.version += 1;
    learn(slug, ms, at_ms);
  };
  const moved: string[] = [];
  const signedIn = { is: true };
  const around = {
    log,
    isSignedIn: () => signedIn.is,
    view: () => view,
    change: (how: (view: View) => void) => how(view),
    left: () => void (view = left(view)),
    moved: (slugs: string[]) => void moved.push(...slugs),
    fetch: fakeFetch,
  };
  const write = (did: Did, of: string | null = null) => log.append({ ...did, at: readClocks(), who: of });
  return { log, newsroom, sync: new Sync(around), newPage: () => new Sync(around), write, elsewhere, moved, signedIn, view: () => view };
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
  const { sync, write, elsewhere, moved, view } = scene();
  elsewhere("a", 4_000);
  elsewhere("b", 4_000);
  await write({ did: "moved", story: "a", place: ["s1", 0] });
  await sync.now();
  assert.deepEqual(moved.slice(0, 1), ["b"]);
  assert.deepEqual([...new Set(moved)].sort(), ["a", "b"], "once it was told, the later place is taken over");
  assert.deepEqual(Object.keys(view().stories).sort(), ["a", "b"]);
});

const hears = (story: string, seconds: number): Did => ({ did: "heard", story, parts: [["s1", 0, seconds]], place: ["s1", seconds] });

test("when the answer was lost with its page, the next one learns where another device went meanwhile", async () => {
  const { log, newsroom, sync, newPage, write, elsewhere, view } = scene();
  await sync.now();
  await write(hears("a", 120), "mina");
  newsroom.loses = 1;
  await sync.now();
  assert.equal((await log.all()).length, 1);
  elsewhere("a", 540_000);
  await newPage().now();
  assert.deepEqual(await log.all(), []);
  assert.equal(view().stories["a"]?.ms, 540_000);
  assert.equal(view().version, newsroom.version);
});

test("what comes in several answers is learnt whole, though something of the first one waited", async () => {
  const { newsroom, sync, newPage, write, elsewhere, view } = scene();
  await sync.now();
  await write(hears("a", 120), "mina");
  newsroom.loses = 1;
  await sync.now();
  newsroom.storiesAtOnce = 1;
  for (const story of ["a", "b", "c"]) elsewhere(story, 540_000);
  await newPage().now();
  assert.deepEqual(Object.entries(view().stories).map(([slug, { ms }]) => [slug, ms]).sort(), [["a", 540_000], ["b", 540_000], ["c", 540_000]]);
  assert.equal(view().version, newsroom.version);
});

test("a history that was cleared without a line does not pass over what another device hears after it", async () => {
  const { sync, newPage, write, elsewhere, view } = scene();
  await sync.now();
  asked(view(), { did: "cleared" }, Date.now());
  await write({ did: "cleared" }, "mina");
  elsewhere("b", 300_000);
  await newPage().now();
  assert.equal(view().stories["b"]?.ms, 300_000);
});

test("while something of a story waits for its voice, what another device did with it is asked for each time", async () => {
  const { newsroom, sync, write, elsewhere, view } = scene();
  newsroom.isMade = false;
  await write({ did: "played", story: "a", from_ms: 0, to_ms: 500 });
  elsewhere("a", 540_000);
  await sync.now();
  assert.deepEqual([view().stories, view().version], [{}, 0]);
  newsroom.isMade = true;
  await sync.now();
  assert.equal(view().stories["a"]?.ms, 540_000);
  assert.equal(view().version, newsroom.version);
});

test("a device that was signed out from elsewhere shows nothing of its listener any more, and keeps what they had not told", async () => {
  const { log, newsroom, sync, write, elsewhere, view } = scene();
  elsewhere("a", 540_000);
  await sync.now();
  await write(saved("b"), "mina");
  newsroom.refuses = true;
  await sync.now();
  assert.deepEqual([view().who, view().version, view().stories], [null, 0, {}]);
  assert.equal((await log.all()).length, 1);

  // Whoever signs in next is asked for before anything is told.
  newsroom.refuses = false;
  newsroom.who = "ken";
  newsroom.asked.length = 0;
  await sync.now();
  assert.deepEqual([newsroom.asked, view().who], [["/progress?after=0"], "ken"]);
  assert.equal((await log.all()).length, 1, "and nothing of it is told in their name");
});
