// Tells the newsroom what the log holds, and takes over what other devices told. Only for whoever is signed in; everybody
// else's log stays here.
import type { Segment } from "../player/types.ts";
import { readClocks, topic } from "./entries.ts";
import type { Entry } from "./entries.ts";
import type { Numbered } from "./fold.ts";
import type { Log } from "./log.ts";
import { partsOf, placeOf } from "./parts.ts";
import { adopt } from "./view.ts";
import type { Adopted, Answer, View } from "./view.ts";

/** What the newsroom takes at once. */
const ENTRIES_AT_MOST = 100;
const LETTERS_AT_MOST = 300_000;
/** After a failure the next try; doubled each time up to the last. */
const AGAIN_MS = 5_000;
const AGAIN_AT_MOST_MS = 300_000;
/** A voice that is not made by then will not say which sentences were heard. */
const PLAYED_KEPT_MS = 3 * 60 * 60_000;

export interface Around {
  log: Log;
  isSignedIn(): boolean;
  /** Changes the view under everybody's eyes. */
  change(how: (view: View) => void): void;
  view(): View;
  /** Nobody is signed in any more. */
  left(): void;
  /** Stories that another device moved. */
  moved(slugs: string[]): void;
  fetch: typeof fetch;
}

interface Asking {
  body?: string;
  /** The numbers of the entries in it. */
  sent?: number[];
  isBehind?: boolean;
}

export class Sync {
  readonly #around: Around;
  #timer = 0;
  #dueMs = Infinity;
  #failures = 0;
  #busy = false;
  #again = false;
  /** Whether the newsroom has said whose the view is since this page was loaded. */
  #isKnown = false;

  constructor(around: Around) {
    this.#around = around;
  }

  /** Within so many ms. */
  soon(ms: number): void {
    const due = performance.now() + ms;
    if (due >= this.#dueMs) return;
    this.#dueMs = due;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), ms) as unknown as number;
  }

  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
    if (this.#busy) return void (this.#again = true);
    if (!this.#around.isSignedIn()) {
      if (this.#around.view().who !== null) this.#around.left();
      return;
    }
    this.#busy = true;
    try {
      await this.#talk();
      this.#failures = 0;
    } catch {
      // No line, or a newsroom that is busy: nothing is lost, and it is told later.
      this.#failures += 1;
      this.soon(Math.min(AGAIN_MS * 2 ** (this.#failures - 1), AGAIN_AT_MOST_MS));
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.soon(0);
      }
    }
  }

  async #talk(): Promise<void> {
    // A page asks first: what was written down here by another listener is not told in this one's name.
    let entries = this.#isKnown ? await this.#next() : [];
    if (!entries.length) {
      this.#isKnown = await this.#ask(`/progress?after=${this.#around.view().version}`);
      if (!this.#isKnown) return;
      entries = await this.#next();
    }
    for (; entries.length; entries = await this.#next()) {
      const { now, told } = { now: readClocks(), told: this.#around.view().told };
      const written = entries.map(([seq, { who: _, ...entry }]) => ({ seq, ...entry }));
      const body = JSON.stringify({ device: await this.#around.log.device(), now, told, after: this.#around.view().version, entries: written });
      if (!(await this.#ask("/progress", { body, sent: entries.map(([seq]) => seq) }))) return;
    }
  }

  /** Entries that can be told now, in their order. */
  async #next(): Promise<Numbered[]> {
    const who = this.#around.view().who;
    const own = (await this.#around.log.all()).filter(([, entry]) => entry.who === null || entry.who === who);
    const told: Numbered[] = [];
    let letters = 0;
    for (const [seq, entry] of own) {
      if (told.length === ENTRIES_AT_MOST || letters > LETTERS_AT_MOST) break;
      const known = entry.did === "played" ? await this.#named(entry) : entry;
      // Those after it wait, too: a log is told in its order.
      if (known === "later") break;
      if (known === "never") {
        await this.#around.log.drop([seq]);
        continue;
      }
      letters += JSON.stringify(known).length;
      told.push([seq, known]);
    }
    return told;
  }

  /** What was played before its sentences had times, by the times that they have now. */
  async #named(entry: Entry & { did: "played" }): Promise<Entry | "later" | "never"> {
    const answer = await this.#around.fetch(`/articles/${encodeURIComponent(entry.story)}/narration.json`, { cache: "no-cache" });
    const segments = answer.ok ? ((await answer.json()) as { segments: Segment[] }).segments : [];
    const place = placeOf(segments, entry.to_ms);
    if (!place) return answer.status === 404 || Date.now() - entry.at.wall_ms > PLAYED_KEPT_MS ? "never" : "later";
    const { at, who, story } = entry;
    return { did: "heard", story, parts: partsOf(segments, entry.from_ms, entry.to_ms), place, at, who };
  }

  /**
   * Asks or tells, until nothing is left to be told back; false when nobody is signed in after all. `isBehind`: it goes on after
   * an answer that was not taken over whole.
   */
  async #ask(path: string, { body, sent = [], isBehind = false }: Asking = {}): Promise<boolean> {
    const how: RequestInit = body
      ? { method: "POST", body, headers: { "content-type": "application/json" }, credentials: "same-origin", keepalive: body.length < 60_000 }
      : { credentials: "same-origin" };
    const reply = await this.#around.fetch(path, { ...how, cache: "no-store" });
    if (reply.status === 401) {
      // Signed out from elsewhere, or erased: as if they had left here. The next one may be somebody else.
      this.#isKnown = false;
      if (this.#around.view().who !== null) this.#around.left();
      return false;
    }
    if (!reply.ok) throw new Error(`the newsroom answers ${reply.status}`);
    const answer = (await reply.json()) as Answer;
    const clocks = readClocks();
    await this.#around.log.drop(sent.filter((seq) => seq <= (answer.taken ?? 0)));
    const waiting = (await this.#around.log.all()).filter(([, { who }]) => who === null || who === answer.who);
    const topics = new Set(waiting.map(([, entry]) => topic(entry)));
    const known = this.#around.view().who;
    if (known !== null && known !== answer.who) {
      // Somebody else has signed in here: all of theirs is asked for.
      this.#around.left();
      return this.#ask("/progress?after=0");
    }
    let adopted: Adopted = { moved: [], passedOver: false };
    this.#around.change((view) => {
      adopted = adopt(view, answer, (about) => topics.has(about), isBehind);
      view.behind = answer.now_ms - clocks.wall_ms;
      // The time is remembered as told once all that was written down before is told as well.
      if (!waiting.length) view.told = { ...clocks, server_ms: answer.now_ms };
    });
    this.#around.moved(adopted.moved);
    return answer.more ? this.#ask(`/progress?after=${answer.version}`, { isBehind: isBehind || adopted.passedOver }) : true;
  }
}
