// Tells the newsroom what is heard, so that coins come of it: a session for the programme, a heartbeat every so often.
//
// A heartbeat that got no answer is sent again as it was, and answered as it would have been; what could not be told is kept
// and told by the next session. Telling twice earns nothing twice, so when in doubt it is told.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { load, save } from "../player/store.ts";
import type { Voice } from "../player/voice.ts";
import type { Hearing, Stretch } from "./hearing.ts";
import type { isSignedIn } from "./signed-in.ts";

/** What this part is handed: it arrives by itself, for listeners alone, and shares nothing with the main script. */
export interface Player {
  voice: Voice;
  load: typeof load;
  save: typeof save;
  isSignedIn: typeof isSignedIn;
  /** An empty one, to hold what was not told yet. */
  hearing: Hearing;
}

/** What the newsroom answers to a heartbeat. */
export interface Reply {
  n: number;
  challenge: string;
  next_in_ms: number;
  coins: number;
  held_because: string | null;
  towards_next_ms: number;
  left_today_ms: number;
  pool_is_empty: boolean;
}

interface Begun {
  session: string;
  key: string;
  challenge: string;
  next_in_ms: number;
  granted: string[];
  held_because: string | null;
}

interface Session extends Omit<Begun, "granted"> {
  n: number;
  asked: ReadonlySet<string>;
  granted: ReadonlySet<string>;
}

/** Stories of one session; a longer programme opens another. */
const NARRATIONS_AT_MOST = 100;
/** After a failure, the next try; doubled each time up to the last. */
const AGAIN_MS = 5_000;
const AGAIN_AT_MOST_MS = 60_000;
const KEPT = "crier:untold";
/** A story that is heard while it is made has no narration to name yet: till then it goes by its slug. */
const UNNAMED = "story:";
const unnamed = (slug: string): string => UNNAMED + slug;

let hearing: Hearing;
const ends = new Map<string, number>();
let session: Session | null = null;
/** The heartbeat that waits for its answer. */
let sent: { body: string; heard: Stretch[] } | null = null;
let busy = false;
let dueMs = 0;
let failures = 0;
/** Another device or page has taken over: silent until play is pressed here. */
let resting = false;
/** Play was pressed here, and the newsroom has not answered since: then it is here that earns, whoever took over before. */
let pressed = false;
let told: (reply: Reply) => void = () => {};
let voice: Voice;
let store: Player;

/** Begins to listen to the player. `then` is given each answer. */
export function startTelling(player: Player, then: (reply: Reply) => void): void {
  told = then;
  voice = player.voice;
  store = player;
  hearing = player.hearing;
  const kept = store.load<{ heard: Stretch[]; ends: Record<string, number> }>(KEPT);
  for (const stretch of kept?.heard ?? []) if (stretch?.narration) hearing.add(stretch);
  // Where they end is known only while their story plays: kept with them, so that the next page can tell of them.
  for (const [id, end] of Object.entries(kept?.ends ?? {})) ends.set(id, end);
  let wanted = false;
  voice.on("state", () => {
    if (voice.wants && !wanted) {
      resting = false;
      pressed = true;
    }
    if (!voice.wants && wanted) pause();
    wanted = voice.wants;
    if (voice.state === "playing") void turn();
  });
  voice.on("story", () => hearing.rest());
  voice.on("narration", () => {
    const last = voice.narration?.segments.at(-1)?.end_ms;
    const id = voice.item?.narration_id;
    if (!id || !last) return;
    ends.set(id, last);
    hearing.rename(unnamed(voice.item!.slug), id);
  });
  voice.on("time", () => {
    const item = voice.item;
    const id = item && (item.narration_id ?? unnamed(item.slug));
    if (id && voice.state === "playing" && !voice.sound.muted && store.isSignedIn()) hearing.at(id, voice.ms, voice.sound.rate, performance.now());
    else hearing.rest();
    if (performance.now() >= dueMs) void turn();
  });
  window.addEventListener("online", () => void turn(true));
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}

function pause(): void {
  hearing.rest();
  void turn(true);
}

/** Does what is next: open a session, send a heartbeat, or nothing. */
async function turn(now = false): Promise<void> {
  if (busy || resting || !store.isSignedIn()) return;
  if (!now && session && performance.now() < dueMs) return;
  busy = true;
  try {
    if (!session || (voice.item?.narration_id && !session.asked.has(voice.item.narration_id))) await open();
    else await beat();
    failures = 0;
  } catch {
    // No line, or a server that is busy: later.
    failures += 1;
    dueMs = performance.now() + Math.min(AGAIN_MS * 2 ** (failures - 1), AGAIN_AT_MOST_MS);
  } finally {
    busy = false;
    keep();
  }
}

