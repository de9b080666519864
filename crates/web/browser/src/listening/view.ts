// What this browser knows of what its listener heard, saved, follows and lined up: for pages to show at once, with an account
// or without. The newsroom's own knowledge takes its place wherever this device has nothing that is still to be told. Pure but
// for the store that is handed in.
import type { Store } from "../player/position.ts";
import type { Segment } from "../player/types.ts";
import type { Did, Kind, Place, Reading } from "./entries.ts";
import { covered, msOf, placeOf, with_ } from "./parts.ts";
import type { Spans } from "./parts.ts";

const KEY = "crier:listening";
/** Stories that a browser remembers; some 110 bytes each. An account keeps the others. */
const STORIES_AT_MOST = 500;
/** As close to the end as this is heard to the end. */
export const NEARLY_DONE_MS = 8_000;

/** Two places that are nearer to each other are one: a sentence is counted in thousandths, and players round. */
export const SAME_PLACE_MS = 1_000;

/** Whoever is farther from the place they were known to be at has gone elsewhere since: it is written down every five seconds. */
const NEAR_MS = 6_000;

/** Thousandths that are lost on the way from a ms to a place and back. */
const ROUNDED = 2;

/** A story that was begun. */
export interface Begun {
  /** Where it goes on, by the sound that there was. */
  ms: number;
  /** The same by its sentence, which has another ms in another voice; null or not there: not known. */
  place?: Place | null;
  /** How long it is; 0: not known. */
  of: number;
  /** When the listener was last there, by the newsroom's clock. */
  at: number;
  /** Thousandths of the whole. */
  heard: Spans;
}

export interface View {
  /** Whose it is, as the newsroom said last; null: nobody has signed in. */
  who: string | null;
  version: number;
  /** How far this device's wall clock is behind the newsroom's, in ms. */
  behind: number;
  /** What the clocks showed when the time was last told. */
  told: (Reading & { server_ms: number }) | null;
  stories: Record<string, Begun>;
  /** By kind and target: since when; of the queue: its place. */
  saved: Record<string, number>;
  section: Record<string, number>;
  publication: Record<string, number>;
  queued: Record<string, string>;
}

/** The newsroom's answer; newsroom/src/listening.rs. */
export interface Answer {
  who: string;
  now_ms: number;
  taken: number | null;
  version: number;
  more: boolean;
  cleared_at_ms: number;
  stories: { slug: string; at_ms: number | null; ms: number | null; place?: Place | null; length_ms: number; heard: [number, number][] }[];
  marks: { kind: Kind; target: string; there: boolean; added_at_ms: number; rank: string }[];
}

export const nothing = (): View => ({
  who: null, version: 0, behind: 0, told: null, stories: {}, saved: {}, section: {}, publication: {}, queued: {},
});

export function read(store: Store): View {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? "null");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? { ...nothing(), ...(kept as Partial<View>) } : nothing();
  } catch {
    return nothing();
  }
}

export function write(store: Store, view: View): void {
  const newest = Object.entries(view.stories).sort(([, a], [, b]) => b.at - a.at).slice(0, STORIES_AT_MOST);
  view.stories = Object.fromEntries(newest);
  try {
    store.setItem(KEY, JSON.stringify(view));
  } catch {
    // A full or forbidden store costs the memory, never the sound.
  }
}

export const isViewKey = (key: string | null): boolean => key === KEY;

export const isDone = ({ ms, of }: Begun): boolean => of > 0 && of - ms < NEARLY_DONE_MS;

/** How much of it was heard, from 0 to 1. */
export const share = (begun: Begun): number => Math.min(1, covered(begun.heard) / 1000);

/** Stories to go on with, the latest first. */
export const underWay = (view: View): [string, Begun][] =>
  byTime(view).filter(([, begun]) => begun.ms > 0 && !isDone(begun));

export const byTime = (view: View): [string, Begun][] => Object.entries(view.stories).sort(([, a], [, b]) => b.at - a.at);

