// How much of a sound was really played. Pure: it is told where the player is, and when.

/** A jump ahead is no playing: between two looks the sound moves as far as time and speed allow, and this much more. */
const SLACK_MS = 400;

export class Played {
  #ms = 0;
  #last: { ms: number; now: number } | null = null;

  /** The player is at `ms`; `now` is any clock that goes evenly. Gives what was played so far. */
  at(ms: number, rate: number, now: number): number {
    const last = this.#last;
    if (last) {
      const moved = ms - last.ms;
      if (moved > 0 && moved <= (now - last.now) * rate + SLACK_MS) this.#ms += moved;
    }
    this.#last = { ms, now };
    return this.#ms;
  }

  /** It rests, is muted, or is another sound: what lies between this and the next look was not played. */
  rest(): void {
    this.#last = null;
  }

  get ms(): number {
    return this.#ms;
  }
}

/** What is worth telling of `heard` ms: a second, each quarter, the end; the last that was reached, in ms of what was heard. */
export function reached(heard: number, length: number): number {
  const marks = [1_000, length / 4, length / 2, (length * 3) / 4, length];
  return marks.filter((mark) => heard >= mark).length;
}
