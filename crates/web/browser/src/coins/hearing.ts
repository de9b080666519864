// What was heard, in stretches of a narration's own clock. Pure: it is told where the voice is, and when.

/** A part of a narration that was played, in ms of its own clock. */
export interface Stretch {
  narration: string;
  from_ms: number;
  to_ms: number;
}

/** A jump ahead is no listening: between two looks the voice moves as far as time and speed allow, and this much more. */
const SLACK_MS = 400;
/** What is told at once; the server reads no more. */
export const STRETCHES_AT_MOST = 100;

export class Hearing {
  readonly #heard: Stretch[] = [];
  #open: { stretch: Stretch; seenMs: number } | null = null;

  /** The voice plays `narration` and is at `ms`; `nowMs` is any clock that goes evenly. */
  at(narration: string, ms: number, rate: number, nowMs: number): void {
    const at = Math.floor(ms);
    const open = this.#open;
    if (open && open.stretch.narration === narration) {
      const moved = at - open.stretch.to_ms;
      const possible = (nowMs - open.seenMs) * rate + SLACK_MS;
      if (moved >= 0 && moved <= possible) {
        open.stretch.to_ms = at;
        open.seenMs = nowMs;
        return;
      }
    }
    this.rest();
    this.#open = { stretch: { narration, from_ms: at, to_ms: at }, seenMs: nowMs };
  }

  /** The voice rests or is elsewhere: what comes next begins a new stretch. */
  rest(): void {
    const done = this.#open?.stretch;
    this.#open = null;
    if (done && done.to_ms > done.from_ms) this.add(done);
  }

  /** Something heard earlier, which was not told. */
  add(stretch: Stretch): void {
    const last = this.#heard.at(-1);
    if (last && last.narration === stretch.narration && last.to_ms === stretch.from_ms) last.to_ms = stretch.to_ms;
    else this.#heard.push({ ...stretch });
    // A page that is left open offline for days: the oldest are given up.
    if (this.#heard.length > STRETCHES_AT_MOST) this.#heard.shift();
  }

  /** What was heard under one name has another from now on. */
  rename(from: string, to: string): void {
    for (const stretch of this.#heard) if (stretch.narration === from) stretch.narration = to;
    const open = this.#open?.stretch;
    if (open?.narration === from) open.narration = to;
  }

  /** Nothing more is told of this one. */
  forget(narration: string): void {
    const left = this.#heard.filter((stretch) => stretch.narration !== narration);
    this.#heard.splice(0, this.#heard.length, ...left);
    if (this.#open?.stretch.narration === narration) this.#open = null;
  }

  get isEmpty(): boolean {
    return !this.#heard.length && !(this.#open && this.#open.stretch.to_ms > this.#open.stretch.from_ms);
  }

  /** All of it, for keeping. */
  get all(): Stretch[] {
    const open = this.#open?.stretch;
    return open && open.to_ms > open.from_ms ? [...this.#heard, { ...open }] : [...this.#heard];
  }

  /**
   * Takes out what can be told: of narrations that `endOf` knows, and no further than their end. The stretch under way is
   * taken up to here and goes on.
   */
  take(endOf: (narration: string) => number | undefined): Stretch[] {
    const open = this.#open;
    if (open && open.stretch.to_ms > open.stretch.from_ms) {
      this.add(open.stretch);
      open.stretch = { ...open.stretch, from_ms: open.stretch.to_ms };
    }
    const told: Stretch[] = [];
    const kept: Stretch[] = [];
    for (const stretch of this.#heard) {
      const end = endOf(stretch.narration);
      if (end === undefined) kept.push(stretch);
      else if (stretch.from_ms < end) told.push({ ...stretch, to_ms: Math.min(stretch.to_ms, end) });
    }
    this.#heard.splice(0, this.#heard.length, ...kept);
    return told;
  }
}