/** Something was heard from one ms to another. */
export function heard(view: View, slug: string, fromMs: number, toMs: number, of: number, at: number, place: Place | null = null): void {
  const before = view.stories[slug];
  const whole = Math.max(of, before?.of ?? 0, 1);
  const thousandth = (ms: number) => Math.min(1000, Math.round((ms * 1000) / whole));
  view.stories[slug] = { ms: toMs, place, of: of || (before?.of ?? 0), at, heard: with_(before?.heard ?? [], thousandth(fromMs), thousandth(toMs)) };
}

export function moved(view: View, slug: string, ms: number, of: number, at: number, place: Place | null = null): void {
  const before = view.stories[slug];
  view.stories[slug] = { ms, place, of: of || (before?.of ?? 0), at, heard: before?.heard ?? [] };
}

/**
 * Where a story that goes on at `ms` has to go on, when its sentences have come to be elsewhere: it has another voice, or was
 * corrected. Undefined where it is right as it is.
 */
export function goesOnAt({ ms, place }: Begun, segments: readonly Segment[], at: number): number | undefined {
  if (!place || Math.abs(at - ms) > NEAR_MS) return undefined;
  const [there, here] = [msOf(segments, place), placeOf(segments, ms)];
  // In a pause the place is the end of what was said before it.
  const isRight = here?.[0] === place[0] && Math.abs(here[1] - place[1]) <= ROUNDED;
  if (there === undefined || isRight || Math.abs(there - ms) < SAME_PLACE_MS) return undefined;
  return Math.max(0, there + at - ms);
}

/** What was asked for. */
export function asked(view: View, did: Did, at: number): void {
  switch (did.did) {
    case "forgot":
      delete view.stories[did.story];
      break;
    case "cleared":
      view.stories = {};
      break;
    case "added":
      if (did.kind === "queued") view.queued[did.target] = did.rank ?? "";
      else view[did.kind][did.target] = at;
      break;
    case "ranked":
      if (did.target in view.queued) view.queued[did.target] = did.rank;
      break;
    case "removed":
      delete view[did.kind][did.target];
  }
}

export interface Adopted {
  /** Stories that another device moved, for the player. What this one told itself comes back, too, and is none of them. */
  moved: string[];
  /** Whether something was passed over, because this device has not told all it knows of it. */
  passedOver: boolean;
}

/**
 * Takes over what the newsroom knows. `waits` says what this device has not told yet: of that it knows more than the answer.
 * An answer of which something is passed over is not known: the version stays, and all after it is asked for again once that is
 * told. So it is with an answer that goes on after such a one: `isBehind`.
 */
export function adopt(view: View, answer: Answer, waits: (topic: string) => boolean, isBehind = false): Adopted {
  if (view.who !== null && view.who !== answer.who) Object.assign(view, { stories: {}, saved: {}, section: {}, publication: {}, queued: {} });
  view.who = answer.who;
  const moved: string[] = [];
  let passedOver = false;
  const skips = (...topics: string[]): boolean => {
    const skipped = topics.some(waits);
    passedOver ||= skipped;
    return skipped;
  };
  for (const [slug, begun] of Object.entries(view.stories)) {
    if (begun.at <= answer.cleared_at_ms && !waits(`story ${slug}`)) {
      delete view.stories[slug];
      moved.push(slug);
    }
  }
  for (const { slug, at_ms, ms, place, length_ms, heard: spans } of answer.stories) {
    if (skips(`story ${slug}`, "progress")) continue;
    const before = view.stories[slug];
    if (!before || at_ms === null || Math.abs(before.ms - (ms ?? 0)) >= SAME_PLACE_MS) moved.push(slug);
    if (at_ms === null) delete view.stories[slug];
    else view.stories[slug] = { ms: ms ?? 0, place: place ?? null, of: length_ms, at: at_ms, heard: spans };
  }
  for (const { kind, target, there, added_at_ms, rank } of answer.marks) {
    if (skips(`${kind} ${target}`)) continue;
    if (!there) delete view[kind][target];
    else if (kind === "queued") view.queued[target] = rank;
    else view[kind][target] = added_at_ms;
  }
  if (!passedOver && !isBehind) view.version = answer.version;
  return { moved, passedOver };
}

/** Whoever was signed in has gone: nothing of theirs stays behind. It comes back with them. */
export const left = (view: View): View => ({ ...nothing(), behind: view.behind, told: view.told });