/** The stories that may be heard now: those that were not told of yet, the one that plays, and those after it. */
function wanted(): string[] {
  const queue = voice.queue;
  const coming = queue ? queue.items.slice(queue.index) : [];
  const ids = [...hearing.all.map((stretch) => stretch.narration), ...coming.map((item) => item.narration_id)];
  return [...new Set(ids.filter((id): id is string => !!id && !id.startsWith(UNNAMED)))].slice(0, NARRATIONS_AT_MOST);
}

async function open(): Promise<void> {
  // What the last session was not answered for is told again by the new one.
  if (sent) for (const stretch of sent.heard) hearing.add(stretch);
  sent = null;
  session = null;
  const narrations = wanted();
  if (!narrations.length) return;
  const answer = await post("/listens", JSON.stringify({ narrations }), "application/json");
  if (answer.status === 401) return signedOut();
  if (answer.status !== 201) {
    // Not to be heard by everybody (yet): asked again in a while.
    dueMs = performance.now() + AGAIN_AT_MOST_MS;
    return;
  }
  const begun = (await answer.json()) as Begun;
  session = { ...begun, n: 0, asked: new Set(narrations), granted: new Set(begun.granted) };
  // What is gone meanwhile will not come back: nothing waits for it.
  for (const id of narrations) if (!session.granted.has(id)) hearing.forget(id);
  pressed = false;
  dueMs = performance.now() + begun.next_in_ms;
}

/** Writes the next heartbeat; null when there is nothing to tell. */
function write(open: Session): string | null {
  if (sent) return sent.body;
  const heard = hearing.take((narration) => (open.granted.has(narration) ? ends.get(narration) : undefined));
  if (!heard.length) return null;
  const body = JSON.stringify({ session: open.session, n: open.n + 1, challenge: open.challenge, heard });
  sent = { body, heard };
  return body;
}

function address(open: Session, body: string): string {
  const signature = bytesToHex(hmac(sha256, utf8ToBytes(open.key), utf8ToBytes(body)));
  return `/listens/${open.session}/heartbeats?signature=${signature}`;
}

async function beat(): Promise<void> {
  const open = session;
  const body = open && write(open);
  if (!open || !body) {
    dueMs = performance.now() + (open?.next_in_ms ?? AGAIN_MS);
    return;
  }
  const answer = await post(address(open, body), body, "text/plain");
  if (answer.ok) {
    const reply = (await answer.json()) as Reply;
    sent = null;
    pressed = false;
    session = { ...open, n: reply.n, challenge: reply.challenge };
    dueMs = performance.now() + reply.next_in_ms;
    return told(reply);
  }
  const code = ((await answer.json().catch(() => ({}))) as { code?: string }).code;
  if (answer.status === 401) return signedOut();
  if (answer.status >= 500 || answer.status === 429) throw new Error(`the newsroom answers ${answer.status}`);
  if (code === "superseded" && !pressed) resting = true;
  // What is not granted or not well formed will not become so; anything else is told again by a new session.
  else if (code !== "not-granted" && answer.status !== 422) for (const stretch of sent?.heard ?? []) hearing.add(stretch);
  pressed = false;
  sent = null;
  session = null;
}

async function post(path: string, body: string, type: string): Promise<Response> {
  return fetch(path, { method: "POST", body, headers: { "content-type": type }, credentials: "same-origin", keepalive: true });
}

function signedOut(): void {
  session = null;
  sent = null;
}

/** The page goes: what can still be told is handed to the browser, which sends it without us. */
function leave(): void {
  hearing.rest();
  const body = session && !resting && store.isSignedIn() ? write(session) : null;
  if (session && body) navigator.sendBeacon(address(session, body), new Blob([body], { type: "text/plain" }));
  keep();
}

/** Keeps what nobody has answered for, for the next page. */
function keep(): void {
  const heard = store.isSignedIn() ? [...(sent?.heard ?? []), ...hearing.all] : [];
  const known = heard.map(({ narration }) => [narration, ends.get(narration)]).filter(([, end]) => end !== undefined);
  store.save(KEPT, { heard, ends: Object.fromEntries(known) });
}
