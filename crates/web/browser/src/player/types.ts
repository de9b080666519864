// The shapes the server sends; templates/README.md is their promise.

/** An entry of a programme: a story that can be, or soon will be, heard. */
export interface Item {
  slug: string;
  page: string;
  headline: string;
  publication: string;
  lang: string;
  dir?: "ltr" | "rtl";
  picture?: string | null;
  narration: string;
  /** Names the sound for coins; absent until there is one. */
  narration_id?: string | null;
  audio?: string | null;
  /** Where it is heard from its beginning while it is being made. */
  live?: string | null;
  duration_ms?: number | null;
}

export interface Programme {
  title: string;
  items: Item[];
}

/** UTF-16 offsets into the sentence's text, then milliseconds of the narration. */
export type Word = [from: number, to: number, start_ms: number, end_ms: number];

export interface Segment {
  id: string;
  start_ms: number;
  end_ms: number;
  role: string;
  words: Word[];
}

export interface Narration extends Item {
  state: "none" | "queued" | "speaking" | "ready" | "failed" | "skipped";
  progress?: { done: number; total: number } | null;
  voice?: string | null;
  segments: Segment[];
}
