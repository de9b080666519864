// Where in the text a moment of the sound is. Pure; segments are in order of time and do not overlap.
import type { Segment, Word } from "./types.ts";

/** Pressing "previous sentence" this long into a sentence repeats it; earlier, it goes to the one before. */
export const REPEAT_AFTER_MS = 1500;

/** Index of the last entry that starts at or before `ms`; -1 before the first. */
function lastStarted(count: number, start: (index: number) => number, ms: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start(middle) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The sentence being said, or in a pause the one just said; -1 before the first. */
export function segmentAt(segments: readonly Segment[], ms: number): number {
  return lastStarted(segments.length, (index) => segments[index]!.start_ms, ms);
}

/** The word being said, or in a gap the one just said; undefined before the first and well after the last. */
export function wordAt(words: readonly Word[], ms: number, lingerMs = 400): Word | undefined {
  const word = words[lastStarted(words.length, (index) => words[index]![2], ms)];
  return word && ms <= word[3] + lingerMs ? word : undefined;
}

/** Where "previous sentence" goes. */
export function sentenceBefore(segments: readonly Segment[], ms: number): number {
  const now = segmentAt(segments, ms);
  if (now < 0) return 0;
  const start = segments[now]!.start_ms;
  if (ms - start > REPEAT_AFTER_MS || now === 0) return start;
  return segments[now - 1]!.start_ms;
}

/** Where "next sentence" goes; undefined in the last one. */
export function sentenceAfter(segments: readonly Segment[], ms: number): number | undefined {
  return segments[segmentAt(segments, ms) + 1]?.start_ms;
}

/** When a sentence is said; undefined when it is not part of this narration. */
export function startOf(segments: readonly Segment[], id: string): number | undefined {
  return segments.find((segment) => segment.id === id)?.start_ms;
}
