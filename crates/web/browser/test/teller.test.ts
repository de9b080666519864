import assert from "node:assert/strict";
import { test } from "node:test";
import { Hearing } from "../src/coins/hearing.ts";
import type { Player } from "../src/coins/teller.ts";

/** What the teller needs of a browser, and a newsroom that takes everything. */
function browser(): { bodies: { heard: { narration: string; from_ms: number; to_ms: number }[] }[]; pass: (ms: number) => void } {
  const nothing = { addEventListener: () => {}, hidden: false };
  Object.assign(globalThis, { window: nothing, document: nothing });
  let now = 0;
  Object.defineProperty(performance, "now", { value: () => now, configurable: true });
  const bodies: ReturnType<typeof browser>["bodies"] = [];
  globalThis.fetch = ((path: string, { body }: { body: string }) => {
    const asked = JSON.parse(body);
    if (path !== "/listens") bodies.push(asked);
    const answer = path === "/listens"
      ? { session: "s", key: "00", challenge: "c0", next_in_ms: 0, granted: asked.narrations, held_because: null }
      : { n: asked.n, challenge: `c${asked.n}`, next_in_ms: 0, coins: 0, held_because: null, towards_next_ms: 0, left_today_ms: 0, pool_is_empty: false };
    return Promise.resolve({ status: path === "/listens" ? 201 : 200, ok: true, json: () => Promise.resolve(answer) });
  }) as unknown as typeof fetch;
  return { bodies, pass: (ms) => (now += ms) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("while a spot plays nothing is told, and the stories on both sides of it are told as ever", async () => {
  const { bodies, pass } = browser();
  const { startTelling } = await import("../src/coins/teller.ts");
  const listeners: [string, () => void][] = [];
  const tell = (change: string) => listeners.forEach(([wanted, then]) => wanted === change && then());
  const story = (n: number) => ({ slug: `story-${n}`, narration_id: `narration-${n}` });
  const table = { segments: [{ end_ms: 60_000 }] };
  const voice = {
    on: (change: string, then: () => void) => listeners.push([change, then]),
    wants: true, state: "playing", ms: 0, sound: { muted: false, rate: 1 },
    queue: { index: 0, items: [story(1), story(2)] },
    item: story(1) as { slug: string; narration_id: string } | undefined,
    narration: table as typeof table | null,
  };
  startTelling({ voice, load: () => null, save: () => {}, isSignedIn: () => true, hearing: new Hearing() } as unknown as Player, () => {});
  const play = async (seconds: number) => {
    for (let at = 0; at < seconds * 4; at += 1) {
      pass(250);
      voice.ms += 250;
      tell("time");
      if (at % 8 === 7) await settled();
    }
  };
  tell("state");
  tell("narration");
  await play(8);
  // As the voice has it: while a spot plays there is no story, and the clock is the spot's.
  Object.assign(voice, { item: undefined, narration: null, ms: 0 });
  for (const change of ["story", "narration", "state"]) tell(change);
  await play(10);
  Object.assign(voice, { item: story(2), narration: table, ms: 0, queue: { ...voice.queue, index: 1 } });
  for (const change of ["story", "narration", "state"]) tell(change);
  await play(8);
  // A pause tells what is left.
  await settled();
  Object.assign(voice, { wants: false, state: "paused" });
  tell("state");
  await settled();

  const told = new Map<string, number>();
  for (const { narration, from_ms, to_ms } of bodies.flatMap(({ heard }) => heard)) {
    assert.ok(from_ms >= 0 && to_ms <= 8_000, `${from_ms}–${to_ms} of ${narration}`);
    told.set(narration, (told.get(narration) ?? 0) + to_ms - from_ms);
  }
  assert.deepEqual([...told.keys()].sort(), ["narration-1", "narration-2"]);
  for (const ms of told.values()) assert.ok(ms > 7_000 && ms <= 8_000, `${ms} ms`);
});
