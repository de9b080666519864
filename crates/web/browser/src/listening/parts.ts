// From ms of a narration to parts of its sentences, and parts of a whole that were heard. Pure.
import type { Segment } from "../player/types.ts";
import type { Part, Place } from "./entries.ts";
import { given } from "./given.ts";

const WHOLE = 1000;

/** Rounded down at both ends, so that of two stretches that meet no part is lost. */
export function partsOf(segments: readonly Segment[], fromMs: number, toMs: number): Part[] {
  const parts: Part[] = [];
  for (const { id, start_ms, end_ms } of segments) {
    const length = Math.max(1, end_ms - start_ms);
    const thousandth = (ms: number) => Math.floor((Math.min(Math.max(ms - start_ms, 0), length) * WHOLE) / length);
    const [from, to] = [thousandth(fromMs), thousandth(toMs)];
    if (from < to) parts.push([id, from, to]);
  }
  return parts;
}

/** The sentence at a ms, or in a pause the end of the one just said. */
export function placeOf(segments: readonly Segment[], ms: number): Place | undefined {
  const segment = segments[Math.max(0, given.segmentAt(segments, ms))];
  if (!segment) return undefined;
  const length = Math.max(1, segment.end_ms - segment.start_ms);
  return [segment.id, Math.floor((Math.min(Math.max(ms - segment.start_ms, 0), length) * WHOLE) / length)];
}

/** When a place is said; undefined where its sentence is none of these. */
export function msOf(segments: readonly Segment[], [id, thousandth]: Place): number | undefined {
  const segment = segments.find((each) => each.id === id);
  return segment && Math.round(segment.start_ms + ((segment.end_ms - segment.start_ms) * thousandth) / WHOLE);
}

/** Spans that do not touch, in order. */
export type Spans = readonly (readonly [from: number, to: number])[];

/** With another span in it. */
export function with_(spans: Spans, from: number, to: number): Spans {
  if (from >= to) return spans;
  const apart = spans.filter(([a, b]) => b < from || to < a);
  const touched = spans.filter(([a, b]) => !(b < from || to < a));
  const whole = [Math.min(from, ...touched.map(([a]) => a)), Math.max(to, ...touched.map(([, b]) => b))] as const;
  return [...apart, whole].sort(([a], [b]) => a - b);
}

export const covered = (spans: Spans): number => spans.reduce((sum, [from, to]) => sum + to - from, 0);
