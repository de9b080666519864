// What pages and the worker must agree on: where things are kept in this browser, and what they say to each other.
import type { Item } from "../player/types.ts";

/** Stories that were kept for the road: their pages, pictures, sound, and a record each. */
export const KEPT = "crier-kept";
/** Pages that were looked at, as they were. */
export const PAGES = "crier-pages";
/** The files of one build, under its own name. */
export const BUILDS = "crier-build-";
/** What the worker should know of this browser's listener: the language of the interface. */
export const ABOUT = "crier-about";

/** Records stand beside what they tell of, at addresses that the newsroom does not have. */
export const RECORDS = "/downloads/stories/";
/** The kept stories in an order to be heard; answered by the worker. */
export const PROGRAMME = "/downloads/programme.json";
export const LANGUAGE = "/downloads/language";

/** A story that can be read and heard without a line. */
export interface Kept extends Item {
  audio: string;
  /** All of its files together. */
  bytes: number;
  kept_at_ms: number;
  /** The addresses of its files. */
  files: string[];
}

/** What the player is handed of it. */
export function itemOf({ bytes: _, kept_at_ms: __, files: ___, ...item }: Kept): Item {
  return item;
}

/** What a page tells the worker. */
export type Told = { kind: "take-over" } | { kind: "claim" } | { kind: "kept" } | { kind: "tidy" };

/** What the worker asks a page, through a channel; the answer is the address of the script that runs there. */
export interface Question {
  kind: "which-build";
}
